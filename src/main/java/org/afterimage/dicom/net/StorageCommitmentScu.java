package org.afterimage.dicom.net;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.TransferSyntax;

/**
 * Asks whether instances are safe by N-ACTION and waits for the N-EVENT-REPORT, on the same association or on one that
 * the SCP opens to a listener of this network (PS3.4 J.3.2 and J.3.3).
 */
final class StorageCommitmentScu {

    /** What is proposed: the SOP class in the default roles. */
    static final Proposal PROPOSAL = Proposal.of(List.of(new ProposedContext(
            SopClass.STORAGE_COMMITMENT_PUSH_MODEL,
            List.of(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN))));

    /** How long the association stays when the result may come over another: some SCPs wait for the end of the first. */
    private static final Duration STAY = Duration.ofSeconds(5);

    /** How often an association that stays is left to look whether the result came over another. */
    private static final Duration LOOK = Duration.ofMillis(200);

    private final DimseServiceUser user;
    private final StorageCommitmentTransactions transactions;
    private final StorageCommitmentResultReceiver receiver;

    /**
     * Makes it.
     *
     * @param user an association for which {@link #PROPOSAL} was proposed
     * @param transactions hand over the results
     */
    StorageCommitmentScu(DimseServiceUser user, StorageCommitmentTransactions transactions) {
        this.user = user;
        this.transactions = transactions;
        this.receiver = new StorageCommitmentResultReceiver(transactions);
    }

    /** Asks and waits. */
    StorageCommitmentResult commit(StorageCommitmentRequest request, Duration patience) throws IOException {
        NegotiatedContext context = user.context(any -> true)
                .orElseThrow(() ->
                        user.notAccepted(SopClass.STORAGE_COMMITMENT_PUSH_MODEL, "any uncompressed transfer syntax"));
        Deadline deadline = Deadline.in(patience);
        CompletableFuture<StorageCommitmentResult> result = transactions.begin(request.transactionUid());
        try {
            ask(context, request);
            try (user) {
                stay(result, deadline);
            } catch (AssociationAbortedException e) {
                // The request was taken, so its result may still come over another association.
                if (!transactions.haveListener()) {
                    throw e;
                }
            }
            return result.get(deadline.remainingMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new StorageCommitmentOverdueException(overdue(deadline));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StorageCommitmentOverdueException(
                    "The wait for the result of " + user.peer() + " was interrupted.");
        } catch (ExecutionException e) {
            throw new IllegalStateException("a result is never exceptional", e);
        } finally {
            transactions.end(request.transactionUid());
        }
    }

    private void ask(NegotiatedContext context, StorageCommitmentRequest request) throws IOException {
        int messageId = user.nextMessageId();
        CommandSet command = new NActionRq(
                        messageId,
                        SopClass.STORAGE_COMMITMENT_PUSH_MODEL,
                        StorageCommitmentScp.SOP_INSTANCE_UID,
                        StorageCommitmentScp.REQUEST_ACTION)
                .toCommandSet();
        Status status = user.converse(association -> {
            association.send(context.id(), command, DataSets.encode(request.toDataSet(), context));
            Message message = user.awaitMessage();
            // An SCP that is quick may report before it answers.
            while (isReport(message)) {
                take(association, message);
                message = user.awaitMessage();
            }
            DimseResponse response = DimseResponse.to(CommandField.N_ACTION_RQ, messageId, message);
            message.dataSet().drain();
            return response.status();
        });
        if (status.isFailure()) {
            user.close();
            throw new OperationFailedException(
                    user.peer() + " refused the storage commitment request with status " + status + ".", status);
        }
    }

    /** Leaves the association open for the result. */
    private void stay(CompletableFuture<StorageCommitmentResult> result, Deadline deadline) throws IOException {
        boolean elsewhere = transactions.haveListener();
        Duration left = Duration.ofMillis(deadline.remainingMillis());
        Deadline end = Deadline.in(elsewhere && left.compareTo(STAY) > 0 ? STAY : left);
        user.converse(association -> {
            while (!result.isDone() && end.remainingMillis() > 0) {
                Duration rest = Duration.ofMillis(end.remainingMillis());
                if (association.awaitInput(elsewhere && rest.compareTo(LOOK) > 0 ? LOOK : rest)) {
                    Message message = user.awaitMessage();
                    if (!isReport(message)) {
                        throw new ProtocolViolationException(AAbort.BY_USER, "sent something else than a result");
                    }
                    take(association, message);
                }
            }
            return null;
        });
    }

    private void take(Association association, Message message) throws IOException {
        if (message.command().integer(Tag.MESSAGE_ID).isEmpty()) {
            throw new ProtocolViolationException(AAbort.BY_USER, "sent a request without a Message ID");
        }
        Status status = receiver.perform(association, message);
        message.dataSet().drain();
        association.send(
                message.contextId(), DimseResponse.to(message.command(), status).toCommandSet());
    }

    private static boolean isReport(Message message) {
        return message.command().integer(Tag.COMMAND_FIELD).orElse(0) == CommandField.N_EVENT_REPORT_RQ;
    }

    private String overdue(Deadline deadline) {
        String remedy = transactions.haveListener()
                ? "Check that it knows this node's AE title, host and port, and that no firewall is between."
                : "It may report over an association of its own, and nothing listens for that here.";
        return user.peer() + " did not report the result of the storage commitment request within " + deadline.seconds()
                + ". " + remedy;
    }
}

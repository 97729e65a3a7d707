package org.afterimage.dicom.net;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.afterimage.dicom.io.TransferSyntax;

/**
 * Sends instances by C-STORE over one association (PS3.4 Annex B), several at once if the peer agreed to that (PS3.7
 * D.3.3.3). Responses are told apart by the Message ID that they answer, since they may come in any order.
 */
final class AssociationStoreSession implements StoreSession {

    static final SupportedService DESCRIPTION =
            new SupportedService("Storage", SupportedService.Role.SCU, List.of(), List.of("C-STORE"), "PS3.4 Annex B");

    private final DimseServiceUser user;
    private final int window;
    private final Map<Integer, Consumer<Status>> outstanding = new LinkedHashMap<>();

    AssociationStoreSession(DimseServiceUser user) {
        this.user = user;
        this.window = user.operationsWindow();
    }

    @Override
    public boolean accepts(String sopClassUid, TransferSyntax transferSyntax) {
        return context(sopClassUid, transferSyntax).isPresent();
    }

    @Override
    public int operationsWindow() {
        return window;
    }

    @Override
    public Status store(String sopClassUid, String sopInstanceUid, TransferSyntax transferSyntax, InputStream dataSet)
            throws IOException {
        AtomicReference<Status> answer = new AtomicReference<>();
        submit(sopClassUid, sopInstanceUid, transferSyntax, dataSet, answer::set);
        user.converse(association -> {
            while (answer.get() == null) {
                takeResponse();
            }
            return null;
        });
        return answer.get();
    }

    @Override
    public void submit(
            String sopClassUid,
            String sopInstanceUid,
            TransferSyntax transferSyntax,
            InputStream dataSet,
            Consumer<Status> answered)
            throws IOException {
        NegotiatedContext context = context(sopClassUid, transferSyntax)
                .orElseThrow(() -> user.notAccepted(sopClassUid, transferSyntax.name()));
        user.converse(association -> {
            while (outstanding.size() >= window) {
                takeResponse();
            }
            int messageId = user.nextMessageId();
            CommandSet command = new CStoreRq(messageId, sopClassUid, sopInstanceUid, "").toCommandSet();
            outstanding.put(messageId, answered);
            // Responses to the requests before are taken on the way, so that they never fill the connection.
            association.send(context.id(), command, dataSet, () -> takeArrived(association));
            takeArrived(association);
            return null;
        });
    }

    @Override
    public void awaitAnswers() throws IOException {
        user.converse(association -> {
            while (!outstanding.isEmpty()) {
                takeResponse();
            }
            return null;
        });
    }

    @Override
    public void close() {
        user.close();
    }

    private void takeArrived(Association association) throws IOException {
        while (window > 1 && !outstanding.isEmpty() && association.hasInput()) {
            takeResponse();
        }
    }

    private void takeResponse() throws IOException {
        Message message = user.awaitMessage();
        DimseResponse response = DimseResponse.of(message.command());
        message.dataSet().drain();
        Consumer<Status> answered = outstanding.remove(response.messageIdBeingRespondedTo());
        if (answered == null) {
            throw new ProtocolViolationException(
                    AAbort.BY_USER,
                    "answered message " + response.messageIdBeingRespondedTo() + " instead of "
                            + outstanding.keySet().stream()
                                    .map(String::valueOf)
                                    .findFirst()
                                    .orElse("none"));
        }
        answered.accept(response.status());
    }

    private Optional<NegotiatedContext> context(String sopClassUid, TransferSyntax transferSyntax) {
        return user.context(context -> context.abstractSyntaxUid().equals(sopClassUid)
                && context.transferSyntax().equals(transferSyntax)
                && user.mayBeScu(sopClassUid));
    }
}

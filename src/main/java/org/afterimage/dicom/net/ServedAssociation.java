package org.afterimage.dicom.net;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.afterimage.dicom.data.Tag;

/**
 * The life of one accepted connection, on a thread of its own: negotiation, messages one after the other, and the end.
 */
final class ServedAssociation implements Runnable {

    private static final System.Logger LOG = System.getLogger(ServedAssociation.class.getName());

    /** Whether the node may close this association now, or has. */
    private enum State {
        /** Negotiates; may lose its place. */
        NEGOTIATING,
        /** Has lost its place before it was accepted. */
        DISPLACED,
        /** Waits for the peer; may be aborted. */
        WAITING,
        /** Performs an operation that is to be answered. */
        PERFORMING,
        /** Is to end, or has ended. */
        CLOSING
    }

    private final long id;
    private final Connection connection;
    private final AssociationAcceptor acceptor;
    private final AssociationObserver observer;
    private final AssociationPlaces<ServedAssociation> places;
    private final Map<Integer, DimseService> services;
    private final EventReports reports = new EventReports();
    private final Consumer<StorageCommitmentReport> reporter;
    private final DimseService unsupported = new UnsupportedOperation();
    private final AtomicReference<State> state = new AtomicReference<>(State.NEGOTIATING);
    private String calling = "";
    private String called = "";

    /**
     * Makes it; {@link #run} serves it.
     *
     * @param id number of the association
     * @param connection a new connection
     * @param acceptor negotiates
     * @param services perform its operations
     * @param transactions the storage commitment requests of this network that wait for their results
     * @param reporter takes the results that could not be reported over this association
     * @param observer hears of it
     * @param places where it takes its place once it is accepted
     */
    ServedAssociation(
            long id,
            Connection connection,
            AssociationAcceptor acceptor,
            Services services,
            StorageCommitmentTransactions transactions,
            Consumer<StorageCommitmentReport> reporter,
            AssociationObserver observer,
            AssociationPlaces<ServedAssociation> places) {
        this.id = id;
        this.connection = connection;
        this.acceptor = acceptor;
        this.observer = observer;
        this.reporter = reporter;
        this.services = services.open(new ServedContext(id, reports, transactions));
        this.places = places;
    }

    /**
     * Serves the association to its end. Nothing that goes wrong in it leaves this method, so that the listener goes
     * on.
     */
    @Override
    public void run() {
        String reason = "It ended by a bug.";
        try {
            reason = negotiateThenServe();
        } catch (IOException e) {
            reason = endAfter(e);
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.ERROR, "Association " + id + " ended by a bug or for want of memory.", e);
            Association.abort(connection, AAbort.BY_USER);
        } finally {
            connection.close();
            reports.takeLeft().forEach(reporter);
            LOG.log(System.Logger.Level.DEBUG, "Association {0} closed: {1}", id, reason);
            observer.closed(id, calling, called, connection.peer(), reason);
        }
    }

    /**
     * Ends the association as soon as the operation under way is answered, at once when there is none. Called by any
     * thread.
     */
    void end() {
        State was = state.getAndSet(State.CLOSING);
        if (was == State.WAITING || was == State.NEGOTIATING) {
            try {
                new PduWriter(connection).write(AAbort.BY_USER);
            } catch (IOException e) {
                LOG.log(System.Logger.Level.DEBUG, "Association {0} could not be told that it ends.", id);
            }
            connection.close();
        }
    }

    /** Ends the association in the middle of whatever it does. Called by any thread. */
    void cut() {
        state.set(State.CLOSING);
        connection.close();
    }

    /**
     * Has the peer rejected soon, since another connection has its place now. Called by any thread once the place to
     * negotiate is taken away; never waits.
     */
    void displace() {
        if (state.compareAndSet(State.NEGOTIATING, State.DISPLACED)) {
            connection.endInput();
        }
    }

    /** Takes the place of an association, if there is one. */
    private boolean takePlace() {
        return places.accept(this) && state.compareAndSet(State.NEGOTIATING, State.WAITING);
    }

    /** Ends the association after a failure; returns how it ended, as one sentence. */
    private String endAfter(IOException failure) {
        State now = state.get();
        if (now == State.CLOSING) {
            connection.close();
            return "The listener closed.";
        }
        if (now == State.DISPLACED) {
            reject(Rejection.LOCAL_LIMIT_EXCEEDED);
            return "It was rejected for a newer connection: " + Rejection.LOCAL_LIMIT_EXCEEDED.meaning() + ".";
        }
        String sentence = PeerFailure.sentence(peer(), failure).getMessage();
        if (failure instanceof TlsFailureException) {
            if (calling.isEmpty()) {
                observer.handshakeFailed(id, connection.peer(), sentence);
            }
            // So that the peer gets the alert that says why.
            connection.closeAfterLastPdu();
        } else {
            Association.fail(connection, failure);
        }
        return sentence;
    }

    private void reject(Rejection rejection) {
        try {
            new PduWriter(connection).write(new AAssociateRj(rejection));
            connection.closeAfterLastPdu();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "Association {0} could not be told its rejection.", id);
        }
        observer.rejected(id, calling, called, connection.peer(), rejection);
    }

    private String peer() {
        String address = connection.peer().getHostAddress();
        return calling.isEmpty() ? address : calling + " at " + address;
    }

    private String negotiateThenServe() throws IOException {
        AssociationAcceptor.Outcome outcome = acceptor.accept(connection, this::takePlace);
        calling = outcome.request().callingAeTitle();
        called = outcome.request().calledAeTitle();
        if (outcome.rejection().isPresent()) {
            Rejection rejection = outcome.rejection().get();
            observer.rejected(id, calling, called, connection.peer(), rejection);
            return "It was rejected: " + rejection.meaning() + ".";
        }
        observer.opened(id, calling, called, connection.peer());
        return serve(outcome.association().orElseThrow());
    }

    private String serve(Association association) throws IOException {
        while (true) {
            Optional<Message> message = Optional.empty();
            boolean report = reports.canSend() && !association.awaitInput(EventReports.GRACE);
            if (!report) {
                message = association.receive();
            }
            if (!state.compareAndSet(State.WAITING, State.PERFORMING)) {
                return "The listener closed.";
            }
            if (report) {
                reports.send(association);
            } else if (message.isEmpty()) {
                association.answerRelease();
                return "It was released.";
            } else {
                perform(association, message.get());
            }
            if (!state.compareAndSet(State.PERFORMING, State.WAITING)) {
                association.abort(AAbort.BY_USER);
                return "The listener closed.";
            }
        }
    }

    private void perform(Association association, Message message) throws IOException {
        CommandSet command = message.command();
        int field = command.integer(Tag.COMMAND_FIELD).orElse(0);
        if (field == 0 || CommandField.isResponse(field)) {
            takeResponse(message);
            return;
        }
        if (field == CommandField.C_CANCEL_RQ) {
            // Nothing that this node performs can be cancelled; C-CANCEL has no response (PS3.7 9.3.2.3).
            message.dataSet().drain();
            return;
        }
        if (command.integer(Tag.MESSAGE_ID).isEmpty()) {
            throw new ProtocolViolationException(AAbort.BY_USER, "sent a request without a Message ID");
        }
        Status status = services.getOrDefault(field, unsupported).perform(association, message);
        message.dataSet().drain();
        association.send(message.contextId(), DimseResponse.to(command, status).toCommandSet());
    }

    private void takeResponse(Message message) throws IOException {
        EventReports.Answered answered = reports.answered(message.command());
        message.dataSet().drain();
        if (answered.status().isFailure()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Association {0}: {1} answered the storage commitment result of transaction {2} by status {3}.",
                    id,
                    peer(),
                    answered.report().result().transactionUid(),
                    answered.status());
        }
    }
}

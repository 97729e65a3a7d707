package org.afterimage.dicom.net;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * An established association, on either side: DIMSE messages go in and out until it is released or aborted (PS3.8 7).
 */
final class Association {

    private final String peer;
    private final Side side;
    private final AAssociateRq request;
    private final AAssociateAc answer;
    private final Map<Integer, NegotiatedContext> contexts;
    private final Connection connection;
    private final PduReader reader;
    private final PduWriter writer;
    private final MessageReader messages;
    private final Timeouts timeouts;

    /** Which side of the negotiation this node was on. */
    enum Side {
        /** This node asked for the association. */
        REQUESTOR,
        /** This node was asked. */
        ACCEPTOR
    }

    /**
     * Takes over a connection on which A-ASSOCIATE-RQ and -AC were exchanged.
     *
     * @param peer name of the peer, for messages
     * @param side which side this node is
     * @param request what was asked for
     * @param answer what was accepted
     * @param connection the connection
     * @param reader its reader
     * @param timeouts the deadlines
     * @throws ProtocolViolationException when the peer takes no data
     */
    Association(
            String peer,
            Side side,
            AAssociateRq request,
            AAssociateAc answer,
            Connection connection,
            PduReader reader,
            Timeouts timeouts)
            throws ProtocolViolationException {
        this.peer = peer;
        this.side = side;
        this.request = request;
        this.answer = answer;
        this.contexts = NegotiatedContext.of(request.presentationContexts(), answer.presentationContexts());
        this.connection = connection;
        this.reader = reader;
        this.timeouts = timeouts;
        this.writer = new PduWriter(connection);
        boolean requestor = side == Side.REQUESTOR;
        UserInformation ours = requestor ? request.userInformation() : answer.userInformation();
        UserInformation theirs = requestor ? answer.userInformation() : request.userInformation();
        writer.allowPData(theirs.maxPduLength());
        reader.allowPData((int) ours.maxPduLength());
        this.messages = new MessageReader(reader, timeouts, contexts.keySet(), peer);
    }

    /** Returns the name of the peer. */
    String peer() {
        return peer;
    }

    /** Returns the AE title of the peer. */
    String peerAeTitle() {
        return side == Side.REQUESTOR ? request.calledAeTitle() : request.callingAeTitle();
    }

    /** Returns the AE title of this node. */
    String ownAeTitle() {
        return side == Side.REQUESTOR ? request.callingAeTitle() : request.calledAeTitle();
    }

    /** Returns the deadlines. */
    Timeouts timeouts() {
        return timeouts;
    }

    /** Returns the request that opened this association. */
    AAssociateRq request() {
        return request;
    }

    /** Returns the answer that opened it. */
    AAssociateAc answer() {
        return answer;
    }

    /** Returns the connection under it. */
    Connection connection() {
        return connection;
    }

    /** Returns the accepted presentation contexts by ID. */
    Map<Integer, NegotiatedContext> contexts() {
        return contexts;
    }

    /** Returns the roles that the requestor plays for a SOP class: SCU unless others were agreed (PS3.7 D.3.3.4). */
    RoleSelection requestorRoles(String sopClassUid) {
        Optional<RoleSelection> proposed = request.userInformation().roleSelection(sopClassUid);
        return answer.userInformation()
                .roleSelection(sopClassUid)
                .filter(answered -> proposed.isPresent())
                .map(answered -> new RoleSelection(
                        sopClassUid,
                        answered.scu() && proposed.get().scu(),
                        answered.scp() && proposed.get().scp()))
                .orElse(new RoleSelection(sopClassUid, true, false));
    }

    /** Returns how many requests the requestor may have outstanding (PS3.7 D.3.3.3). */
    int operationsWindow() {
        return request.userInformation()
                .asynchronousOperationsWindow()
                .agreed(answer.userInformation().asynchronousOperationsWindow());
    }

    /** Waits until something arrives, but not longer than this; false when nothing did. */
    boolean awaitInput(Duration patience) throws IOException {
        return messages.hasBegun() || reader.awaitInput(Deadline.in(patience));
    }

    /** Says whether something has arrived that was not looked at. */
    boolean hasInput() throws IOException {
        return messages.hasBegun() || reader.hasInput();
    }

    /** Waits for the next message; empty when the peer asks for the release. */
    Optional<Message> receive() throws IOException {
        return messages.next();
    }

    /** Sends a message without a data set. */
    void send(int contextId, CommandSet command) throws IOException {
        writer.writeCommand(contextId, command.encode());
        writer.flush();
    }

    /**
     * Sends a message with a data set.
     *
     * @throws UnreadableDataSetException when {@code dataSet} cannot be read; only an abort can follow
     * @throws PeerAbortedException when the peer aborts while the data set is sent
     */
    void send(int contextId, CommandSet command, InputStream dataSet) throws IOException {
        send(contextId, command, dataSet, () -> {});
    }

    /**
     * Sends a message with a data set.
     *
     * @param check called before each PDU of the data set; it may receive messages
     * @throws UnreadableDataSetException as without a check
     * @throws PeerAbortedException as without a check
     */
    void send(int contextId, CommandSet command, InputStream dataSet, PduWriter.Check check) throws IOException {
        writer.writeCommand(contextId, command.encode());
        try {
            writer.writeDataSet(contextId, dataSet, () -> {
                throwIfAborted();
                check.beforePdu();
            });
        } catch (UnreadableDataSetException | PeerFailure e) {
            throw e;
        } catch (IOException e) {
            // The peer may have aborted and hung up; its A-ABORT says more than the broken connection.
            throwIfAborted();
            throw e;
        }
    }

    /** Answers A-RELEASE-RQ and closes the connection (PS3.8 7.2). */
    void answerRelease() throws IOException {
        writer.write(new AReleaseRp());
        connection.closeAfterLastPdu();
    }

    /** Releases the association and closes the connection (PS3.8 7.2). */
    void release() throws IOException {
        try (connection) {
            Deadline deadline = Deadline.in(timeouts.associate());
            writer.write(new AReleaseRq());
            Pdu pdu = reader.read(deadline);
            // P-DATA may still be on its way (state Sta7); a release from the other side at the same time is answered
            // (Sta9).
            while (pdu instanceof PDataTf || pdu instanceof AReleaseRq) {
                if (pdu instanceof AReleaseRq) {
                    writer.write(new AReleaseRp());
                }
                pdu = reader.read(deadline);
            }
            connection.endOutput();
        }
    }

    /** Aborts the association and closes the connection (PS3.8 7.3). */
    void abort(AAbort abort) {
        abort(connection, abort);
    }

    /** Ends the association after a failure: answers A-ABORT if that makes sense, and closes the connection. */
    void fail(IOException failure) {
        fail(connection, failure);
    }

    /** Aborts whatever is on a connection and closes it. */
    static void abort(Connection connection, AAbort abort) {
        try {
            new PduWriter(connection).write(abort);
            connection.closeAfterLastPdu();
        } catch (IOException e) {
            connection.close();
        }
    }

    /** Ends whatever is on a connection after a failure. */
    static void fail(Connection connection, IOException failure) {
        Optional<AAbort> abort = failure instanceof PeerFailure peerFailure ? peerFailure.answer() : Optional.empty();
        abort.ifPresentOrElse(pdu -> abort(connection, pdu), connection::close);
    }

    private void throwIfAborted() throws IOException {
        if (reader.abortArrived() && reader.read(Deadline.in(timeouts.message())) instanceof AAbort abort) {
            throw new PeerAbortedException(abort);
        }
    }
}

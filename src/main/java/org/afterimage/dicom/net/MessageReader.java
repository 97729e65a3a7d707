package org.afterimage.dicom.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;

/** Takes the messages of an association out of its P-DATA-TF PDUs (PS3.7 6.3.1, PS3.8 9.3.5 and Annex E). */
final class MessageReader {

    private final PduReader pdus;
    private final Timeouts timeouts;
    private final Set<Integer> contextIds;
    private final String peer;
    private Pace pace;
    private Iterator<PresentationDataValue> values = Collections.emptyIterator();

    /**
     * Makes a reader.
     *
     * @param pdus where the PDUs come from
     * @param timeouts how long to wait for them
     * @param contextIds the accepted presentation contexts
     * @param peer name of the peer, for messages
     */
    MessageReader(PduReader pdus, Timeouts timeouts, Set<Integer> contextIds, String peer) {
        this.pdus = pdus;
        this.timeouts = timeouts;
        this.contextIds = Set.copyOf(contextIds);
        this.peer = peer;
        this.pace = new Pace(timeouts.message());
    }

    /**
     * Waits for the next message, until its command set has arrived. The data set of the one before must have been read
     * to its end.
     *
     * @return the message, empty when the peer asks for the release of the association instead
     * @throws PeerFailure when the association ended otherwise
     */
    Optional<Message> next() throws IOException {
        pace = new Pace(timeouts.message());
        if (!values.hasNext() && !taken(pdus.read(Deadline.in(timeouts.idle())))) {
            return Optional.empty();
        }
        PresentationDataValue value = values.next();
        int contextId = value.contextId();
        if (!contextIds.contains(contextId)) {
            throw new ProtocolViolationException(
                    AAbort.INVALID_PDU_PARAMETER_VALUE,
                    "used the presentation context " + contextId + ", which was not accepted");
        }
        CommandAssembler assembler = new CommandAssembler();
        require(value, contextId, true);
        assembler.add(value.fragment());
        while (!value.last()) {
            value = nextFragment(contextId, true);
            assembler.add(value.fragment());
        }
        CommandSet command = assembler.finish();
        return Optional.of(
                new Message(contextId, command, new PDataInputStream(this, contextId, command.hasDataSet())));
    }

    /**
     * Waits for the next fragment of the message under way.
     *
     * @param contextId presentation context of the message
     * @param command whether a fragment of the command set or of the data set must follow
     */
    PresentationDataValue nextFragment(int contextId, boolean command) throws IOException {
        if (!values.hasNext() && !readNextPdu(command)) {
            throw new ProtocolViolationException(
                    AAbort.UNEXPECTED_PDU, "asked for the release in the middle of a message");
        }
        PresentationDataValue value = values.next();
        require(value, contextId, command);
        return value;
    }

    /** Returns how many bytes of the fragment that was returned last are still to come: to be read before anything else. */
    int open() {
        return pdus.open();
    }

    /** Reads what is there of the fragment at hand, at least one byte, and returns how many. */
    int read(ByteBuffer into) throws IOException {
        int before = into.position();
        inPace(deadline -> pdus.readFragment(into, deadline));
        pace.arrived(into.position() - before);
        return into.position() - before;
    }

    /** Reads what is there of the fragment at hand, at least one byte; valid until the next read. */
    ByteBuffer readMore() throws IOException {
        ByteBuffer more = inPace(pdus::readFragment);
        pace.arrived(more.remaining());
        return more;
    }

    /** Says whether fragments of another message came with the PDU that was read last. */
    boolean hasBegun() {
        return values.hasNext();
    }

    /** Returns the name of the peer. */
    String peer() {
        return peer;
    }

    /** Reads a P-DATA-TF in the middle of a message; of data no more than to the fragment's begin, if it has a single one. */
    private boolean readNextPdu(boolean command) throws IOException {
        return taken(inPace(command ? pdus::read : pdus::readToFragment));
    }

    /** Waits for something of the peer. */
    @FunctionalInterface
    private interface Read<T> {
        T before(Deadline deadline) throws IOException;
    }

    /** A message must not take for ever even if each of its parts is quick. */
    private <T> T inPace(Read<T> read) throws IOException {
        Duration left = pace.left();
        long start = System.nanoTime();
        try {
            return read.before(Deadline.in(left));
        } catch (ReadTimeoutException e) {
            throw left.compareTo(timeouts.message()) < 0 ? ReadTimeoutException.tooSlow() : e;
        } finally {
            pace.waited(System.nanoTime() - start);
        }
    }

    /** Takes the fragments of a P-DATA-TF; false when the PDU is an A-RELEASE-RQ. */
    private boolean taken(Pdu pdu) throws IOException {
        if (pdu instanceof PDataTf data) {
            values = data.presentationDataValues().iterator();
            data.presentationDataValues()
                    .forEach(value -> pace.arrived(value.fragment().remaining()));
            return true;
        }
        if (pdu instanceof AReleaseRq) {
            return false;
        }
        if (pdu instanceof AAbort abort) {
            throw new PeerAbortedException(abort);
        }
        throw new ProtocolViolationException(AAbort.UNEXPECTED_PDU, "sent " + pdu.type() + " within an association");
    }

    private static void require(PresentationDataValue value, int contextId, boolean command)
            throws ProtocolViolationException {
        if (value.contextId() != contextId || value.command() != command) {
            throw new ProtocolViolationException(
                    AAbort.UNEXPECTED_PDU_PARAMETER,
                    "mixed the fragments of two messages or of a command and a data set");
        }
    }
}

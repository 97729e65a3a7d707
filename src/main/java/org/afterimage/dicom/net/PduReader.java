package org.afterimage.dicom.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * Reads PDUs from a connection (PS3.8 9.3). The buffer grows with the bytes that have arrived, never with the length
 * that a peer announces, and a PDU that announces more than is allowed is refused before its first byte is taken.
 */
final class PduReader {

    /**
     * The longest A-ASSOCIATE PDU that is read: 128 presentation contexts with 60 transfer syntaxes each fit. It is
     * what a peer can make this side hold before its AE title was looked at.
     */
    static final int MAX_ASSOCIATE_LENGTH = 256 << 10;

    private static final int INITIAL_CAPACITY = 4096;
    private static final int CHUNK_BYTES = 64 << 10;
    private static final int FIXED_LENGTH = 4;
    private static final int TLS_ALERT = 0x15;
    private static final int TLS_HANDSHAKE = 0x16;

    private final Connection connection;
    private byte[] buffer = new byte[INITIAL_CAPACITY];
    private int start;
    private int end;
    private int maxPDataLength;

    /** Bytes of the fragment at hand that were not handed out. */
    private int open;

    /** Makes a reader that takes no P-DATA-TF yet. */
    PduReader(Connection connection) {
        this.connection = connection;
    }

    /**
     * Allows P-DATA-TF, once the association is accepted.
     *
     * @param maxPduLength the longest variable field in bytes, as announced to the peer
     */
    void allowPData(int maxPduLength) {
        maxPDataLength = maxPduLength;
    }

    /**
     * Reads the next PDU. Fragments of the one before become invalid.
     *
     * @param deadline when it must have arrived as a whole
     * @throws PeerFailure when the peer closed the connection, let the deadline pass, or sent what is no PDU or longer
     *     than allowed
     */
    Pdu read(Deadline deadline) throws IOException {
        return whole(header(deadline), deadline);
    }

    /**
     * Reads the next PDU, and of a P-DATA-TF with a single fragment no more than what precedes it: that value's fragment is empty, and
     * {@link #open} bytes of it follow. So an instance can go to where it belongs as it arrives.
     *
     * @param deadline when that much must have arrived
     */
    Pdu readToFragment(Deadline deadline) throws IOException {
        Header header = header(deadline);
        int counted = header.length() - PresentationDataValue.HEADER_LENGTH;
        if (header.type() != PduType.P_DATA_TF || counted < 0) {
            return whole(header, deadline);
        }
        fill(Pdu.HEADER_LENGTH + PresentationDataValue.HEADER_LENGTH, deadline);
        ByteBuffer item = ByteBuffer.wrap(buffer, start + Pdu.HEADER_LENGTH, PresentationDataValue.HEADER_LENGTH);
        if (item.getInt() != counted + PresentationDataValue.COUNTED_HEADER_LENGTH) {
            return whole(header, deadline);
        }
        start += Pdu.HEADER_LENGTH + PresentationDataValue.HEADER_LENGTH;
        open = counted;
        return new PDataTf(
                List.of(PresentationDataValue.of(Byte.toUnsignedInt(item.get()), item.get(), ByteBuffer.allocate(0))));
    }

    /** Returns how many bytes of the fragment at hand are still to be read. */
    int open() {
        return open;
    }

    /**
     * Reads what is there of the fragment at hand, at least one byte.
     *
     * @return how many bytes
     */
    int readFragment(ByteBuffer into, Deadline deadline) throws IOException {
        int most = Math.min(into.remaining(), open);
        int count;
        if (start < end) {
            count = Math.min(most, end - start);
            into.put(buffer, start, count);
            start += count;
        } else {
            int limit = into.limit();
            into.limit(into.position() + most);
            count = connection.read(into, deadline);
            into.limit(limit);
        }
        if (count < 0) {
            throw new PeerClosedException();
        }
        open -= count;
        return count;
    }

    /** As {@link #readFragment(ByteBuffer, Deadline)}, into the own buffer; the bytes are valid until the next read. */
    ByteBuffer readFragment(Deadline deadline) throws IOException {
        if (start == end && buffer.length < Math.min(open, CHUNK_BYTES)) {
            buffer = new byte[CHUNK_BYTES];
        }
        fill(1, deadline);
        int count = Math.min(open, end - start);
        ByteBuffer bytes = ByteBuffer.wrap(buffer, start, count).slice();
        start += count;
        open -= count;
        return bytes;
    }

    /** Type and length of the variable field of a PDU that is allowed. */
    private record Header(PduType type, int length) {}

    private Header header(Deadline deadline) throws IOException {
        while (open > 0) {
            readFragment(deadline);
        }
        fill(Pdu.HEADER_LENGTH, deadline);
        int code = Byte.toUnsignedInt(buffer[start]);
        PduType type = PduType.of(code)
                .orElseThrow(() -> new ProtocolViolationException(AAbort.UNRECOGNIZED_PDU, noPdu(code)));
        long length = Integer.toUnsignedLong(ByteBuffer.wrap(buffer).getInt(start + 2));
        checkLength(type, length);
        return new Header(type, (int) length);
    }

    private Pdu whole(Header header, Deadline deadline) throws IOException {
        int total = Pdu.HEADER_LENGTH + header.length();
        fill(total, deadline);
        ByteBuffer body = ByteBuffer.wrap(buffer, start + Pdu.HEADER_LENGTH, header.length())
                .slice();
        start += total;
        return PduDecoder.decode(header.type(), body);
    }

    /** Says whether the PDU that comes next is an A-ABORT, as far as that is known without waiting. */
    boolean abortArrived() throws IOException {
        if (open == 0 && start == end && connection.hasInput()) {
            fill(1, Deadline.in(Duration.ofSeconds(1)));
        }
        return open == 0 && end > start && buffer[start] == PduType.A_ABORT.code();
    }

    /** Says whether a byte of the next PDU is there. */
    boolean hasInput() throws IOException {
        return end > start || connection.hasInput();
    }

    /**
     * Waits for the first byte of the next PDU.
     *
     * @return false when the deadline passed; nothing is lost then
     * @throws PeerClosedException when the peer closed the connection
     */
    boolean awaitInput(Deadline deadline) throws IOException {
        try {
            fill(1, deadline);
            return true;
        } catch (ReadTimeoutException e) {
            return false;
        }
    }

    /** Returns how many bytes the buffer holds room for. */
    int capacity() {
        return buffer.length;
    }

    /** A peer that speaks TLS where this side does not is worth a sentence of its own (RFC 8446 5.1). */
    private static String noPdu(int code) {
        return switch (code) {
            case TLS_HANDSHAKE -> "speaks TLS on a connection that is plain; one side is to be configured otherwise";
            case TLS_ALERT -> "answered by a TLS alert; its port takes TLS only";
            default -> String.format("sent what is no DICOM PDU (type %02XH)", code);
        };
    }

    private void checkLength(PduType type, long length) throws ProtocolViolationException {
        boolean allowed = switch (type) {
            case A_ASSOCIATE_RQ, A_ASSOCIATE_AC -> length <= MAX_ASSOCIATE_LENGTH;
            case P_DATA_TF -> length <= maxPDataLength;
            case A_ASSOCIATE_RJ, A_RELEASE_RQ, A_RELEASE_RP, A_ABORT -> length == FIXED_LENGTH;
        };
        if (!allowed) {
            boolean tooEarly = type == PduType.P_DATA_TF && maxPDataLength == 0;
            throw new ProtocolViolationException(
                    tooEarly ? AAbort.UNEXPECTED_PDU : AAbort.INVALID_PDU_PARAMETER_VALUE,
                    "sent " + type + " of " + length + " bytes, which is not allowed here");
        }
    }

    /** Has at least this many bytes in the buffer behind {@link #start}. */
    private void fill(int needed, Deadline deadline) throws IOException {
        while (end - start < needed) {
            makeRoom(needed);
            int count = connection.read(buffer, end, buffer.length - end, deadline);
            if (count < 0) {
                throw new PeerClosedException();
            }
            end += count;
        }
    }

    private void makeRoom(int needed) {
        if (start == end) {
            start = 0;
            end = 0;
        } else if (start + needed > buffer.length && start > 0) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            start = 0;
        }
        if (end == buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.min(needed, 2 * buffer.length));
        }
    }
}

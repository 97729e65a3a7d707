package org.afterimage.dicom.net;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Writes PDUs to a connection, each by one write (PS3.8 9.3). The PDU of a command is held back until the first of its
 * data set follows, so that both leave together; they stay PDUs of their own, because some peers cannot read a PDU that
 * holds both kinds of fragment.
 */
final class PduWriter {

    /** The longest P-DATA-TF variable field that is sent, however much the peer would take. */
    private static final int MAX_PDATA_LENGTH = 128 << 10;

    /** No fragment of at least two bytes fits below this. */
    private static final int SMALLEST_PDATA_LENGTH = PresentationDataValue.HEADER_LENGTH + 2;

    private static final int HEADERS_LENGTH = Pdu.HEADER_LENGTH + PresentationDataValue.HEADER_LENGTH;

    private final Connection connection;
    private int maxFragmentLength;
    private byte[] buffer = new byte[512];
    private int count;

    /** Makes a writer that writes no P-DATA-TF yet. */
    PduWriter(Connection connection) {
        this.connection = connection;
    }

    /** Called before each PDU of a data set; throws to end the sending. */
    interface Check {
        void beforePdu() throws IOException;
    }

    /**
     * Allows P-DATA-TF, once the association is accepted.
     *
     * @param peerMaxPduLength the longest variable field in bytes that the peer takes, 0 for any (PS3.8 D.1)
     * @throws ProtocolViolationException when no fragment fits
     */
    void allowPData(long peerMaxPduLength) throws ProtocolViolationException {
        if (peerMaxPduLength != 0 && peerMaxPduLength < SMALLEST_PDATA_LENGTH) {
            throw new ProtocolViolationException(
                    AAbort.INVALID_PDU_PARAMETER_VALUE,
                    "announced a maximum PDU length of " + peerMaxPduLength + " bytes, into which no data fit");
        }
        long max = peerMaxPduLength == 0 ? MAX_PDATA_LENGTH : Math.min(peerMaxPduLength, MAX_PDATA_LENGTH);
        // Even, so that every fragment but the last is even whatever the maximum is.
        maxFragmentLength = (int) (max - PresentationDataValue.HEADER_LENGTH) & ~1;
    }

    /** Writes a PDU that carries no data. */
    void write(Pdu pdu) throws IOException {
        byte[] bytes = PduEncoder.encode(pdu);
        connection.write(bytes, 0, bytes.length);
    }

    /**
     * Takes a command set, to be written with the first PDU of its data set or by {@link #flush}.
     *
     * @param contextId presentation context of the message
     * @param command the encoded command set
     */
    void writeCommand(int contextId, byte[] command) {
        int at = 0;
        while (at < command.length) {
            int length = Math.min(maxFragmentLength, command.length - at);
            makeRoom(length);
            System.arraycopy(command, at, buffer, count + HEADERS_LENGTH, length);
            at += length;
            endPdu(contextId, PresentationDataValue.controlHeader(true, at == command.length), length);
        }
    }

    /**
     * Writes a data set, padded by a zero if its length is odd (PS3.5 A.5 has deflated data sets padded so).
     *
     * @param contextId presentation context of the message
     * @param dataSet the encoded data set, read to its end
     * @param check called before each PDU
     * @throws UnreadableDataSetException when {@code dataSet} cannot be read
     */
    void writeDataSet(int contextId, InputStream dataSet, Check check) throws IOException {
        boolean last = false;
        int carried = 0;
        byte carriedByte = 0;
        while (!last) {
            // One byte more than fits, because the last fragment must say that it is the last.
            makeRoom(maxFragmentLength + 1);
            int at = count + HEADERS_LENGTH;
            buffer[at] = carriedByte;
            int length = carried + read(dataSet, at + carried, maxFragmentLength + 1 - carried);
            last = length <= maxFragmentLength;
            if (last && length % 2 != 0) {
                buffer[at + length++] = 0;
            } else if (!last) {
                length = maxFragmentLength;
                carriedByte = buffer[at + length];
                carried = 1;
            }
            endPdu(contextId, PresentationDataValue.controlHeader(false, last), length);
            check.beforePdu();
            flush();
        }
    }

    /** Writes what is held back. */
    void flush() throws IOException {
        int length = count;
        count = 0;
        connection.write(buffer, 0, length);
    }

    private int read(InputStream dataSet, int offset, int length) throws UnreadableDataSetException {
        try {
            return dataSet.readNBytes(buffer, offset, length);
        } catch (IOException e) {
            throw new UnreadableDataSetException(e);
        }
    }

    private void makeRoom(int fragmentLength) {
        int needed = count + HEADERS_LENGTH + fragmentLength;
        if (needed > buffer.length) {
            buffer = Arrays.copyOf(buffer, needed);
        }
    }

    /** Puts the headers before a fragment that lies in the buffer where it belongs. */
    private void endPdu(int contextId, byte controlHeader, int fragmentLength) {
        buffer[count] = (byte) PduType.P_DATA_TF.code();
        buffer[count + 1] = 0;
        putInt(count + 2, PresentationDataValue.HEADER_LENGTH + fragmentLength);
        putInt(count + 6, PresentationDataValue.COUNTED_HEADER_LENGTH + fragmentLength);
        buffer[count + 10] = (byte) contextId;
        buffer[count + 11] = controlHeader;
        count += HEADERS_LENGTH + fragmentLength;
    }

    private void putInt(int at, int value) {
        buffer[at] = (byte) (value >>> 24);
        buffer[at + 1] = (byte) (value >>> 16);
        buffer[at + 2] = (byte) (value >>> 8);
        buffer[at + 3] = (byte) value;
    }
}

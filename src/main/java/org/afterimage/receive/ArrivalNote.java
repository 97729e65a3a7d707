package org.afterimage.receive;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;
import org.afterimage.dicom.net.StoreRequest;

/**
 * What a journal says of an instance beside its bytes: what neither the file nor its header tells.
 *
 * @param id the name of its file
 * @param inFile whether the bytes are in a file beside the journal, of that name
 * @param associationId number of the association
 * @param callingAeTitle who sent it
 * @param calledAeTitle whom it called
 * @param peer from where
 * @param receivedAt when all of it was there
 * @param millis from the first byte to the last
 */
record ArrivalNote(
        UUID id,
        boolean inFile,
        long associationId,
        String callingAeTitle,
        String calledAeTitle,
        InetAddress peer,
        Instant receivedAt,
        double millis) {
    private static final int VERSION = 1;

    static ArrivalNote of(UUID id, boolean inFile, StoreRequest request, Instant receivedAt, double millis) {
        return new ArrivalNote(
                id,
                inFile,
                request.associationId(),
                request.callingAeTitle(),
                request.calledAeTitle(),
                request.peer(),
                receivedAt,
                millis);
    }

    ByteBuffer encoded() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeLong(id.getMostSignificantBits());
            out.writeLong(id.getLeastSignificantBits());
            out.writeBoolean(inFile);
            out.writeLong(associationId);
            out.writeUTF(callingAeTitle);
            out.writeUTF(calledAeTitle);
            out.writeByte(peer.getAddress().length);
            out.write(peer.getAddress());
            out.writeLong(receivedAt.toEpochMilli());
            out.writeDouble(millis);
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes everything", e);
        }
        return ByteBuffer.wrap(bytes.toByteArray());
    }

    /**
     * Reads a note.
     *
     * @throws IOException if it is none, or of another version of this program
     */
    static ArrivalNote decoded(ByteBuffer note) throws IOException {
        byte[] bytes = new byte[note.remaining()];
        note.duplicate().get(bytes);
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readByte();
            if (version != VERSION) {
                throw new IOException("the journal is of version " + version + ", this program reads " + VERSION);
            }
            return new ArrivalNote(
                    new UUID(in.readLong(), in.readLong()),
                    in.readBoolean(),
                    in.readLong(),
                    in.readUTF(),
                    in.readUTF(),
                    InetAddress.getByAddress(in.readNBytes(in.readByte())),
                    Instant.ofEpochMilli(in.readLong()),
                    in.readDouble());
        }
    }

    /** The lasting name of the file, relative to the spool. */
    String name() {
        return Spool.name(receivedAt, id);
    }
}

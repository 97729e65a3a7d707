package org.afterimage.receive.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One file of a journal. Written by whoever holds the journal's write lock; how many of its records are held is the journal's to guard. */
final class Segment implements Closeable {
    private final FileChannel channel;
    private long epoch;
    private int end;
    private int held;

    Segment(Path file) throws IOException {
        channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** Begins a new filling: what is in the file belongs to none any more as soon as the first record is written over it. */
    void begin(long newEpoch) {
        epoch = newEpoch;
        end = 0;
    }

    /** Makes sure that no record in the file is taken for one that is still held. */
    void erase(FileSync sync) throws IOException {
        channel.write(ByteBuffer.allocate(RecordHeader.LENGTH), 0);
        sync.force(channel);
    }

    long epoch() {
        return epoch;
    }

    int end() {
        return end;
    }

    /** Gives room back that records have which came to nothing. */
    void cutBackTo(int newEnd) {
        end = newEnd;
    }

    /** Writes a record at the end, by one call to the system, and returns where its note begins. */
    int write(ByteBuffer note, ByteBuffer body, int contentCheck) throws IOException {
        RecordHeader header = new RecordHeader(epoch, note.remaining(), body.remaining(), contentCheck);
        int start = end;
        int room = RecordHeader.room(note.remaining(), body.remaining());
        ByteBuffer padding = ByteBuffer.allocate(room - RecordHeader.LENGTH - note.remaining() - body.remaining());
        ByteBuffer[] parts = {header.encoded(), note.duplicate(), body.duplicate(), padding};
        channel.position(start);
        for (long left = room; left > 0; ) {
            left -= channel.write(parts);
        }
        end = start + room;
        return start + RecordHeader.LENGTH;
    }

    /** Fills the buffer from a position on. */
    void read(ByteBuffer into, long position) throws IOException {
        long at = position;
        while (into.hasRemaining()) {
            int count = channel.read(into, at);
            if (count < 0) {
                throw new IOException("the journal ends within a record");
            }
            at += count;
        }
    }

    void sync(FileSync sync) throws IOException {
        sync.force(channel);
    }

    void hold() {
        held++;
    }

    /** Returns how many are still held. */
    int release() {
        return --held;
    }

    int held() {
        return held;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

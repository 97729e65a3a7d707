package org.afterimage.receive.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A record that is found in the journal of a process that has ended.
 *
 * @param note what the body is
 * @param file the segment
 * @param position where in it the body begins
 * @param length bytes of the body
 */
public record Recovered(ByteBuffer note, Path file, long position, int length) implements Body {
    static final String SUFFIX = ".journal";

    /** The whole body. */
    public ByteBuffer body() throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return bytes(channel, position, length);
        }
    }

    @Override
    public void read(int offset, ByteBuffer into) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            fill(channel, position + offset, into);
        }
    }

    /** Nothing is to be done: the whole journal is deleted when all its records are filed. */
    @Override
    public void release() {}

    /** All records of a folder, in the order in which they were written. Each segment is read to its first place that holds none. */
    public static List<Recovered> in(Path folder) throws IOException {
        List<Filling> fillings = new ArrayList<>();
        try (DirectoryStream<Path> segments = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (Path segment : segments) {
                fillings.add(filling(segment));
            }
        }
        fillings.sort(Comparator.comparingLong(Filling::epoch));
        return fillings.stream().flatMap(filling -> filling.records().stream()).toList();
    }

    /** What one segment holds. */
    private record Filling(long epoch, List<Recovered> records) {}

    private static Filling filling(Path segment) throws IOException {
        List<Recovered> records = new ArrayList<>();
        long epoch = 0;
        try (FileChannel channel = FileChannel.open(segment, StandardOpenOption.READ)) {
            long at = 0;
            Optional<RecordHeader> header = header(channel, at);
            while (header.isPresent() && (at == 0 || header.get().epoch() == epoch)) {
                RecordHeader here = header.get();
                epoch = here.epoch();
                long note = at + RecordHeader.LENGTH;
                long body = note + here.noteLength();
                ByteBuffer content = bytes(channel, note, here.noteLength() + here.bodyLength());
                if (RecordHeader.check(content) != here.contentCheck()) {
                    break;
                }
                ByteBuffer copy = ByteBuffer.allocate(here.noteLength());
                copy.put(content.limit(here.noteLength())).flip();
                records.add(new Recovered(copy, segment, body, here.bodyLength()));
                at += RecordHeader.room(here.noteLength(), here.bodyLength());
                header = header(channel, at);
            }
        }
        return new Filling(epoch, records);
    }

    private static Optional<RecordHeader> header(FileChannel channel, long at) throws IOException {
        long left = channel.size() - at - RecordHeader.LENGTH;
        if (left < 0) {
            return Optional.empty();
        }
        return RecordHeader.decoded(bytes(channel, at, RecordHeader.LENGTH))
                .filter(found -> found.noteLength() >= 0
                        && found.bodyLength() >= 0
                        && (long) found.noteLength() + found.bodyLength() <= left);
    }

    private static ByteBuffer bytes(FileChannel channel, long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        fill(channel, position, bytes);
        return bytes.flip();
    }

    private static void fill(FileChannel channel, long position, ByteBuffer into) throws IOException {
        long at = position;
        while (into.hasRemaining()) {
            int count = channel.read(into, at);
            if (count < 0) {
                throw new IOException("a segment of the journal ends within a record");
            }
            at += count;
        }
    }
}

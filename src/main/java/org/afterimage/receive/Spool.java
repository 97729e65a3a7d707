package org.afterimage.receive;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;
import org.afterimage.receive.journal.FileSync;

/**
 * The folder of received instances. Each is a file under {@code instances/}, in a folder named by the minute of its arrival, with a name that
 * is made here and never comes from a peer. Under {@code incoming/} each node that runs has its journal and the files that are arriving.
 * Several nodes may share a spool.
 */
public final class Spool {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyyMMdd/HHmm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Path root;
    private final FileSync sync;

    /**
     * Opens the spool.
     *
     * @throws IOException if the folder can't be made or written
     */
    public Spool(Path root) throws IOException {
        this(root, FileSync.OF_THE_DISK);
    }

    Spool(Path root, FileSync sync) throws IOException {
        this.root = root.toAbsolutePath().normalize();
        this.sync = sync;
        Files.createDirectories(this.root.resolve("instances"));
        Files.createDirectories(incoming());
    }

    /** The file of a name that {@link #name} made. */
    public Path resolve(String name) {
        return root.resolve(name);
    }

    /** The lasting name of an instance, relative to the spool. */
    static String name(Instant arrival, UUID id) {
        return "instances/" + MINUTE.format(arrival) + "/" + id + ".dcm";
    }

    /** Where the journals of all nodes on this spool are. */
    Path incoming() {
        return root.resolve("incoming");
    }

    /** Where a file goes that has no place in the index. */
    Path aside(String name) throws IOException {
        Path folder = Files.createDirectories(root.resolve("unindexed"));
        return folder.resolve(resolve(name).getFileName());
    }

    /** How its files are made durable. */
    FileSync sync() {
        return sync;
    }

    /** Makes the folder of a name, durably when it is a new one. */
    void makeFolder(String name) throws IOException {
        Path folder = resolve(name).getParent();
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            syncFolder(folder.getParent());
            syncFolder(folder.getParent().getParent());
        }
    }

    /** Brings the names in a folder to disk. Bytes and names of a file are two things to a disk. */
    void syncFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            sync.force(channel);
        }
    }
}

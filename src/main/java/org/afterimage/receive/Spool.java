package org.afterimage.receive;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.afterimage.receive.journal.FileSync;
import org.afterimage.receive.journal.JournalFolders;

/**
 * The folder of received instances. Each is a file under {@code instances/}, in a folder named by the minute of its arrival, with a name that
 * is made here and never comes from a peer. Under {@code incoming/} each node that runs has its journal and the files that are arriving.
 * Several nodes may share a spool.
 */
public final class Spool {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyyMMdd/HHmm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final int SYNCED_FOLDERS = 64;

    private final Path root;
    private final FileSync sync;
    private final JournalFolders journals;

    /** Folders whose names this process has synced, the last few: that another process made one does not say that its name is on disk. */
    private final Set<Path> syncedFolders = Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Path, Boolean> eldest) {
            return size() > SYNCED_FOLDERS;
        }
    });

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
        this.journals = new JournalFolders(Files.createDirectories(this.root.resolve("incoming")));
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
    JournalFolders journals() {
        return journals;
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

    /** Makes the folder of a name, durably when it is a new one to this process. */
    void makeFolder(String name) throws IOException {
        Path folder = resolve(name).getParent();
        synchronized (syncedFolders) {
            if (syncedFolders.contains(folder) && Files.isDirectory(folder)) {
                return;
            }
            Files.createDirectories(folder);
            syncFolder(folder.getParent());
            syncFolder(folder.getParent().getParent());
            syncedFolders.add(folder);
        }
    }

    /** Brings the names in a folder to disk. Bytes and names of a file are two things to a disk. */
    void syncFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            sync.force(channel);
        }
    }
}

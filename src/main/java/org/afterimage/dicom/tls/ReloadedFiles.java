package org.afterimage.dicom.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * What was made of some files, made anew when one of them has changed. New files that cannot be used are reported once, and what was made
 * of the old ones stays in use (PS3.15 B.12, key management).
 */
final class ReloadedFiles<T> {
    private static final System.Logger LOG = System.getLogger(ReloadedFiles.class.getName());
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final String name;
    private final List<Path> files;
    private final Loader<T> loader;
    private List<Stamp> stamps;
    private T value;
    private long lookedNanos;

    /** Makes something of the files. */
    @FunctionalInterface
    interface Loader<T> {
        T load() throws TlsFilesException;
    }

    /** What changes when a file does; the key is another one when a file was replaced by renaming. */
    private record Stamp(FileTime modified, long size, Object key) {
        private static final Stamp ABSENT = new Stamp(FileTime.fromMillis(0), -1, "absent");

        static Stamp of(Path file) {
            try {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                return new Stamp(
                        attributes.lastModifiedTime(),
                        attributes.size(),
                        Objects.requireNonNullElse(attributes.fileKey(), ""));
            } catch (IOException e) {
                return ABSENT;
            }
        }
    }

    /**
     * Loads for the first time.
     *
     * @param name what it is, for the log
     * @throws TlsFilesException when it cannot be loaded
     */
    ReloadedFiles(String name, List<Path> files, Loader<T> loader) throws TlsFilesException {
        this.name = name;
        this.files = List.copyOf(files);
        this.loader = loader;
        // Before the loading, so that a change in between is seen at the next look.
        this.stamps = stamps();
        this.value = loader.load();
        this.lookedNanos = System.nanoTime();
    }

    /** Returns what is in use, after a look at the files when the last one was a second ago. */
    synchronized T current() {
        if (System.nanoTime() - lookedNanos > PERIOD.toNanos()) {
            reloadIfChanged();
        }
        return value;
    }

    /** Looks at the files now. */
    synchronized void reloadIfChanged() {
        lookedNanos = System.nanoTime();
        List<Stamp> now = stamps();
        if (now.equals(stamps)) {
            return;
        }
        stamps = now;
        try {
            value = loader.load();
            LOG.log(System.Logger.Level.INFO, "{0}: the changed files are in use from the next connection on.", name);
        } catch (TlsFilesException e) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "{0}: the changed files are not taken, and the old ones stay in use. {1}",
                    name,
                    e.getMessage());
        }
    }

    private List<Stamp> stamps() {
        return files.stream().map(Stamp::of).toList();
    }
}

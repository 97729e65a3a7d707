package org.afterimage.synthesize;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the planes of one run are kept: those of a short series in memory, those of a long one from a bound on in a scratch file, so that it
 * may have more slices than memory holds. The values are the same wherever they lie. Closing it gives memory and file back; what was kept in
 * the file can't be read any more.
 */
public final class PlaneKeeper implements AutoCloseable {

    /** A node works on two jobs at once, and has other things to remember. */
    private static final int SHARE_OF_HEAP = 16;

    private final Optional<Path> folder;
    private final long mostBytes;
    private long bytesInMemory;
    private Optional<ScratchFile> file = Optional.empty();
    private boolean closed;

    private PlaneKeeper(Optional<Path> folder, long mostBytes) {
        this.folder = folder;
        this.mostBytes = mostBytes;
    }

    /**
     * Keeps planes in memory up to a bound, then in a file.
     *
     * @param folder of the file, which is made when it is needed
     * @param mostBytes of planes in memory
     */
    public PlaneKeeper(Path folder, long mostBytes) {
        this(Optional.of(folder), mostBytes);
    }

    /** Keeps as much in memory as this process allows one run, and the rest in a file in a folder. */
    public static PlaneKeeper forHeap(Path folder) {
        return new PlaneKeeper(folder, mostInMemory(Runtime.getRuntime().maxMemory()));
    }

    /** Keeps everything in memory, for a few images. */
    public static PlaneKeeper inMemory() {
        return new PlaneKeeper(Optional.empty(), Long.MAX_VALUE);
    }

    /** Bytes of planes that one run keeps in a heap of so many bytes. */
    public static long mostInMemory(long heap) {
        return heap / SHARE_OF_HEAP;
    }

    /**
     * Deletes the files that killed processes have left in a folder.
     *
     * @throws IOException if one can't be deleted
     */
    public static void sweep(Path folder) throws IOException {
        ScratchFile.sweep(folder);
    }

    /**
     * Keeps the planes of an image.
     *
     * @return the same image, its planes where they are kept; the caller lets go of the one it gave
     * @throws IOException if they can't be written, as when the disk is full; one sentence
     */
    public synchronized SyntheticInstance keep(SyntheticInstance image) throws IOException {
        long bytes = (long) Integer.BYTES
                * (image.sourcePlane().size() + image.plane().size());
        if (bytes <= mostBytes - bytesInMemory) {
            bytesInMemory += bytes;
            return image;
        }
        ScratchFile scratch = file();
        return image.with(scratch.append(image.sourceStored()), scratch.append(image.stored()));
    }

    private ScratchFile file() throws IOException {
        if (closed) {
            throw new IOException("The run was given up.");
        }
        if (file.isEmpty()) {
            file = Optional.of(ScratchFile.create(folder.orElseThrow()));
        }
        return file.get();
    }

    /** Bytes in the file; 0 where there is none. */
    public synchronized long bytesInFile() {
        return file.map(ScratchFile::size).orElse(0L);
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        if (file.isPresent()) {
            file.get().close();
        }
    }
}

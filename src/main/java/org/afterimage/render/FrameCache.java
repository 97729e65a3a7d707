package org.afterimage.render;

import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The frames that were looked at last, decoded, up to a bound in bytes: a person who drags a window asks for the same frame many times. Files
 * never change under their name, so that nothing here grows old. What is being decoded at one time is bounded too.
 */
final class FrameCache {

    private static final int OPENED = 4;
    private static final int UNIT = 1024;
    private static final long PATIENCE_SECONDS = 20;

    private record Key(Path file, int frame) {}

    private final long capacity;
    private final int units;
    private final Semaphore room;
    private final Map<Key, DecodedFrame> frames = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Path, SoftReference<OpenedImage>> opened = new LinkedHashMap<>(16, 0.75f, true);
    private long weight;

    /**
     * Keeps nothing yet.
     *
     * @param capacity bytes of frames that are kept
     * @param decoding bytes that decoding may take at one time; a frame that needs more is decoded alone
     */
    FrameCache(long capacity, long decoding) {
        this.capacity = capacity;
        this.units = (int) Math.max(1, Math.min(Integer.MAX_VALUE, decoding / UNIT));
        this.room = new Semaphore(units, true);
    }

    /** A cache that leaves the node the memory for its work. */
    static FrameCache forHeap() {
        long heap = Runtime.getRuntime().maxMemory();
        return new FrameCache(Math.min(96L << 20, heap / 12), heap / 8);
    }

    /**
     * A frame.
     *
     * @param frame counted from 0
     * @throws UnshowableException if there is no such frame, or other frames take the memory for too long
     */
    DecodedFrame get(Path file, int frame) throws IOException {
        Key key = new Key(file, frame);
        synchronized (frames) {
            DecodedFrame kept = frames.get(key);
            if (kept != null) {
                return kept;
            }
        }
        OpenedImage image = open(file);
        int needed = (int) Math.min(units, image.roomToDecode() / UNIT + 1);
        enter(needed);
        try {
            DecodedFrame decoded = image.decode(frame);
            keep(key, decoded);
            return decoded;
        } finally {
            room.release(needed);
        }
    }

    private void enter(int needed) throws UnshowableException {
        try {
            if (!room.tryAcquire(needed, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new UnshowableException("The node decodes other frames and has no memory left; try again.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnshowableException("The node stops.", e);
        }
    }

    /** Images of many frames are kept open for a while: finding their frames anew for each would take longer than decoding one. */
    private OpenedImage open(Path file) throws IOException {
        synchronized (opened) {
            SoftReference<OpenedImage> reference = opened.get(file);
            OpenedImage image = reference == null ? null : reference.get();
            if (image != null) {
                return image;
            }
        }
        OpenedImage image = OpenedImage.of(file);
        if (image.format().frames() > 1) {
            synchronized (opened) {
                opened.put(file, new SoftReference<>(image));
                if (opened.size() > OPENED) {
                    opened.remove(opened.keySet().iterator().next());
                }
            }
        }
        return image;
    }

    private void keep(Key key, DecodedFrame frame) {
        if (frame.weight() > capacity) {
            return;
        }
        synchronized (frames) {
            DecodedFrame before = frames.put(key, frame);
            weight += frame.weight() - (before == null ? 0 : before.weight());
            var oldest = frames.entrySet().iterator();
            while (weight > capacity) {
                weight -= oldest.next().getValue().weight();
                oldest.remove();
            }
        }
    }

    /** Bytes of the frames that are kept. */
    long weight() {
        synchronized (frames) {
            return weight;
        }
    }
}

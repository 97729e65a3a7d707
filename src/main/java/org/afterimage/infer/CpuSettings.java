package org.afterimage.infer;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * How ONNX Runtime uses the processor and its memory.
 *
 * @param threads that work on one inference, at least 1
 * @param keepsMemory whether what a run allocated is kept for the next one (ONNX Runtime's arena): a few percent faster, for about four times
 *     the resident memory
 * @param runBytes memory that one run of a network may need; an image that needs more is given in tiles, or refused
 */
public record CpuSettings(int threads, boolean keepsMemory, long runBytes) {

    /** Below so much memory it is given back after each run. */
    static final long ROOM_FOR_ARENA = 4L << 30;

    /** The node and its database need the other half. */
    private static final int SHARE_OF_MEMORY = 2;

    public CpuSettings {
        if (threads < 1) {
            throw new IllegalArgumentException("an engine needs at least one thread, not " + threads);
        }
        if (runBytes < 1) {
            throw new IllegalArgumentException("a run needs memory, not " + runBytes + " bytes");
        }
    }

    /** Every processor, and memory by what there is; of a container the limits that it was given. */
    public static CpuSettings ofThisMachine() {
        return of(Runtime.getRuntime().availableProcessors(), memory());
    }

    /** The settings for a machine. */
    static CpuSettings of(int processors, long memory) {
        return new CpuSettings(processors, memory >= ROOM_FOR_ARENA, memory / SHARE_OF_MEMORY);
    }

    /** The same with another number of threads. */
    public CpuSettings withThreads(int number) {
        return new CpuSettings(number, keepsMemory, runBytes);
    }

    /** The same with the arena on or off. */
    public CpuSettings keepingMemory(boolean keeps) {
        return new CpuSettings(threads, keeps, runBytes);
    }

    /** The same with another bound of a run's memory. */
    public CpuSettings withRunBytes(long bytes) {
        return new CpuSettings(threads, keepsMemory, bytes);
    }

    /** Bytes of the machine or of the container's limit. */
    private static long memory() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    }
}

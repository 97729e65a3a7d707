package org.afterimage.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/** What a figure was measured on. */
final class Machine {
    private static final int SAMPLES = 50;

    private Machine() {}

    /** Cores, processor, memory, file system of a folder, and how long it takes there to make half a megabyte durable. */
    static String describe(Path folder) throws IOException {
        return String.format(
                Locale.ROOT,
                "Machine: %d cores (%s), %d GB memory, Linux %s, Java %s, %s; a new file of 0.5 MB is written and synced in %.1f ms"
                        + " (median of %d).",
                Runtime.getRuntime().availableProcessors(),
                field("/proc/cpuinfo", "model name"),
                Math.round(Long.parseLong(field("/proc/meminfo", "MemTotal").replaceAll("\\D", "")) / 1048576.0),
                System.getProperty("os.version"),
                System.getProperty("java.version"),
                Files.getFileStore(folder).type(),
                syncMillis(folder),
                SAMPLES);
    }

    private static String field(String file, String name) throws IOException {
        return Files.readAllLines(Path.of(file)).stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("0");
    }

    private static double syncMillis(Path folder) throws IOException {
        byte[] bytes = new byte[512 << 10];
        new Random(3).nextBytes(bytes);
        double[] millis = new double[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            Path file = folder.resolve("sync" + i);
            long start = System.nanoTime();
            try (FileChannel channel =
                    FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(bytes));
                channel.force(true);
            }
            millis[i] = (System.nanoTime() - start) / 1e6;
            Files.delete(file);
        }
        Arrays.sort(millis);
        return millis[SAMPLES / 2];
    }
}

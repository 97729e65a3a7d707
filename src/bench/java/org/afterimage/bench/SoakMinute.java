package org.afterimage.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.afterimage.testing.NodeProcess;

/**
 * What is seen of a node at the end of a minute.
 *
 * @param minutes since the beginning
 * @param studies acknowledged so far
 * @param instances acknowledged so far
 * @param waiting jobs that have not ended
 * @param oldestSeconds age of the oldest of them
 * @param done jobs that have ended so far
 * @param residentMb resident memory of the node's process
 * @param heapMb used heap right after a full collection
 */
record SoakMinute(
        double minutes,
        int studies,
        int instances,
        double waiting,
        double oldestSeconds,
        double done,
        double residentMb,
        double heapMb) {
    static final String HEAD = String.format(
            Locale.ROOT,
            "%7s %8s %10s %7s %9s %6s %9s %14s",
            "minute",
            "studies",
            "instances",
            "queued",
            "oldest s",
            "done",
            "RSS MB",
            "heap (GC) MB");

    /** Looks at the node, after it has collected its garbage. */
    static SoakMinute of(NodeProcess node, SoakSender sender, long start) throws IOException, InterruptedException {
        collect(node.pid());
        String metrics = node.text("/q/metrics");
        return new SoakMinute(
                (System.nanoTime() - start) / 60e9,
                sender.sent().size(),
                sender.instances(),
                sum(metrics, "afterimage_jobs\\{"),
                max(metrics, "afterimage_jobs_oldest_seconds\\{"),
                sum(metrics, "afterimage_jobs_ended_total\\{"),
                resident(node.pid()),
                sum(metrics, "jvm_memory_used_bytes\\{area=\"heap\"") / 1048576);
    }

    private static void collect(long pid) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(pid),
                        "GC.run")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!jcmd.waitFor(30, TimeUnit.SECONDS) || jcmd.exitValue() != 0) {
            throw new IOException("jcmd could not have the node collect its garbage");
        }
    }

    private static double resident(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                .sum();
    }

    private static double sum(String metrics, String name) {
        double sum = 0;
        for (Matcher row = rows(metrics, name); row.find(); ) {
            sum += Double.parseDouble(row.group(1));
        }
        return sum;
    }

    private static double max(String metrics, String name) {
        double max = 0;
        for (Matcher row = rows(metrics, name); row.find(); ) {
            max = Math.max(max, Double.parseDouble(row.group(1)));
        }
        return max;
    }

    private static Matcher rows(String metrics, String name) {
        return Pattern.compile("(?m)^" + name + ".* ([0-9.E+-]+)$").matcher(metrics);
    }

    /** By how much something grows a minute, by least squares. */
    static double slope(List<SoakMinute> minutes, ToDoubleFunction<SoakMinute> what) {
        double x = minutes.stream().mapToDouble(SoakMinute::minutes).average().orElse(0);
        double y = minutes.stream().mapToDouble(what).average().orElse(0);
        double above = 0;
        double below = 0;
        for (SoakMinute minute : minutes) {
            above += (minute.minutes() - x) * (what.applyAsDouble(minute) - y);
            below += (minute.minutes() - x) * (minute.minutes() - x);
        }
        return below == 0 ? 0 : above / below;
    }

    String row() {
        return String.format(
                Locale.ROOT,
                "%7.1f %8d %10d %7.0f %9.0f %6.0f %9.0f %14.1f",
                minutes,
                studies,
                instances,
                waiting,
                oldestSeconds,
                done,
                residentMb,
                heapMb);
    }
}

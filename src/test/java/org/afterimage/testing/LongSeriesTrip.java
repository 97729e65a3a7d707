package org.afterimage.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.afterimage.deliver.DeliveryAnswer;
import org.afterimage.deliver.StoreDelivery;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.Limits;
import org.afterimage.dicom.io.Part10;
import org.afterimage.dicom.net.RemoteAe;
import org.afterimage.dicom.net.Timeouts;
import org.afterimage.dicom.net.UpperLayerNetwork;

/**
 * A long CT series on its way: sent to the packaged node, whose heap holds but a part of it, made by the model for sharp kernels with change
 * maps on, and delivered to dcmtk's storescp.
 *
 * @param slices of the series that was sent
 * @param derived slices of the result that storescp has, each of another place
 * @param changes the same of the change map
 * @param sendSeconds until all was acknowledged
 * @param makeSeconds from then until the last derived slice was received
 * @param heapMegabytes the most that the heap held after any collection
 * @param liveMegabytes the most after a full one; one was asked for every ten seconds
 * @param residentMegabytes the most memory of any kind that the node's process took up
 * @param log what the node wrote
 * @param leftInScratch files in its scratch folder at the end
 */
public record LongSeriesTrip(
        int slices,
        int derived,
        int changes,
        double sendSeconds,
        double makeSeconds,
        long heapMegabytes,
        long liveMegabytes,
        long residentMegabytes,
        String log,
        List<Path> leftInScratch) {

    private static final String MODEL = "ct-kernel-sharp-to-smooth";
    private static final Pattern COLLECTED = Pattern.compile("Pause (\\w+).* \\d+M->(\\d+)M\\(");
    private static final Duration START = Duration.ofMinutes(5);
    private static final Duration A_SLICE = Duration.ofSeconds(6); // a slow machine's

    /**
     * Makes the journey.
     *
     * @param folder an empty folder with room for ten megabytes a slice
     * @param slices of the series
     * @param heapMegabytes -Xmx of the node
     */
    public static LongSeriesTrip make(Path folder, int slices, int heapMegabytes)
            throws IOException, InterruptedException {
        LongSeries series = LongSeries.write(folder.resolve("series"), slices);
        int port = ProcessPeer.freePort();
        NodeProcess.Setup setup = NodeProcess.Setup.write(folder.resolve("node"), "PACS", port, "")
                .withRoutes("CT", "PACS", MODEL)
                .withChangeMaps();
        waitLonger(setup);
        Path scratch = setup.folder().resolve("data/scratch");
        leaveWhatACrashLeaves(scratch);
        Path received = Files.createDirectories(folder.resolve("pacs/in"));
        Path collections = folder.resolve("gc.log");
        List<String> options = List.of("-Xmx" + heapMegabytes + "m", "-Xlog:gc:file=" + collections + "::filecount=0");
        try (ProcessPeer pacs = ProcessPeer.start(
                        folder.resolve("pacs"), "storescp", "--fork", "-aet", "PACS", "-od", "in", port);
                NodeProcess node = NodeProcess.start(setup, options)) {
            pacs.awaitPort(port);
            double sendSeconds = send(series, node);
            long start = System.nanoTime();
            awaitAll(node, received, 2 * slices);
            double makeSeconds = (System.nanoTime() - start) / 1e9;
            long resident = residentMegabytes(node.pid());
            String log = node.log();
            return new LongSeriesTrip(
                    slices,
                    places(received, false),
                    places(received, true),
                    sendSeconds,
                    makeSeconds,
                    mostAfter(collections, "\\w+"),
                    mostAfter(collections, "Full"),
                    resident,
                    log,
                    files(scratch));
        }
    }

    /** Whether the heap was too small for something. */
    public boolean ranOutOfMemory() {
        return log.contains("OutOfMemoryError");
    }

    /** Whether all of the series came back, and nothing of it stayed behind. */
    public boolean isComplete() {
        return derived == slices && changes == slices && !ranOutOfMemory() && leftInScratch.isEmpty();
    }

    /** A study is complete when nothing came for a second; a long one may pause as long while the disk is busy. */
    private static void waitLonger(NodeProcess.Setup setup) throws IOException {
        Path node = setup.folder().resolve("dicom-conf/node.yaml");
        Files.writeString(node, Files.readString(node).replace("quietSeconds: 1", "quietSeconds: 10"));
    }

    private static void leaveWhatACrashLeaves(Path scratch) throws IOException {
        Files.createDirectories(scratch);
        Files.writeString(scratch.resolve("planes-1.scratch"), "left by a process that was killed");
    }

    private static double send(LongSeries series, NodeProcess node) throws IOException {
        long start = System.nanoTime();
        List<DeliveryAnswer> answers = new StoreDelivery(new UpperLayerNetwork(), "CT1", Timeouts.defaults())
                .send(series.files(), new RemoteAe("AFTERIMAGE", "127.0.0.1", node.dicomPort()));
        if (answers.size() != series.files().size() || !answers.stream().allMatch(DeliveryAnswer::isStored)) {
            throw new AssertionError("the node did not take the series:\n" + node.log());
        }
        return (System.nanoTime() - start) / 1e9;
    }

    /** Ends early where a job will make nothing more. */
    private static void awaitAll(NodeProcess node, Path received, int expected) throws InterruptedException {
        int[] looks = {0};
        node.await(expected + " derived slices", START.plus(A_SLICE.multipliedBy(expected / 2)), asked -> {
            if (looks[0]++ % 100 == 0) {
                collect(asked.pid());
                refuseWhatHasEnded(asked);
            }
            return files(received).size() >= expected;
        });
        TimeUnit.SECONDS.sleep(2); // the last file is written to its end
        collect(node.pid());
    }

    private static void refuseWhatHasEnded(NodeProcess node) {
        for (String state : List.of("FAILED", "SKIPPED", "HELD")) {
            var jobs = node.get("/api/jobs?state=" + state);
            if (!jobs.isEmpty()) {
                throw new AssertionError(
                        "the job is " + state + ": " + jobs.get(0).path("reason") + "\n" + node.log());
            }
        }
    }

    private static void collect(long pid) {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        try {
            Process process = new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.run")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new AssertionError("jcmd could not have the node collect its garbage");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    private static int places(Path received, boolean change) throws IOException {
        Set<Integer> numbers = new TreeSet<>();
        for (Path file : files(received)) {
            DataSet header = Part10.readHeader(file, Limits.defaults()).dataSet();
            boolean isChange = header.string(Tag.SERIES_DESCRIPTION).orElse("").startsWith("AI change map");
            if (isChange == change) {
                numbers.add(header.integer(Tag.INSTANCE_NUMBER).orElseThrow());
            }
        }
        return numbers.size();
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toFile().length() > 0).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long mostAfter(Path collections, String kind) throws IOException {
        long most = 0;
        for (String line : Files.readAllLines(collections)) {
            Matcher pause = COLLECTED.matcher(line);
            if (pause.find() && pause.group(1).matches(kind)) {
                most = Math.max(most, Long.parseLong(pause.group(2)));
            }
        }
        return most;
    }

    /** VmHWM of Linux: the peak of resident memory. */
    private static long residentMegabytes(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }
}

package org.afterimage.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One large object on its way: sent to the packaged node, stored, read and indexed there, and delivered from its spool to dcmtk's
 * storescp by the room that delivers, each in a process with a small heap.
 *
 * @param sent as it was written
 * @param stored SHA-256 of the data set in the node's spool
 * @param forwarded SHA-256 of the data set that storescp wrote
 * @param study what the node's index says of its study
 * @param receiveSeconds from the start of the sender to its end, with the node's sync and commit
 * @param forwardSeconds the same for the delivery
 * @param peakMegabytes the most memory of any kind that the node's process took up
 */
public record LargeObjectTrip(
        LargeObject sent,
        String stored,
        String forwarded,
        JsonNode study,
        double receiveSeconds,
        double forwardSeconds,
        long peakMegabytes) {

    private static final Duration LIMIT = Duration.ofMinutes(10);

    /**
     * Makes the journey.
     *
     * @param folder an empty folder with room for three copies of the object; what is needed no more is deleted on the way
     * @param megabytes of pixel data
     * @param heapMegabytes -Xmx of the node, and of the processes that send
     */
    public static LargeObjectTrip make(Path folder, int megabytes, int heapMegabytes)
            throws IOException, InterruptedException {
        String heap = "-Xmx" + heapMegabytes + "m";
        LargeObject object = LargeObject.write(folder.resolve("large.dcm"), megabytes);
        int pacsPort = ProcessPeer.freePort();
        NodeProcess.Setup setup = NodeProcess.Setup.write(folder.resolve("node"), "PACS", pacsPort, "");
        double receiveSeconds;
        JsonNode study;
        long peak;
        try (NodeProcess node = NodeProcess.start(setup, List.of(heap))) {
            receiveSeconds = send(folder, heap, "AFTERIMAGE", setup.dicomPort(), object.file());
            node.awaitFiled(LIMIT);
            study = node.get("/api/studies/" + LargeObject.STUDY_INSTANCE_UID);
            peak = peakMegabytes(node.pid());
        }
        Files.delete(object.file());
        Path spooled = onlyFile(setup.folder().resolve("data/spool/instances"));
        String stored = LargeObject.sha256(spooled);
        Path pacs = Files.createDirectories(folder.resolve("pacs"));
        double forwardSeconds;
        try (ProcessPeer storescp = ProcessPeer.start(pacs, "storescp", "+B", "-aet", "PACS", "-od", "in", pacsPort)) {
            Files.createDirectories(pacs.resolve("in"));
            storescp.awaitPort(pacsPort);
            forwardSeconds = send(folder, heap, "PACS", pacsPort, spooled);
        }
        String forwarded = LargeObject.sha256(onlyFile(pacs.resolve("in")));
        return new LargeObjectTrip(object, stored, forwarded, study, receiveSeconds, forwardSeconds, peak);
    }

    private static double send(Path folder, String heap, String aeTitle, int port, Path file) {
        long start = System.nanoTime();
        ProcessPeer.Result result = ProcessPeer.run(
                folder, LIMIT, "java", heap, "-cp", classPath(), SendFiles.class.getName(), aeTitle, port, file);
        if (result.exitStatus() != 0) {
            throw new AssertionError(aeTitle + " did not take the object:\n" + result.output());
        }
        return (System.nanoTime() - start) / 1e9;
    }

    /** The class path of this process, for one that works in another folder. */
    private static String classPath() {
        String entries = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(entries.split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Path onlyFile(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> found = files.filter(Files::isRegularFile).toList();
            if (found.size() != 1) {
                throw new AssertionError("One file was expected in " + folder + ", not " + found.size() + ".");
            }
            return found.get(0);
        }
    }

    /** VmHWM of Linux: the peak of resident memory. */
    private static long peakMegabytes(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }
}

package org.afterimage.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.afterimage.database.DeletedFolder;
import org.afterimage.testing.LongSeriesTrip;

/** Sends a CT series of 2,000 slices through a node with a heap of 1 GB and counts what comes out. */
public final class LongSeriesBenchmark {

    private static final String HELP = """
            Usage: src/bench/long-series [--slices N] [--heap N]

            Makes a simulated chest CT of N slices of 512 x 512 (2000 unless told otherwise) and sends it to the packaged node, started with a heap
            of 1024 MiB (--heap, in MiB), whose route makes smooth slices of sharp ones with a change map. Both series are delivered to dcmtk's
            storescp. Prints what was received, the time, and the most memory that the node took. Ends with 1 when a slice is missing or the node
            ran out of memory. Needs ten megabytes a slice in the temporary folder.
            """;

    private LongSeriesBenchmark() {}

    /** Makes the journey and prints what it took. */
    public static void main(String[] args) throws Exception {
        List<String> words = List.of(args);
        if (words.contains("--help")) {
            System.out.print(HELP);
            return;
        }
        int slices = option(words, "--slices", 2000);
        int heap = option(words, "--heap", 1024);
        Path folder = Files.createTempDirectory("long-series");
        LongSeriesTrip trip;
        try {
            System.out.println(Machine.describe(folder));
            trip = LongSeriesTrip.make(folder, slices, heap);
        } finally {
            DeletedFolder.delete(folder);
        }
        System.out.printf("sent        %d slices in %.0f s%n", trip.slices(), trip.sendSeconds());
        System.out.printf(
                "received    %d derived slices and %d of the change map, %.0f s later (%.2f s a slice)%n",
                trip.derived(), trip.changes(), trip.makeSeconds(), trip.makeSeconds() / slices);
        System.out.printf(
                "heap        %d MiB; at most %d MiB after a collection, %d MiB after a full one%n",
                heap, trip.heapMegabytes(), trip.liveMegabytes());
        System.out.printf("resident    at most %d MiB, networks and buffers included%n", trip.residentMegabytes());
        trip.log().lines().filter(line -> line.contains("MB of planes are in")).forEach(System.out::println);
        System.out.println(
                trip.isComplete()
                        ? "All of it came back."
                        : trip.ranOutOfMemory()
                                ? "THE NODE RAN OUT OF MEMORY."
                                : "NOT ALL OF IT CAME BACK, OR SOMETHING STAYED BEHIND.");
        System.exit(trip.isComplete() ? 0 : 1);
    }

    private static int option(List<String> words, String name, int otherwise) {
        int at = words.indexOf(name);
        return at < 0 ? otherwise : Integer.parseInt(words.get(at + 1));
    }
}

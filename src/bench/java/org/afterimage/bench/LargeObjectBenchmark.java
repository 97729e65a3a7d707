package org.afterimage.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.afterimage.database.DeletedFolder;
import org.afterimage.testing.LargeObjectTrip;

/** Sends one object that is many times larger than the heap through the node, and compares it on its way. */
public final class LargeObjectBenchmark {

    private static final String HELP = """
            Usage: src/bench/large-object [--megabytes N] [--heap N]

            Makes an Enhanced CT image with N MiB of pixel data (3072 unless told otherwise) and sends it to a node with a heap of
            512 MiB, which stores and indexes it; from the node's spool it is delivered to dcmtk's storescp, out of a process with the
            same heap. The SHA-256 of the data set is compared at each place. Needs twice as much disk in the temporary folder, and
            a little more.
            """;

    private LargeObjectBenchmark() {}

    /** Makes the journey and prints what it took. */
    public static void main(String[] args) throws Exception {
        List<String> words = List.of(args);
        if (words.contains("--help")) {
            System.out.print(HELP);
            return;
        }
        int megabytes = option(words, "--megabytes", 3072);
        int heap = option(words, "--heap", 512);
        Path folder = Files.createTempDirectory("large-object");
        boolean same;
        try {
            LargeObjectTrip trip = LargeObjectTrip.make(folder, megabytes, heap);
            String sha256 = trip.sent().sha256();
            same = trip.stored().equals(sha256) && trip.forwarded().equals(sha256);
            double size = trip.sent().bytes() / 1e6;
            System.out.printf(
                    "object            %,d bytes, data set SHA-256 %s%n",
                    trip.sent().bytes(), sha256);
            System.out.printf(
                    "received, stored  %.1f s, %.0f MB/s, %s%n",
                    trip.receiveSeconds(), size / trip.receiveSeconds(), verdict(trip.stored(), sha256));
            System.out.printf(
                    "forwarded         %.1f s, %.0f MB/s, %s%n",
                    trip.forwardSeconds(), size / trip.forwardSeconds(), verdict(trip.forwarded(), sha256));
            System.out.printf(
                    "node              heap %d MiB, peak resident memory %d MiB%n", heap, trip.peakMegabytes());
            System.out.printf("index             %s%n", trip.study());
        } finally {
            DeletedFolder.delete(folder);
        }
        System.exit(same ? 0 : 1);
    }

    private static String verdict(String found, String expected) {
        return found.equals(expected) ? "the same bytes" : "OTHER BYTES: " + found;
    }

    private static int option(List<String> words, String name, int otherwise) {
        int at = words.indexOf(name);
        return at < 0 ? otherwise : Integer.parseInt(words.get(at + 1));
    }
}

package org.afterimage.bench.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Prints the matrix of transfer syntaxes and peers; ends with 1 when something does not arrive as it was. */
public final class InteropBenchmark {
    private static final int MAX_PDU_LENGTH = 262_144;

    private final Path folder;
    private final Set<String> images;
    private final List<SyntaxRow> rows = SyntaxRow.all();

    /**
     * Makes a run.
     *
     * @param folder for everything that it writes
     * @param images which of {@link NativeImage#all} travel
     */
    public InteropBenchmark(Path folder, Set<String> images) {
        this.folder = folder;
        this.images = Set.copyOf(images);
    }

    /** Runs all and prints the matrix. */
    public static void main(String... words) throws Exception {
        if (List.of(words).contains("--help")) {
            System.out.println("""
                    interop: sends images of 8, 12 and 16 bits, unsigned and signed, in every transfer syntax from dcmtk and Orthanc
                    to this node's listener and from this node's store SCU to them, and compares the pixel data after each passage:
                    the bytes (of each fragment), and the decoded values with the original. Needs dcmtk, libgdcm-tools, openjph-tools
                    and Orthanc. Ends with 1 when a passage fails. A cell names the images: 12s is 12 bits, signed.

                    dcmtk of Debian 12 knows no HTJ2K and that of Debian 13 does: PATH="$(src/bench/newer-peers):$PATH" src/bench/interop""");
            return;
        }
        Path folder = Files.createDirectories(Path.of("target", "interop").toAbsolutePath());
        Matrix matrix = new InteropBenchmark(Files.createTempDirectory(folder, "run"), SyntaxRow.ALL).run();
        matrix.print(System.out);
        System.out.println();
        Matrix negotiation = new NegotiationChecks(Files.createTempDirectory(folder, "negotiation")).run();
        negotiation.print(System.out);
        System.exit(matrix.failures().isEmpty() && negotiation.failures().isEmpty() ? 0 : 1);
    }

    /** Sends every sample every way. */
    public Matrix run() throws IOException, InterruptedException {
        Matrix matrix = new Matrix();
        try (InteropNode node = new InteropNode(folder.resolve("received"), MAX_PDU_LENGTH);
                InteropPeer dcmtk = new DcmtkPeer(folder, node, rows);
                InteropPeer orthanc = new OrthancInterop(folder, node, Map.of())) {
            System.out.println("Peers: " + dcmtk.name() + ", " + orthanc.name());
            List<InteropPeer.Passage> passages = new ArrayList<>(dcmtk.passages());
            passages.addAll(orthanc.passages());
            passages.add(new InteropPeer.Passage("node -> node", sample -> toItself(node, sample)));
            SampleMaker maker = new SampleMaker(
                    Files.createDirectories(folder.resolve("samples")),
                    NativeImage.all().stream()
                            .filter(image -> images.contains(image.name()))
                            .toList());
            for (SyntaxRow row : rows) {
                for (Sample sample : maker.make(row)) {
                    for (InteropPeer.Passage passage : passages) {
                        matrix.add(row.name(), passage.name(), sample.image(), travel(passage, sample));
                    }
                }
            }
        }
        return matrix;
    }

    /** What no peer here speaks still goes over the wire. */
    private static Outcome toItself(InteropNode node, Sample sample) throws IOException {
        node.await(sample);
        Optional<Outcome> obstacle = Sending.to(node.remote(), node, sample, () -> "");
        return obstacle.isPresent() ? new Outcome.Failed(obstacle.get().toString()) : node.arrived(sample, "success");
    }

    private static Outcome travel(InteropPeer.Passage passage, Sample sample) throws InterruptedException {
        try {
            return passage.travel().of(sample);
        } catch (IOException e) {
            return new Outcome.Failed(e.getMessage());
        }
    }
}

package org.afterimage.bench.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.net.RemoteAe;
import org.afterimage.dicom.net.Transport;
import org.afterimage.testing.ProcessPeer;

/** dcmtk's storescu and storescp, which negotiate what a configuration file lists. */
final class DcmtkPeer implements InteropPeer {
    /** Name of the way to it. */
    static final String FROM_NODE = "node -> storescp";

    /** Name of the way from it. */
    static final String TO_NODE = "storescu -> node";

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String AE_TITLE = "STORESCP";

    private final Path folder;
    private final Transport transport;
    private final List<Object> security;
    private final Path configuration;
    private final InteropNode node;
    private final ProcessPeer storescp;
    private final int port;

    /**
     * Starts storescp.
     *
     * @param folder for what it stores
     * @param node with which it exchanges
     * @param rows the transfer syntaxes that are negotiated
     * @param options more options of storescp
     */
    DcmtkPeer(Path folder, InteropNode node, List<SyntaxRow> rows, Object... options) throws IOException {
        this(folder, node, rows, Transport.PLAIN, List.of(), options);
    }

    /**
     * Starts storescp with TLS.
     *
     * @param transport how this node reaches it
     * @param security the options of both programs for TLS
     */
    DcmtkPeer(Path folder, InteropNode node, List<SyntaxRow> rows, Transport transport, List<Object> security)
            throws IOException {
        this(folder, node, rows, transport, security, security.toArray());
    }

    private DcmtkPeer(
            Path folder,
            InteropNode node,
            List<SyntaxRow> rows,
            Transport transport,
            List<Object> security,
            Object... options)
            throws IOException {
        this.transport = transport;
        this.security = security;
        this.folder = Files.createDirectories(folder.resolve("storescp"));
        this.node = node;
        this.configuration = Files.writeString(folder.resolve("dcmtk.cfg"), configuration(rows));
        this.port = ProcessPeer.freePort();
        // +B writes the data set as it came.
        List<Object> words =
                new ArrayList<>(List.of("-xf", configuration, "All", "+B", "-od", this.folder, "-aet", AE_TITLE));
        words.addAll(Arrays.asList(options));
        words.add(port);
        this.storescp = ProcessPeer.start(this.folder, "storescp", words.toArray());
        storescp.awaitPort(port);
    }

    @Override
    public String name() {
        String version = ProcessPeer.run(folder, LIMIT, "storescu", "--version").output();
        return version.lines().findFirst().orElse("dcmtk").replaceAll(".*storescu (v[0-9.]+).*", "dcmtk $1");
    }

    /** Where it receives. */
    RemoteAe remote() {
        return new RemoteAe(AE_TITLE, "127.0.0.1", port, transport);
    }

    @Override
    public List<Passage> passages() {
        return List.of(new Passage(TO_NODE, this::toNode), new Passage(FROM_NODE, this::fromNode));
    }

    @Override
    public void close() {
        storescp.close();
    }

    private Outcome toNode(Sample sample) throws IOException {
        node.await(sample);
        List<Object> words = new ArrayList<>(security);
        words.addAll(
                List.of("-xf", configuration, profile(sample.transferSyntax().uid()), "-aec", InteropNode.AE_TITLE));
        words.addAll(List.of("127.0.0.1", node.port(), sample.file()));
        ProcessPeer.Result result = ProcessPeer.run(folder, LIMIT, "storescu", words.toArray());
        return node.arrived(sample, Tool.errors(result.output()));
    }

    /** Offers a class that the node has no use for; it must refuse the context and nothing else. */
    Outcome sendSecondaryCapture(Sample image) throws IOException {
        Path file = SampleMaker.secondaryCapture(image, folder);
        ProcessPeer.Result result = ProcessPeer.run(
                folder, LIMIT, "storescu", "-R", "-aec", InteropNode.AE_TITLE, "127.0.0.1", node.port(), file);
        boolean refused = result.output().contains("No Acceptable Presentation Contexts");
        return refused ? Outcome.PASSED : new Outcome.Failed("storescu says: " + Tool.errors(result.output()));
    }

    private Outcome fromNode(Sample sample) throws IOException {
        int before = storescp.output().length();
        Optional<Outcome> obstacle = Sending.to(
                remote(), node, sample, () -> Tool.errors(storescp.output().substring(before)));
        if (obstacle.isPresent()) {
            return obstacle.get();
        }
        try (Stream<Path> files = Files.list(folder)) {
            Optional<Path> stored = files.filter(
                            file -> file.getFileName().toString().endsWith(sample.sopInstanceUid()))
                    .findFirst();
            return stored.isPresent()
                    ? Comparison.of(sample, stored.get())
                    : new Outcome.Failed("storescp answered success and wrote no file");
        }
    }

    private static String profile(String uid) {
        return "P" + uid.replace(".", "");
    }

    /** A profile for each transfer syntax, for storescu, and one of all, for storescp. */
    private static String configuration(List<SyntaxRow> rows) {
        StringBuilder syntaxes = new StringBuilder("[[TransferSyntaxes]]\n");
        StringBuilder contexts = new StringBuilder("[[PresentationContexts]]\n");
        StringBuilder profiles = new StringBuilder("[[Profiles]]\n");
        StringBuilder all = new StringBuilder("[SAll]\n");
        int number = 0;
        for (SyntaxRow row : rows) {
            String uid = row.syntax().uid();
            String name = profile(uid);
            number++;
            all.append("TransferSyntax" + number + " = " + uid + "\n");
            syntaxes.append("[S" + name + "]\nTransferSyntax1 = " + uid + "\n");
            contexts.append("[C" + name + "]\nPresentationContext1 = " + SopClass.CT_IMAGE + "\\S" + name + "\n");
            profiles.append("[" + name + "]\nPresentationContexts = C" + name + "\n");
        }
        contexts.append("[CAll]\nPresentationContext1 = " + SopClass.CT_IMAGE + "\\SAll\n");
        profiles.append("[All]\nPresentationContexts = CAll\n");
        return syntaxes.append(all).append(contexts).append(profiles).toString();
    }
}

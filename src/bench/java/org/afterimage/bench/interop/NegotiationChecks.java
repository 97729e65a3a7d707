package org.afterimage.bench.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.net.AssociationRejectedException;
import org.afterimage.dicom.net.RemoteAe;
import org.afterimage.dicom.net.StoreSession;
import org.afterimage.dicom.net.Transport;
import org.afterimage.dicom.tls.TlsVersion;
import org.afterimage.testing.ProcessPeer;

/** The matrix of what is negotiated besides transfer syntaxes: lengths of PDUs, SOP classes and AE titles that are refused. */
public final class NegotiationChecks {
    private static final int[] PDU_LENGTHS = {4_096, 16_384, 131_072, 0};
    private static final int ORDINARY_PDU_LENGTH = 65_536;
    private static final String UNKNOWN_SOP_CLASS = "2.25.190571042116273364019912211923174521";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Path folder;
    private final Matrix matrix = new Matrix();
    private final List<SyntaxRow> explicit = SyntaxRow.all().stream()
            .filter(row -> row.name().equals("Explicit VR LE"))
            .toList();
    private final Sample sample;

    /**
     * Makes the checks.
     *
     * @param folder for everything that they write
     */
    public NegotiationChecks(Path folder) throws IOException {
        this.folder = folder;
        List<NativeImage> image = NativeImage.all().stream()
                .filter(candidate -> candidate.name().equals("16s"))
                .toList();
        this.sample = new SampleMaker(Files.createDirectories(folder.resolve("samples")), image)
                .make(explicit.get(0))
                .get(0);
    }

    /** Runs all checks. */
    public Matrix run() throws IOException, InterruptedException {
        for (int length : PDU_LENGTHS) {
            pduLength(length);
        }
        refusals();
        commitmentAndWindow();
        mutualTls();
        return matrix;
    }

    private void pduLength(int length) throws InterruptedException {
        String row = length == 0 ? "PDUs of any length (0)" : "PDUs up to " + length;
        Path part = folder.resolve("pdu" + length);
        peers(row, part, length, DcmtkPeer.FROM_NODE, node -> new DcmtkPeer(part, node, explicit, "-pdu", length));
        peers(
                row,
                part,
                length,
                OrthancInterop.FROM_NODE,
                node -> new OrthancInterop(part, node, Map.of("MaximumPduLength", length)));
    }

    /** Starts a peer. */
    private interface Start {
        InteropPeer with(InteropNode node) throws IOException;
    }

    /** Both directions with one peer; the length is the node's limit for what it gets and the peer's for what it gets. */
    private void peers(String row, Path part, int length, String fromNode, Start start) throws InterruptedException {
        try (InteropNode node = new InteropNode(Files.createDirectories(part).resolve("received"), limit(length));
                InteropPeer peer = start.with(node)) {
            for (InteropPeer.Passage passage : peer.passages()) {
                boolean toNode = !passage.name().equals(fromNode);
                add(
                        row,
                        passage.name(),
                        () -> length == 0 && toNode
                                ? noLimit()
                                : passage.travel().of(sample));
            }
        } catch (IOException | AssertionError e) {
            String reason = Tool.lastLine(String.valueOf(e.getMessage()));
            matrix.add(row, fromNode, "", new Outcome.PeerCannot("not offered", "it does not start so: " + reason));
        }
    }

    private static int limit(int length) {
        return length == 0 ? ORDINARY_PDU_LENGTH : length;
    }

    private static Outcome noLimit() {
        return new Outcome.PeerCannot("not asked", "this node always says how much it takes");
    }

    private void refusals() throws IOException, InterruptedException {
        Path part = Files.createDirectories(folder.resolve("refusals"));
        try (InteropNode node = new InteropNode(part.resolve("received"), ORDINARY_PDU_LENGTH);
                DcmtkPeer dcmtk = new DcmtkPeer(part, node, explicit);
                OrthancInterop orthanc = new OrthancInterop(part, node, Map.of())) {
            String unknown = "unknown SOP class refused";
            add(unknown, DcmtkPeer.TO_NODE, () -> dcmtk.sendSecondaryCapture(sample));
            add(unknown, DcmtkPeer.FROM_NODE, () -> unknownClass(node, dcmtk.remote()));
            add(unknown, OrthancInterop.FROM_NODE, () -> unknownClass(node, orthanc.remote()));
            add(unknown, OrthancInterop.TO_NODE, () -> orthanc.sendSecondaryCapture(sample));
            String wrong = "wrong AE title refused";
            add(wrong, DcmtkPeer.TO_NODE, () -> echoscu(part, node));
            add(wrong, DcmtkPeer.FROM_NODE, () -> wrongTitle(node, dcmtk.remote()));
            add(wrong, OrthancInterop.FROM_NODE, () -> wrongTitle(node, orthanc.remote()));
            add(wrong, OrthancInterop.TO_NODE, orthanc::echoWrongTitle);
        }
    }

    private void commitmentAndWindow() throws IOException, InterruptedException {
        Path part = Files.createDirectories(folder.resolve("services"));
        try (InteropNode node = new InteropNode(part.resolve("received"), ORDINARY_PDU_LENGTH);
                DcmtkPeer dcmtk = new DcmtkPeer(part, node, explicit);
                OrthancInterop orthanc = new OrthancInterop(part, node, Map.of())) {
            node.knows(orthanc.remote());
            CommitmentChecks commitment = new CommitmentChecks(node, sample);
            String safe = "storage commitment";
            add(safe, DcmtkPeer.TO_NODE, () -> new Outcome.PeerCannot("none", "dcmtk has no program for it"));
            add(safe, DcmtkPeer.FROM_NODE, () -> commitment.ask(dcmtk.remote()));
            add(safe, OrthancInterop.FROM_NODE, () -> commitment.ask(orthanc.remote()));
            add(safe, OrthancInterop.TO_NODE, () -> orthanc.askForCommitment(sample));
            String window = "8 operations under way";
            WindowCheck windows = new WindowCheck(node, sample);
            add(window, DcmtkPeer.FROM_NODE, () -> windows.send(dcmtk.remote()));
            add(window, OrthancInterop.FROM_NODE, () -> windows.send(orthanc.remote()));
            add(window, "node -> node", () -> windows.send(node.remote()));
        }
    }

    private void mutualTls() throws IOException, InterruptedException {
        Path part = Files.createDirectories(folder.resolve("tls"));
        TlsKeys keys = new TlsKeys(part);
        for (TlsVersion version : TlsVersion.values()) {
            Transport server = keys.server(version);
            try (InteropNode node = new InteropNode(part.resolve("received"), ORDINARY_PDU_LENGTH, server)) {
                String row = "mutual TLS " + version.number();
                secured(
                        row,
                        DcmtkPeer.FROM_NODE,
                        () -> new DcmtkPeer(part, node, explicit, keys.client(version), keys.dcmtk()));
                secured(
                        row,
                        OrthancInterop.FROM_NODE,
                        () -> new OrthancInterop(part, node, keys.client(version), keys.orthanc()));
            }
        }
    }

    /** Starts a peer that speaks TLS. */
    private interface SecuredStart {
        InteropPeer peer() throws IOException;
    }

    private void secured(String row, String fromNode, SecuredStart start) throws InterruptedException {
        try (InteropPeer peer = start.peer()) {
            for (InteropPeer.Passage passage : peer.passages()) {
                add(row, passage.name(), () -> passage.travel().of(sample));
            }
        } catch (IOException | AssertionError e) {
            String reason = Tool.lastLine(String.valueOf(e.getMessage()));
            matrix.add(row, fromNode, "", new Outcome.Failed("it does not start: " + reason));
        }
    }

    /** The association stands, the context is refused, and a known class goes through on another one. */
    private Outcome unknownClass(InteropNode node, RemoteAe remote) throws IOException {
        try (StoreSession session = node.open(remote, UNKNOWN_SOP_CLASS, sample.transferSyntax())) {
            return session.accepts(UNKNOWN_SOP_CLASS, sample.transferSyntax())
                    ? new Outcome.PeerCannot("accepts", "it accepts a SOP class that nobody knows")
                    : Outcome.PASSED;
        }
    }

    private Outcome wrongTitle(InteropNode node, RemoteAe remote) throws IOException {
        RemoteAe wrong = new RemoteAe("WRONG", remote.host(), remote.port());
        try (StoreSession session = node.open(wrong, SopClass.CT_IMAGE, sample.transferSyntax())) {
            return new Outcome.PeerCannot("accepts", "it answers to any AE title");
        } catch (AssociationRejectedException e) {
            return e.getMessage().contains("called AE title not recognised")
                    ? Outcome.PASSED
                    : new Outcome.Failed("it was rejected otherwise: " + e.getMessage());
        }
    }

    private static Outcome echoscu(Path folder, InteropNode node) {
        ProcessPeer.Result result =
                ProcessPeer.run(folder, LIMIT, "echoscu", "-aec", "WRONG", "127.0.0.1", node.port());
        return result.output().contains("Called AE Title Not Recognized")
                ? Outcome.PASSED
                : new Outcome.Failed("echoscu says: " + Tool.errors(result.output()));
    }

    /** One check. */
    private interface Check {
        Outcome outcome() throws IOException, InterruptedException;
    }

    private void add(String row, String column, Check check) throws InterruptedException {
        Outcome outcome;
        try {
            outcome = check.outcome();
        } catch (IOException | AssertionError e) {
            outcome = new Outcome.Failed(Tool.firstLine(String.valueOf(e.getMessage())));
        }
        matrix.add(row, column, "", outcome);
    }
}

package org.afterimage.bench.interop;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.Limits;
import org.afterimage.dicom.io.Part10;
import org.afterimage.dicom.net.ProposedContext;
import org.afterimage.dicom.net.QueryRetrieveLevel;
import org.afterimage.dicom.net.Rejection;
import org.afterimage.dicom.net.RemoteAe;
import org.afterimage.dicom.net.Retrieval;
import org.afterimage.dicom.net.RetrieveObserver;
import org.afterimage.dicom.net.RetrieveResult;
import org.afterimage.dicom.net.Transport;
import org.afterimage.testing.OrthancPeer;
import org.afterimage.testing.ProcessPeer;

/** Orthanc, told to accept every transfer syntax and to transcode nothing. */
final class OrthancInterop implements InteropPeer {
    /** Name of the way to it. */
    static final String FROM_NODE = "node -> Orthanc -> REST";

    /** Name of the way from it. */
    static final String TO_NODE = "Orthanc -> node";

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String AE_TITLE = "ORTHANC";

    private final Transport transport;
    private final Path folder;
    private final InteropNode node;
    private final OrthancPeer orthanc;
    private final int port = ProcessPeer.freePort();

    /**
     * Starts Orthanc.
     *
     * @param folder for its store
     * @param node with which it exchanges
     * @param more of its settings
     */
    OrthancInterop(Path folder, InteropNode node, Map<String, Object> more) throws IOException {
        this(folder, node, Transport.PLAIN, more);
    }

    /**
     * Starts Orthanc with TLS.
     *
     * @param transport how this node reaches it
     */
    OrthancInterop(Path folder, InteropNode node, Transport transport, Map<String, Object> more) throws IOException {
        this.transport = transport;
        this.folder = Files.createDirectories(folder.resolve("orthanc"));
        this.node = node;
        Map<String, Object> settings = new HashMap<>(more);
        settings.put(
                "DicomModalities",
                Map.of(
                        "node",
                        Map.of(
                                "AET",
                                InteropNode.AE_TITLE,
                                "Host",
                                "127.0.0.1",
                                "Port",
                                node.port(),
                                "UseDicomTls",
                                transport instanceof Transport.Tls)));
        settings.put("AcceptedTransferSyntaxes", List.of("1.2.840.10008.1.*"));
        settings.put("TranscodeDicomProtocol", false);
        settings.put("DicomCheckCalledAet", true);
        this.orthanc = OrthancPeer.start(this.folder, port, node.port(), settings);
    }

    @Override
    public String name() {
        try {
            return "Orthanc " + orthanc.get("/system").path("Version").asText();
        } catch (IOException e) {
            return "Orthanc";
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    /** Where it receives. */
    RemoteAe remote() {
        return new RemoteAe(AE_TITLE, "127.0.0.1", port, transport);
    }

    @Override
    public List<Passage> passages() {
        return List.of(
                new Passage(FROM_NODE, this::fromNode),
                new Passage(TO_NODE, this::toNode),
                new Passage("node -> Orthanc -> C-GET", this::fetchedByGet),
                new Passage("Orthanc -> C-MOVE -> node", this::fetchedByMove));
    }

    @Override
    public void close() {
        orthanc.close();
    }

    /** Asks Orthanc to ask the node, for an instance that is there and one that is not. */
    Outcome askForCommitment(Sample stored) throws IOException, InterruptedException {
        toNode(stored);
        String reference = "{\"SOPClassUID\": \"%s\", \"SOPInstanceUID\": \"%s\"}";
        JsonNode transaction = orthanc.post(
                "/modalities/node/storage-commitment",
                "{\"DicomInstances\": ["
                        + reference.formatted(stored.sopClassUid(), stored.sopInstanceUid()) + ","
                        + reference.formatted(stored.sopClassUid(), "2.25.4711") + "]}");
        String path = "/storage-commitment/" + transaction.path("ID").asText();
        long end = System.nanoTime() + PATIENCE.toNanos();
        JsonNode report = orthanc.get(path);
        while (report.path("Status").asText().equals("Pending") && System.nanoTime() < end) {
            Thread.sleep(50);
            report = orthanc.get(path);
        }
        boolean one = report.path("Success").size() == 1
                && report.path("Success").get(0).path("SOPInstanceUID").asText().equals(stored.sopInstanceUid());
        return one && report.path("Failures").size() == 1
                ? Outcome.PASSED
                : new Outcome.Failed("Orthanc was told: " + report);
    }

    private Outcome fetchedByGet(Sample sample) throws IOException, InterruptedException {
        return fetched(
                sample,
                retrieval -> node.network()
                        .get(
                                node.asking(),
                                remote(),
                                retrieval,
                                List.of(new ProposedContext(sample.sopClassUid(), List.of(sample.transferSyntax()))),
                                node::keep,
                                RetrieveObserver.NONE));
    }

    private Outcome fetchedByMove(Sample sample) throws IOException, InterruptedException {
        return fetched(
                sample,
                retrieval -> node.network()
                        .move(node.asking(), remote(), retrieval, InteropNode.AE_TITLE, RetrieveObserver.NONE));
    }

    /** One of the ways to fetch. */
    private interface Fetch {
        RetrieveResult result(Retrieval retrieval) throws IOException;
    }

    private Outcome fetched(Sample sample, Fetch fetch) throws IOException, InterruptedException {
        Optional<Outcome> obstacle = Sending.to(remote(), node, sample, () -> "");
        if (obstacle.isPresent()) {
            return obstacle.get();
        }
        node.await(sample);
        DataSet header = Part10.readHeader(sample.file(), Limits.defaults()).dataSet();
        DataSet keys =
                new DataSet().copy(header, Tag.STUDY_INSTANCE_UID, Tag.SERIES_INSTANCE_UID, Tag.SOP_INSTANCE_UID);
        RetrieveResult result = fetch.result(Retrieval.of(QueryRetrieveLevel.IMAGE, keys));
        for (String id : orthanc.lookUp(sample.sopInstanceUid()).stream().toList()) {
            orthanc.delete(id);
        }
        return node.arrived(sample, result.toString());
    }

    /** Offers a class that the node has no use for; it must refuse the context and nothing else. */
    Outcome sendSecondaryCapture(Sample image) throws IOException, InterruptedException {
        String id = orthanc.upload(SampleMaker.secondaryCapture(image, folder))
                .path("ID")
                .asText();
        Optional<String> failure = orthanc.trySend(id);
        orthanc.delete(id);
        return failure.filter(said -> said.contains("presentation context")).isPresent()
                ? Outcome.PASSED
                : new Outcome.Failed("Orthanc says: " + failure.orElse("sent"));
    }

    /** Calls the node by another name; it must reject with the reason. */
    Outcome echoWrongTitle() throws IOException, InterruptedException {
        node.forgetRejections();
        Optional<String> failure = orthanc.tryEcho("wrong", "WRONG", node.port());
        boolean rejected =
                failure.filter(said -> said.contains("Association Rejected")).isPresent();
        // Orthanc does not print the reason, so the node is asked which one it gave.
        return rejected && node.hasRejected(Rejection.CALLED_AE_TITLE_NOT_RECOGNIZED)
                ? Outcome.PASSED
                : new Outcome.Failed("Orthanc says: " + failure.orElse("verified"));
    }

    private Outcome fromNode(Sample sample) throws IOException, InterruptedException {
        Optional<Outcome> obstacle = Sending.to(remote(), node, sample, () -> "");
        if (obstacle.isPresent()) {
            return obstacle.get();
        }
        Optional<String> id = orthanc.lookUp(sample.sopInstanceUid());
        if (id.isEmpty()) {
            return new Outcome.Failed("Orthanc answered success and does not have it");
        }
        Outcome outcome = Comparison.of(sample, orthanc.download(id.get(), folder.resolve("fetched.dcm")));
        orthanc.delete(id.get());
        return outcome;
    }

    private Outcome toNode(Sample sample) throws IOException, InterruptedException {
        node.await(sample);
        String id;
        try {
            id = orthanc.upload(sample.file()).path("ID").asText();
        } catch (AssertionError e) {
            return new Outcome.PeerCannot("not loaded", "its REST interface does not take the file");
        }
        Optional<String> failure = orthanc.trySend(id);
        orthanc.delete(id);
        return node.arrived(sample, failure.orElse("it says that it was sent"));
    }
}

package org.afterimage.bench.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.afterimage.dicom.net.RemoteAe;
import org.afterimage.testing.OrthancPeer;
import org.afterimage.testing.ProcessPeer;

/** Orthanc, told to accept every transfer syntax and to transcode nothing. */
final class OrthancInterop implements InteropPeer {
    private final Path folder;
    private final InteropNode node;
    private final OrthancPeer orthanc;
    private final int port = ProcessPeer.freePort();

    OrthancInterop(Path folder, InteropNode node) throws IOException {
        this.folder = Files.createDirectories(folder.resolve("orthanc"));
        this.node = node;
        this.orthanc = OrthancPeer.start(
                this.folder,
                port,
                node.port(),
                Map.of("AcceptedTransferSyntaxes", List.of("1.2.840.10008.1.*"), "TranscodeDicomProtocol", false));
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

    @Override
    public List<Passage> passages() {
        return List.of(
                new Passage("node -> Orthanc -> REST", this::fromNode), new Passage("Orthanc -> node", this::toNode));
    }

    @Override
    public void close() {
        orthanc.close();
    }

    private Outcome fromNode(Sample sample) throws IOException, InterruptedException {
        Optional<Outcome> obstacle = Sending.to(new RemoteAe("ORTHANC", "127.0.0.1", port), node, sample, () -> "");
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

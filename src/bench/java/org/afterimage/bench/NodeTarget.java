package org.afterimage.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.afterimage.dicom.net.RemoteAe;
import org.afterimage.testing.NodeProcess;
import org.afterimage.testing.ProcessPeer;

/** The packaged node as a user runs it, with its own PostgreSQL, fsync on, and no route that takes what the benchmark sends. */
final class NodeTarget implements IngestTarget {
    private final NodeProcess node;
    private final Path instances;

    NodeTarget(Path folder) throws IOException, InterruptedException {
        Path conf = Files.createDirectories(folder.resolve("dicom-conf"));
        int dicomPort = ProcessPeer.freePort();
        int httpPort = ProcessPeer.freePort();
        Files.writeString(conf.resolve("node.yaml"), """
                aeTitles: [AFTERIMAGE]
                dicom: { port: %d, maxAssociations: 64 }
                http: { port: %d }
                """.formatted(dicomPort, httpPort));
        Files.writeString(
                conf.resolve("remotes.yaml"),
                "remotes:\n  - { aeTitle: PACS, host: 127.0.0.1, port: " + ProcessPeer.freePort() + " }\n");
        Files.writeString(conf.resolve("routes.yaml"), """
                routes:
                  - name: none-of-the-benchmark
                    match: { Modality: [MR] }
                    model: chest-bone-suppression
                    destination: PACS
                """);
        this.node = NodeProcess.start(new NodeProcess.Setup(folder, dicomPort, httpPort));
        this.instances = folder.resolve("data/spool/instances");
    }

    @Override
    public String name() {
        return "Afterimage";
    }

    @Override
    public String description() {
        return "this node as packaged, with its own PostgreSQL: durable before the answer (journal synced), files and rows made afterwards";
    }

    @Override
    public RemoteAe remote() {
        return new RemoteAe("AFTERIMAGE", "127.0.0.1", node.dicomPort());
    }

    @Override
    public void settle() throws InterruptedException {
        while (node.unfiled() > 0) {
            // Not more often: to ask costs the node a page of metrics.
            Thread.sleep(40);
        }
    }

    @Override
    public long stored() throws IOException {
        return StoredFiles.under(instances).size();
    }

    @Override
    public void forget() throws IOException {
        StoredFiles.empty(instances);
    }

    @Override
    public void close() {
        node.close();
    }
}

package org.afterimage.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.afterimage.database.ExternalPostgres;
import org.afterimage.deliver.StoreDelivery;
import org.afterimage.dicom.net.RemoteAe;
import org.afterimage.dicom.net.Timeouts;
import org.afterimage.dicom.net.UpperLayerNetwork;
import org.afterimage.testing.ChestStudies;
import org.afterimage.testing.NodeProcess;
import org.afterimage.testing.OrthancPeer;
import org.afterimage.testing.Peers;
import org.afterimage.testing.ProcessPeer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * PostgreSQL goes away under work and comes back after a while: nothing acknowledged is lost, nothing is made or delivered twice, each job ends,
 * and the node is the same process all the time.
 */
class DatabaseDownIT {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Duration DOWN = Duration.ofSeconds(15);
    private static final int EACH = 4;

    @TempDir
    private Path folder;

    private final int pacsPort = ProcessPeer.freePort();
    private NodeProcess.Setup setup;

    @BeforeEach
    void configure() {
        setup = NodeProcess.Setup.write(folder.resolve("node"), "ORTHANC", pacsPort, "");
    }

    /** What happens to the database while studies are under way. */
    @FunctionalInterface
    private interface Outage {
        void last(Duration time) throws Exception;
    }

    @Test
    void aServerOfItsOwnGoesDownAndComesBack() throws Exception {
        Peers.require("Orthanc");
        try (ExternalPostgres postgres = new ExternalPostgres(folder.resolve("postgresql"));
                NodeProcess node = NodeProcess.start(setup, postgres.jvmOptions())) {
            allWorkSurvives(node, time -> {
                postgres.stop();
                assertThat(node.ask("/q/health").body()).contains("\"status\": \"DOWN\"");
                Thread.sleep(time.toMillis());
                postgres.start();
            });
        }
    }

    @Test
    void theNodesOwnServerIsKilledAndCannotStartForAWhile() throws Exception {
        Peers.require("Orthanc");
        Path cluster = setup.folder().resolve("data/postgresql/cluster");
        Path needed = cluster.resolve("postgresql.conf");
        Path away = cluster.resolve("postgresql.conf.away");
        try (NodeProcess node = NodeProcess.start(setup)) {
            allWorkSurvives(node, time -> {
                Files.move(needed, away);
                long server = Long.parseLong(Files.readAllLines(cluster.resolve("postmaster.pid"))
                        .get(0)
                        .trim());
                ProcessHandle.of(server).orElseThrow().destroyForcibly();
                Thread.sleep(time.toMillis());
                Files.move(away, needed);
            });
        }
    }

    private void allWorkSurvives(NodeProcess node, Outage outage) throws Exception {
        try (OrthancPeer orthanc = OrthancPeer.start(folder.resolve("orthanc"), pacsPort, setup.dicomPort())) {
            List<ChestStudies.Study> before = ChestStudies.write(folder.resolve("before"), 0, EACH);
            List<ChestStudies.Study> during = ChestStudies.write(folder.resolve("during"), EACH, EACH);
            assertThat(notStored(node, before)).isEmpty();
            List<ChestStudies.Study> again = new ArrayList<>();
            Thread sender = new Thread(() -> again.addAll(whileItIsDown(node, during)));
            sender.start();
            outage.last(DOWN);
            sender.join(LIMIT.toMillis());
            node.await("a database", LIMIT, asked -> asked.ask("/q/health").statusCode() == 200);
            assertThat(notStored(node, again)).as("refused once it is back").isEmpty();

            List<ChestStudies.Study> all = new ArrayList<>(before);
            all.addAll(during);
            for (ChestStudies.Study study : all) {
                JsonNode job = node.awaitJob(study.studyInstanceUid(), LIMIT);
                assertThat(job.path("state").asText()).as(job.toString()).isEqualTo("SENT");
                assertThat(node.jobs(study.studyInstanceUid())).hasSize(1);
            }
            assertThat(orthanc.get("/series")).as("derived series").hasSize(all.size());
            assertThat(orthanc.get("/instances")).hasSize(all.size());
        }
    }

    private List<ChestStudies.Study> whileItIsDown(NodeProcess node, List<ChestStudies.Study> studies) {
        try {
            Thread.sleep(DOWN.toMillis() / 3);
            return notStored(node, studies);
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return studies;
        }
    }

    /** Sends studies one by one, and returns those that the node did not acknowledge. */
    private static List<ChestStudies.Study> notStored(NodeProcess node, List<ChestStudies.Study> studies)
            throws IOException {
        StoreDelivery sender = new StoreDelivery(new UpperLayerNetwork(), "DX1", Timeouts.defaults());
        RemoteAe remote = new RemoteAe("AFTERIMAGE", "127.0.0.1", node.dicomPort());
        List<ChestStudies.Study> refused = new ArrayList<>();
        for (ChestStudies.Study study : studies) {
            if (!sender.send(study.files(), remote).stream().allMatch(answer -> answer.isStored())) {
                refused.add(study);
            }
        }
        return refused;
    }
}

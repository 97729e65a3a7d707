package org.afterimage.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.afterimage.testing.NodeProcess;
import org.afterimage.testing.OrthancPeer;
import org.afterimage.testing.Peers;
import org.afterimage.testing.ProcessPeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An archive that sends all that it gets to the node, what it got from the node included: it ends at the first turn. */
class LoopIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    @Test
    void anOrthancThatRoutesEverythingBackGetsOneDerivedSeriesAndNoMore() throws Exception {
        Peers.require("Orthanc");
        int port = ProcessPeer.freePort();
        NodeProcess.Setup setup = NodeProcess.Setup.write(folder.resolve("node"), "ORTHANC", port, "")
                .withDestination("confirm: storage-commitment");
        Path script = Files.writeString(folder.resolve("back.lua"), """
                function OnStoredInstance(instance, tags, metadata, origin)
                   SendToModality(instance, 'node')
                end
                """);
        // It stores what it has again as if it were new, so that a resend would go round, too.
        Map<String, Object> more = Map.of("LuaScripts", List.of(script.toString()), "OverwriteInstances", true);
        try (NodeProcess node = NodeProcess.start(setup);
                OrthancPeer orthanc = OrthancPeer.start(folder.resolve("orthanc"), port, setup.dicomPort(), more)) {
            String study = orthanc.upload(
                            Path.of("test-fixtures/chest-cr/001.dcm").toAbsolutePath())
                    .path("ParentStudy")
                    .asText();
            String uid = orthanc.get("/studies/" + study)
                    .path("MainDicomTags")
                    .path("StudyInstanceUID")
                    .asText();
            node.await(
                    "the derived series to have come back",
                    LIMIT,
                    asked -> asked.jobs(uid).size() == 2
                            && !asked.jobs(uid).get(0).path("endedAt").isNull()
                            && !asked.jobs(uid).get(1).path("endedAt").isNull());
            int received = received(node);
            Thread.sleep(6000); // several quiet times: another turn would have come round
            JsonNode jobs = node.jobs(uid);
            assertThat(jobs).hasSize(2);
            assertThat(jobs.get(0).path("reasonCode").asText()).isEqualTo("OWN_OUTPUT");
            assertThat(jobs.get(0).path("derived")).isEmpty();
            assertThat(jobs.get(1).path("state").asText()).isEqualTo("CONFIRMED");
            assertThat(jobs.get(1)
                            .path("derived")
                            .get(0)
                            .path("instances")
                            .get(0)
                            .path("deliveries"))
                    .as("sent once")
                    .hasSize(1);
            assertThat(received(node))
                    .as("C-STORE requests: the source and what was made of it")
                    .isEqualTo(received);
            assertThat(received).isEqualTo(2);
            assertThat(orthanc.get("/studies/" + study + "/instances")).hasSize(2);
        }
    }

    /** How many instances the node has answered Success. */
    private static int received(NodeProcess node) {
        Matcher count = Pattern.compile("(?m)^afterimage_receive_seconds_count\\{status=\"success\"\\} ([0-9]+)")
                .matcher(node.text("/q/metrics"));
        assertThat(count.find()).isTrue();
        return Integer.parseInt(count.group(1));
    }
}

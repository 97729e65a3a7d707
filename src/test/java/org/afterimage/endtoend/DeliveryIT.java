package org.afterimage.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import org.afterimage.deliver.DeliveryAnswer;
import org.afterimage.deliver.StoreDelivery;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.Limits;
import org.afterimage.dicom.io.Part10;
import org.afterimage.dicom.net.RemoteAe;
import org.afterimage.dicom.net.Status;
import org.afterimage.dicom.net.StoreRequest;
import org.afterimage.dicom.net.Timeouts;
import org.afterimage.dicom.net.UpperLayerNetwork;
import org.afterimage.testing.ChestStudies;
import org.afterimage.testing.CountingDestination;
import org.afterimage.testing.NodeProcess;
import org.afterimage.testing.ProcessPeer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a destination answers for each instance, and what follows from it. */
class DeliveryIT {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Path SLICES = Path.of("test-fixtures/thorax-ct/sharp");
    private static final String MODEL = "ct-kernel-sharp-to-smooth";

    @TempDir
    private Path folder;

    private final int pacsPort = ProcessPeer.freePort();
    private NodeProcess.Setup setup;

    @BeforeEach
    void configure() {
        setup = NodeProcess.Setup.write(folder.resolve("node"), "PACS", pacsPort, "");
    }

    @Test
    void anInstanceThatWasRefusedIsSentAgainAndTheOthersAreNot() throws Exception {
        AtomicReference<String> refused = new AtomicReference<>();
        JsonNode job = sendSlices((request, times) -> {
            boolean first = refused.compareAndSet(null, request.sopInstanceUid());
            return first ? Status.OUT_OF_RESOURCES.withComment("disk full") : Status.SUCCESS;
        });
        assertThat(job.path("state").asText()).as(job.toString()).isEqualTo("SENT");
        assertThat(job.path("reasonCode").asText()).isEqualTo("NOT_CONFIRMABLE");
        assertThat(job.path("deliveryAttempts").asInt()).isEqualTo(1);
        for (JsonNode instance : instances(job)) {
            boolean again = instance.path("sopInstanceUid").asText().equals(refused.get());
            JsonNode deliveries = instance.path("deliveries");
            assertThat(deliveries).hasSize(again ? 2 : 1);
            if (again) {
                assertThat(deliveries.get(0).path("status").asInt()).isEqualTo(0xA700);
                assertThat(deliveries.get(0).path("outcome").asText()).isEqualTo("REFUSED");
                assertThat(deliveries.get(0).path("message").asText()).contains("A700", "disk full");
            }
            assertThat(instance.path("delivery").asText()).isEqualTo("SENT");
        }
    }

    @Test
    void aRefusalThatLastsEndsTheJobAndSaysWhichInstanceAndWhy() throws Exception {
        AtomicReference<String> refused = new AtomicReference<>();
        JsonNode job = sendSlices((request, times) -> {
            refused.compareAndSet(null, request.sopInstanceUid());
            return request.sopInstanceUid().equals(refused.get())
                    ? Status.CANNOT_UNDERSTAND.withComment("no such plane")
                    : times > 1 ? Status.PROCESSING_FAILURE : Status.of(0xB006);
        });
        assertThat(job.path("state").asText()).as(job.toString()).isEqualTo("FAILED");
        assertThat(job.path("reasonCode").asText()).isEqualTo("REFUSED");
        assertThat(job.path("reason").asText())
                .contains("Given up after 3 attempts", "1 of 6 instances are not at PACS", "C000", "no such plane");
        for (JsonNode instance : instances(job)) {
            boolean lasting = instance.path("sopInstanceUid").asText().equals(refused.get());
            assertThat(instance.path("deliveries")).hasSize(lasting ? 3 : 1);
            assertThat(instance.path("deliveries").get(0).path("outcome").asText())
                    .isEqualTo(lasting ? "REFUSED" : "WARNING");
            assertThat(instance.path("delivery").asText()).isEqualTo(lasting ? "MADE" : "SENT");
        }
    }

    @Test
    void jobsWaitForADestinationThatIsDownAndGoOverOneAssociationWhenThatIsItsLimit() throws Exception {
        setup.withDestination("maxAssociations: 1");
        List<ChestStudies.Study> studies = ChestStudies.write(folder.resolve("studies"), 1, 4);
        try (NodeProcess node = NodeProcess.start(setup)) {
            for (ChestStudies.Study study : studies) {
                send(node, List.of(study.file()));
            }
            for (ChestStudies.Study study : studies) {
                node.await(
                        "the job to say that PACS is down",
                        LIMIT,
                        asked -> asked.jobs(study.studyInstanceUid())
                                .path(0)
                                .path("reasonCode")
                                .asText()
                                .equals("DESTINATION_DOWN"));
            }
            Thread.sleep(5000); // longer than the longest wait between probes, which is 2 s here
            try (CountingDestination pacs = accepting((request, times) -> Status.SUCCESS)) {
                for (ChestStudies.Study study : studies) {
                    JsonNode job = node.awaitJob(study.studyInstanceUid(), LIMIT);
                    assertThat(job.path("state").asText()).as(job.toString()).isEqualTo("SENT");
                    assertThat(job.path("attempts").asInt()).isEqualTo(1);
                    assertThat(job.path("deliveryAttempts").asInt()).isZero();
                }
                assertThat(pacs.mostOpen()).isEqualTo(1);
                assertThat(pacs.associations())
                        .as("a probe, and one for each job")
                        .isEqualTo(1 + studies.size());
                assertThat(pacs.sent())
                        .hasSize(studies.size())
                        .allSatisfy((uid, times) -> assertThat(times).hasValue(1));
            }
        }
    }

    @Test
    void whatTheDestinationTookAndLostIsSentAgainAndConfirmed() throws Exception {
        setup.withDestination("confirm: storage-commitment");
        AtomicReference<String> lost = new AtomicReference<>();
        JsonNode job = sendSlices((request, times) -> {
            boolean first = lost.compareAndSet(null, request.sopInstanceUid());
            return first ? Status.PENDING : Status.SUCCESS; // acknowledged, and not kept
        });
        assertThat(job.path("state").asText()).as(job.toString()).isEqualTo("CONFIRMED");
        for (JsonNode instance : instances(job)) {
            assertThat(instance.path("delivery").asText()).isEqualTo("CONFIRMED");
            assertThat(instance.path("confirmation").asText()).startsWith("storage commitment, transaction");
            boolean again = instance.path("sopInstanceUid").asText().equals(lost.get());
            assertThat(instance.path("deliveries")).hasSize(again ? 2 : 1);
        }
    }

    private JsonNode sendSlices(BiFunction<StoreRequest, Integer, Status> answers) throws Exception {
        setup.withRoutes("CT", "PACS", MODEL);
        List<Path> slices;
        try (var files = Files.list(SLICES)) {
            slices = files.filter(file -> file.toString().endsWith(".dcm"))
                    .sorted()
                    .toList();
        }
        String study = Part10.readHeader(slices.get(0), Limits.defaults())
                .dataSet()
                .string(Tag.STUDY_INSTANCE_UID)
                .orElseThrow();
        try (CountingDestination pacs = accepting(answers);
                NodeProcess node = NodeProcess.start(setup)) {
            send(node, slices);
            return node.awaitJob(study, LIMIT);
        }
    }

    private CountingDestination accepting(BiFunction<StoreRequest, Integer, Status> answers) throws Exception {
        return new CountingDestination(pacsPort, setup.dicomPort(), answers);
    }

    private static List<JsonNode> instances(JsonNode job) {
        List<JsonNode> instances = new ArrayList<>();
        job.path("derived").get(0).path("instances").forEach(instances::add);
        assertThat(instances).hasSize(6);
        return instances;
    }

    private static void send(NodeProcess node, List<Path> files) throws Exception {
        StoreDelivery sender = new StoreDelivery(new UpperLayerNetwork(), "CT1", Timeouts.defaults());
        assertThat(sender.send(files, new RemoteAe("AFTERIMAGE", "127.0.0.1", node.dicomPort())))
                .allMatch(DeliveryAnswer::isStored);
    }
}

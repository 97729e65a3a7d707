package org.afterimage.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.afterimage.deliver.DeliveryAnswer;
import org.afterimage.deliver.StoreDelivery;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.VR;
import org.afterimage.dicom.io.DataSetStream;
import org.afterimage.dicom.io.DicomObject;
import org.afterimage.dicom.io.Limits;
import org.afterimage.dicom.io.Part10;
import org.afterimage.dicom.io.TransferSyntax;
import org.afterimage.dicom.net.AssociationRejectedException;
import org.afterimage.dicom.net.DicomNetwork;
import org.afterimage.dicom.net.ProposedContext;
import org.afterimage.dicom.net.Rejection;
import org.afterimage.dicom.net.RemoteAe;
import org.afterimage.dicom.net.Status;
import org.afterimage.dicom.net.StoreSession;
import org.afterimage.dicom.net.Timeouts;
import org.afterimage.dicom.net.UpperLayerNetwork;
import org.afterimage.testing.NodeProcess;
import org.afterimage.testing.ProcessPeer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each bad input gets its DICOM answer or its recorded reason, and the node answers the next association. */
class BadInputIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Path REFUSED = Path.of("test-fixtures/refused");
    private static final DicomNetwork NETWORK = new UpperLayerNetwork();

    @TempDir
    private static Path folder;

    private static NodeProcess node;

    @BeforeAll
    static void startNode() throws Exception {
        NodeProcess.Setup setup = NodeProcess.Setup.write(
                folder, "KNOWN", ProcessPeer.freePort(), "dicom: { port: PORT, callers: known }");
        node = NodeProcess.start(setup);
    }

    @AfterAll
    static void stopNode() {
        node.close();
    }

    @AfterEach
    void nothingElseStopped() throws IOException {
        assertThat(NETWORK.echo("KNOWN", remote("AFTERIMAGE"), Timeouts.defaults())
                        .status())
                .isEqualTo(Status.SUCCESS);
    }

    @Test
    void anUnknownCalledAeTitleIsRejectedWithItsReason() {
        assertThatThrownBy(() -> NETWORK.echo("KNOWN", remote("NOBODY"), Timeouts.defaults()))
                .isInstanceOfSatisfying(
                        AssociationRejectedException.class,
                        e -> assertThat(e.rejection()).isEqualTo(Rejection.CALLED_AE_TITLE_NOT_RECOGNIZED));
    }

    @Test
    void aCallingAeTitleThatIsNotListedIsRejectedWithItsReason() throws InterruptedException {
        assertThatThrownBy(() -> NETWORK.echo("STRANGER", remote("AFTERIMAGE"), Timeouts.defaults()))
                .isInstanceOfSatisfying(
                        AssociationRejectedException.class,
                        e -> assertThat(e.rejection()).isEqualTo(Rejection.CALLING_AE_TITLE_NOT_RECOGNIZED));
        // The peer has its answer a moment before the log has its line.
        String line = "'STRANGER' at 127.0.0.1 calling 'AFTERIMAGE' is rejected: calling AE title not recognised";
        node.await("the rejection in the log", LIMIT, asked -> asked.log().contains(line));
    }

    @Test
    void aSopClassThatIsNotStoredGetsNoPresentationContext() throws IOException {
        String rtPlan = "1.2.840.10008.5.1.4.1.1.481.5";
        ProposedContext unsupported = new ProposedContext(rtPlan, List.of(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN));
        ProposedContext supported =
                new ProposedContext("1.2.840.10008.5.1.4.1.1.2", List.of(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN));
        try (StoreSession session = NETWORK.openStore(
                "KNOWN", remote("AFTERIMAGE"), List.of(unsupported, supported), Timeouts.defaults())) {
            assertThat(session.accepts(rtPlan, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN))
                    .isFalse();
            assertThat(session.accepts("1.2.840.10008.5.1.4.1.1.2", TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN))
                    .isTrue();
        }
    }

    @Test
    void aTruncatedObjectIsRefusedAndLeavesNothingBehind() throws IOException {
        Path source = REFUSED.resolve("lateral/001.dcm");
        byte[] whole;
        String sopClass;
        String sopInstance;
        TransferSyntax syntax;
        try (DataSetStream stream = Part10.openDataSet(source)) {
            whole = stream.bytes().readAllBytes();
            sopClass = stream.sopClassUid();
            sopInstance = stream.sopInstanceUid();
            syntax = stream.transferSyntax();
        }
        InputStream half = new ByteArrayInputStream(whole, 0, whole.length / 2);
        int before = filesUnder("data/spool/instances").size();
        try (StoreSession session = NETWORK.openStore(
                "KNOWN",
                remote("AFTERIMAGE"),
                List.of(new ProposedContext(sopClass, List.of(syntax))),
                Timeouts.defaults())) {
            Status status = session.store(sopClass, sopInstance, syntax, half);
            assertThat(status.code()).isEqualTo(Status.CANNOT_UNDERSTAND.code());
            assertThat(status.comment()).isNotBlank();
        }
        assertThat(filesUnder("data/spool/instances")).hasSize(before);
    }

    @Test
    void aUidThatDiffersFromTheCommandsIsRefused() throws IOException {
        DicomObject object = Part10.read(REFUSED.resolve("lateral/001.dcm"), Limits.defaults());
        try (DataSetStream stream = Part10.openDataSet(REFUSED.resolve("lateral/001.dcm"));
                StoreSession session = NETWORK.openStore(
                        "KNOWN",
                        remote("AFTERIMAGE"),
                        List.of(new ProposedContext(object.sopClassUid(), List.of(object.transferSyntax()))),
                        Timeouts.defaults())) {
            Status status = session.store(object.sopClassUid(), "2.25.42", object.transferSyntax(), stream.bytes());
            assertThat(status.code()).isEqualTo(Status.DATA_SET_DOES_NOT_MATCH.code());
        }
    }

    @Test
    void aFolderThatTakesNoFileHoldsNoSenderUpAndIsCaughtUpWith() throws Exception {
        Path instances = folder.resolve("data/spool/instances");
        Path away = folder.resolve("data/spool/instances-away");
        Files.move(instances, away);
        Files.createFile(instances);
        try {
            assertThat(answer(Path.of("test-fixtures/head-mr/t1/001.dcm")).status())
                    .hasValue(Status.SUCCESS.code());
            node.await("the instance to wait in the journal", LIMIT, any -> any.unfiled() == 1);
        } finally {
            Files.delete(instances);
            Files.move(away, instances);
        }
        node.awaitFiled(LIMIT);
    }

    @Test
    void aDatabaseThatDiesHoldsNoSenderUpAndIsCaughtUpWith() throws Exception {
        Path pidFile = folder.resolve("data/postgresql/cluster/postmaster.pid");
        long postmaster = Long.parseLong(Files.readAllLines(pidFile).get(0).trim());
        ProcessHandle.of(postmaster).orElseThrow().destroyForcibly();
        Path file = Path.of("test-fixtures/head-mr/t1/002.dcm");
        assertThat(answer(file).status()).hasValue(Status.SUCCESS.code());
        String study = Part10.readHeader(file, Limits.defaults())
                .dataSet()
                .string(Tag.STUDY_INSTANCE_UID)
                .orElseThrow();
        node.awaitFiled(LIMIT);
        assertThat(node.get("/api/studies/" + study).path("studyInstanceUid").asText())
                .isEqualTo(study);
    }

    @Test
    void pixelDataShorterThanTheHeaderSaysAreSkippedWithThatReason() throws Exception {
        DicomObject object = Part10.read(REFUSED.resolve("lateral/001.dcm"), Limits.defaults());
        DataSet shorter = object.dataSet()
                .shallowCopy()
                .putString(Tag.STUDY_INSTANCE_UID, "2.25.77001")
                .putString(Tag.SERIES_INSTANCE_UID, "2.25.77002")
                .putString(Tag.SOP_INSTANCE_UID, "2.25.77003")
                .putString(Tag.VIEW_POSITION, "PA")
                .remove(Tag.VIEW_CODE_SEQUENCE)
                .putBytes(Tag.PIXEL_DATA, VR.OW, new byte[1000]);
        Path file = folder.resolve("shorter.dcm");
        Part10.write(file, shorter, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        JsonNode job = skipped(file, "2.25.77001");
        assertThat(job.path("reasonCode").asText()).isEqualTo("PIXEL_DATA");
    }

    @Test
    void aRadiographForProcessingIsSkippedWithThatReason() throws Exception {
        assertThat(skippedFixture("for-processing").path("reasonCode").asText()).isEqualTo("FOR_PROCESSING");
    }

    @Test
    void aLateralViewIsSkippedWithThatReason() throws Exception {
        assertThat(skippedFixture("lateral").path("reasonCode").asText()).isEqualTo("VIEW");
    }

    @Test
    void aHandIsSkippedWithThatReason() throws Exception {
        assertThat(skippedFixture("hand").path("reasonCode").asText()).isEqualTo("BODY_PART");
    }

    @Test
    void aSeriesThatNoRouteTakesSaysWhichClauseFailed() throws Exception {
        Path file = Path.of("test-fixtures/thorax-ct/001.dcm");
        send(file);
        String study = study(file);
        node.await("the CT to be routed", LIMIT, asked -> !routing(asked, study).isEmpty());
        assertThat(routing(node, study)).isEqualTo("route bone-suppression: Modality is CT, not CR or DX");
        assertThat(node.jobs(study)).isEmpty();
    }

    @Test
    void aBadQuestionOverRestIsAnsweredWithAProblemThatSaysWhatIsWrong() {
        JsonNode page = node.get("/api/jobs?size=0");
        assertThat(page.path("status").asInt()).isEqualTo(400);
        assertThat(page.path("detail").asText()).isEqualTo("size is 0 and must be from 1 to 500.");
        JsonNode state = node.get("/api/jobs?state=lost");
        assertThat(state.path("status").asInt()).isEqualTo(400);
        assertThat(state.path("detail").asText()).contains("'lost'", "SKIPPED");
        JsonNode study = node.get("/api/studies/2.25.1");
        assertThat(study.path("status").asInt()).isEqualTo(404);
        assertThat(study.path("detail").asText()).isEqualTo("This node never received study 2.25.1.");
    }

    @Test
    void healthAndMetricsSayHowTheNodeIs() {
        send(Path.of("test-fixtures/head-mr/t1/003.dcm"));
        assertThat(node.get("/q/health").path("checks"))
                .extracting(check -> check.path("name").asText())
                .contains("DICOM port", "Database connections health check");
        assertThat(node.text("/q/metrics"))
                .containsPattern("afterimage_receive_seconds_count\\{status=\"success\"\\} [1-9]");
    }

    private static List<String> filesUnder(String name) throws IOException {
        try (var files = Files.walk(folder.resolve(name))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .toList();
        }
    }

    private static String routing(NodeProcess asked, String study) {
        return asked.get("/api/studies/" + study)
                .path("series")
                .path(0)
                .path("routing")
                .asText("");
    }

    private static JsonNode skippedFixture(String name) throws Exception {
        Path file = REFUSED.resolve(name).resolve("001.dcm");
        return skipped(file, study(file));
    }

    private static JsonNode skipped(Path file, String study) throws Exception {
        send(file);
        JsonNode job = node.awaitJob(study, LIMIT);
        assertThat(job.path("state").asText()).as(job.toString()).isEqualTo("SKIPPED");
        assertThat(job.path("reason").asText()).endsWith(".").hasSizeGreaterThan(20);
        return job;
    }

    private static void send(Path file) {
        assertThat(answer(file).isStored()).isTrue();
    }

    private static DeliveryAnswer answer(Path file) {
        try {
            StoreDelivery sender = new StoreDelivery(NETWORK, "KNOWN", Timeouts.defaults());
            return sender.send(List.of(file), remote("AFTERIMAGE")).get(0);
        } catch (IOException e) {
            throw new AssertionError("the fixture can't be read", e);
        }
    }

    private static String study(Path file) throws IOException {
        return Part10.readHeader(file, Limits.defaults())
                .dataSet()
                .string(Tag.STUDY_INSTANCE_UID)
                .orElseThrow();
    }

    private static RemoteAe remote(String aeTitle) {
        return new RemoteAe(aeTitle, "127.0.0.1", node.dicomPort());
    }
}

package org.afterimage.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.io.TransferSyntax;
import org.afterimage.testing.OrthancPeer;
import org.afterimage.testing.ProcessPeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Query, retrieval and storage commitment against a real Orthanc, both ways. */
@Tag("interoperation")
class OrthancServicesTest {

    private static final TransferSyntax EXPLICIT = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
    private static final AssociationSettings SETTINGS = AssociationSettings.of(TestNode.AE_TITLE, TestNode.PATIENT);
    private static final List<ProposedContext> CR = List.of(new ProposedContext(SopClass.CR_IMAGE, List.of(EXPLICIT)));
    private static final List<TestInstance> INSTANCES = IntStream.rangeClosed(1, 4)
            .mapToObj(number -> TestInstance.of(number, 40, 50, EXPLICIT))
            .toList();
    private static final SopReference SAFE =
            new SopReference(SopClass.CR_IMAGE, INSTANCES.get(0).sopInstanceUid());
    private static final SopReference MISSING = new SopReference(SopClass.CR_IMAGE, "2.25.77.4711");

    private final UpperLayerNetwork network = new UpperLayerNetwork();
    private final List<StorageCommitmentRequest> asked = new CopyOnWriteArrayList<>();

    @TempDir
    private Path folder;

    private TestNode node;
    private OrthancPeer orthanc;
    private RemoteAe remote;

    @BeforeEach
    void start() throws Exception {
        int port = ProcessPeer.freePort();
        remote = new RemoteAe("ORTHANC", "127.0.0.1", port);
        node = TestNode.with(
                network,
                services -> services.withStorageCommitment(new Archive()).withStorageCommitmentResults());
        orthanc = OrthancPeer.start(folder, port, node.listener().port());
        try (StoreSession session = network.openStore(SETTINGS.withOperationsWindow(4), remote, CR)) {
            List<Status> answers = new ArrayList<>();
            for (TestInstance instance : INSTANCES) {
                session.submit(
                        TestInstance.SOP_CLASS, instance.sopInstanceUid(), EXPLICIT, instance.stream(), answers::add);
            }
            session.awaitAnswers();
            assertThat(answers).hasSize(4).containsOnly(Status.SUCCESS);
        }
    }

    @AfterEach
    void stop() {
        orthanc.close();
        node.close();
    }

    /** Has {@link #SAFE} and nothing else. */
    private final class Archive implements StorageCommitmentService {

        @Override
        public Optional<RemoteAe> requestor(String callingAeTitle) {
            return callingAeTitle.equals("ORTHANC") ? Optional.of(remote) : Optional.empty();
        }

        @Override
        public StorageCommitmentResult check(StorageCommitmentRequest request) {
            asked.add(request);
            return new StorageCommitmentResult(
                    request.transactionUid(),
                    request.references().stream().filter(SAFE::equals).toList(),
                    request.references().stream()
                            .filter(reference -> !reference.equals(SAFE))
                            .map(reference ->
                                    new StorageCommitmentFailure(reference, FailureReason.NO_SUCH_OBJECT_INSTANCE))
                            .toList());
        }
    }

    @Test
    void aQueryFindsStudiesAndInstances() throws Exception {
        List<DataSet> studies = new ArrayList<>();
        DataSet keys = new DataSet()
                .putString(org.afterimage.dicom.data.Tag.PATIENT_NAME, "INVENTED*")
                .putEmpty(org.afterimage.dicom.data.Tag.STUDY_INSTANCE_UID);
        assertThat(network.find(SETTINGS, remote, Query.of(QueryRetrieveLevel.STUDY, keys), studies::add))
                .isEqualTo(new FindResult(Status.SUCCESS, 1, false));
        assertThat(studies.get(0).string(org.afterimage.dicom.data.Tag.STUDY_INSTANCE_UID))
                .contains("2.25.77");
        List<String> uids = new ArrayList<>();
        DataSet images = study().putString(org.afterimage.dicom.data.Tag.SERIES_INSTANCE_UID, "2.25.77.0")
                .putEmpty(org.afterimage.dicom.data.Tag.SOP_INSTANCE_UID);
        network.find(
                SETTINGS,
                remote,
                Query.of(QueryRetrieveLevel.IMAGE, images),
                match -> uids.add(match.string(org.afterimage.dicom.data.Tag.SOP_INSTANCE_UID)
                        .orElseThrow()));
        assertThat(uids)
                .containsExactlyInAnyOrderElementsOf(
                        INSTANCES.stream().map(TestInstance::sopInstanceUid).toList());
    }

    @Test
    void aMoveBringsTheStudyToOurListener() throws Exception {
        RetrieveResult result = network.move(
                SETTINGS,
                remote,
                Retrieval.of(QueryRetrieveLevel.STUDY, study()),
                TestNode.AE_TITLE,
                RetrieveObserver.NONE);
        assertThat(result.isComplete()).as(result + "\n" + orthanc.output()).isTrue();
        assertThat(result.subOperations().completed()).isEqualTo(4);
        assertThat(node.received()).hasSize(4);
        assertThat(node.received().get(0).request().moveOriginatorAeTitle()).isEqualTo(TestNode.AE_TITLE);
    }

    @Test
    void aGetBringsTheStudyOverItsOwnAssociation() throws Exception {
        Map<String, byte[]> fetched = new TreeMap<>();
        RetrieveResult result = network.get(
                SETTINGS,
                remote,
                Retrieval.of(QueryRetrieveLevel.STUDY, study()),
                CR,
                (request, dataSet) -> {
                    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                    dataSet.transferTo(bytes);
                    fetched.put(request.sopInstanceUid(), bytes.toByteArray());
                    return Status.SUCCESS;
                },
                RetrieveObserver.NONE);
        assertThat(result.isComplete()).as(result + "\n" + orthanc.output()).isTrue();
        assertThat(fetched).hasSize(4);
        for (TestInstance instance : INSTANCES) {
            assertThat(fetched.get(instance.sopInstanceUid())).isEqualTo(instance.dataSet());
        }
    }

    @Test
    void itsStorageCommitmentReachesUsOverTheAssociationThatItOpens() throws Exception {
        StorageCommitmentRequest request = StorageCommitmentRequest.of(List.of(SAFE, MISSING));
        StorageCommitmentResult result = network.commit(SETTINGS, remote, request, Duration.ofSeconds(30));
        assertThat(result.transactionUid()).isEqualTo(request.transactionUid());
        assertThat(result.committed()).containsExactly(SAFE);
        assertThat(result.failed())
                .containsExactly(new StorageCommitmentFailure(MISSING, FailureReason.NO_SUCH_OBJECT_INSTANCE));
    }

    @Test
    void ourStorageCommitmentReachesItOverTheAssociationThatWeOpen() throws Exception {
        JsonNode transaction = orthanc.post("/modalities/node/storage-commitment", """
                {"DicomInstances": [
                  {"SOPClassUID": "%s", "SOPInstanceUID": "%s"},
                  {"SOPClassUID": "%s", "SOPInstanceUID": "%s"}]}
                """.formatted(
                        SAFE.sopClassUid(), SAFE.sopInstanceUid(), MISSING.sopClassUid(), MISSING.sopInstanceUid()));
        String id = transaction.path("ID").asText();
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        JsonNode report = orthanc.get("/storage-commitment/" + id);
        while (report.path("Status").asText().equals("Pending") && System.nanoTime() < end) {
            Thread.sleep(50);
            report = orthanc.get("/storage-commitment/" + id);
        }
        assertThat(report.path("Status").asText())
                .as(report + "\n" + orthanc.output())
                .isEqualTo("Failure");
        assertThat(report.path("Success")).hasSize(1);
        assertThat(report.path("Success").get(0).path("SOPInstanceUID").asText())
                .isEqualTo(SAFE.sopInstanceUid());
        assertThat(report.path("Failures")).hasSize(1);
        assertThat(report.path("Failures").get(0).path("FailureReason").asInt()).isEqualTo(0x0112);
        assertThat(asked).hasSize(1);
        assertThat(asked.get(0).references()).containsExactlyInAnyOrder(SAFE, MISSING);
    }

    private static DataSet study() {
        return new DataSet().putString(org.afterimage.dicom.data.Tag.STUDY_INSTANCE_UID, "2.25.77");
    }
}

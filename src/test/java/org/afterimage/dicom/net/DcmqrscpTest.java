package org.afterimage.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.io.TransferSyntax;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Query and retrieval against dcmtk's dcmqrscp. */
@Tag("interoperation")
class DcmqrscpTest {

    private static final TransferSyntax EXPLICIT = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
    private static final AssociationSettings SETTINGS = AssociationSettings.of("TESTER", TestNode.PATIENT);
    private static final List<ProposedContext> CR = List.of(new ProposedContext(SopClass.CR_IMAGE, List.of(EXPLICIT)));
    private static final List<TestInstance> INSTANCES = IntStream.rangeClosed(1, 5)
            .mapToObj(number -> TestInstance.of(number, 40, 50, EXPLICIT))
            .toList();

    private final DicomNetwork network = new UpperLayerNetwork();

    @TempDir
    private Path folder;

    @Test
    void aQueryFindsWhatIsThere() throws Exception {
        try (Dcmqrscp archive = new Dcmqrscp(folder, 1)) {
            archive.store(INSTANCES);
            List<DataSet> studies = new ArrayList<>();
            DataSet keys = new DataSet()
                    .putString(org.afterimage.dicom.data.Tag.PATIENT_ID, "INV-1")
                    .putEmpty(org.afterimage.dicom.data.Tag.PATIENT_NAME)
                    .putEmpty(org.afterimage.dicom.data.Tag.STUDY_INSTANCE_UID);
            FindResult result =
                    network.find(SETTINGS, archive.remote(), Query.of(QueryRetrieveLevel.STUDY, keys), studies::add);
            assertThat(result).isEqualTo(new FindResult(Status.SUCCESS, 1, false));
            assertThat(result.isComplete()).isTrue();
            assertThat(studies.get(0).string(org.afterimage.dicom.data.Tag.PATIENT_NAME))
                    .contains("Invented^Patient");
            assertThat(studies.get(0).string(org.afterimage.dicom.data.Tag.STUDY_INSTANCE_UID))
                    .contains("2.25.77");
            assertThat(studies.get(0).string(org.afterimage.dicom.data.Tag.QUERY_RETRIEVE_LEVEL))
                    .contains("STUDY");
        }
    }

    @Test
    void aQueryForNothingEndsWithoutMatches() throws Exception {
        try (Dcmqrscp archive = new Dcmqrscp(folder, 1)) {
            DataSet keys = new DataSet().putString(org.afterimage.dicom.data.Tag.PATIENT_ID, "NOBODY");
            FindResult result =
                    network.find(SETTINGS, archive.remote(), Query.of(QueryRetrieveLevel.STUDY, keys), match -> true);
            assertThat(result).isEqualTo(new FindResult(Status.SUCCESS, 0, false));
        }
    }

    @Test
    void aQueryIsCutAtItsMostMatches() throws Exception {
        try (Dcmqrscp archive = new Dcmqrscp(folder, 1)) {
            archive.store(INSTANCES);
            List<DataSet> matches = new ArrayList<>();
            FindResult result = network.find(
                    SETTINGS,
                    archive.remote(),
                    Query.of(QueryRetrieveLevel.IMAGE, imageKeys()).withMaxMatches(2),
                    matches::add);
            assertThat(matches).hasSize(2);
            assertThat(result.matches()).isEqualTo(2);
            assertThat(result.cancelled()).isTrue();
            assertThat(result.isComplete()).isFalse();
        }
    }

    @Test
    void aMoveSendsTheStudyToItsDestination() throws Exception {
        try (TestNode destination = TestNode.named(Dcmqrscp.DESTINATION);
                Dcmqrscp archive = new Dcmqrscp(folder, destination.listener().port())) {
            archive.store(INSTANCES);
            List<SubOperations> reports = new ArrayList<>();
            RetrieveResult result = network.move(
                    SETTINGS,
                    archive.remote(),
                    Retrieval.of(QueryRetrieveLevel.STUDY, studyKey()),
                    Dcmqrscp.DESTINATION,
                    reports::add);
            assertThat(result.isComplete()).as(result + "\n" + archive.output()).isTrue();
            assertThat(result.subOperations().completed()).isEqualTo(5);
            assertThat(result.subOperations().failed()).isZero();
            assertThat(reports).isNotEmpty();
            assertThat(reports.get(0).remaining()).isBetween(1, 5);
            assertThat(destination.received()).hasSize(5);
            assertThat(destination.received().get(0).request().moveOriginatorAeTitle())
                    .isEqualTo("TESTER");
        }
    }

    @Test
    void aMoveToSomebodyUnknownFailsWithTheStatusOfTheStandard() throws Exception {
        try (Dcmqrscp archive = new Dcmqrscp(folder, 1)) {
            archive.store(INSTANCES);
            RetrieveResult result = network.move(
                    SETTINGS,
                    archive.remote(),
                    Retrieval.of(QueryRetrieveLevel.STUDY, studyKey()),
                    "NOBODY",
                    RetrieveObserver.NONE);
            assertThat(result.status().code()).isEqualTo(0xA801);
            assertThat(result.isComplete()).isFalse();
        }
    }

    @Test
    void aGetBringsTheInstancesByteForByte() throws Exception {
        try (Dcmqrscp archive = new Dcmqrscp(folder, 1)) {
            archive.store(INSTANCES);
            Map<String, byte[]> fetched = new TreeMap<>();
            RetrieveResult result = network.get(
                    SETTINGS,
                    archive.remote(),
                    Retrieval.of(QueryRetrieveLevel.STUDY, studyKey()),
                    CR,
                    (request, dataSet) -> {
                        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                        dataSet.transferTo(bytes);
                        fetched.put(request.sopInstanceUid(), bytes.toByteArray());
                        assertThat(request.callingAeTitle()).isEqualTo("QRSCP");
                        return Status.SUCCESS;
                    },
                    RetrieveObserver.NONE);
            assertThat(result.isComplete()).as(result + "\n" + archive.output()).isTrue();
            assertThat(fetched).hasSize(5);
            for (TestInstance instance : INSTANCES) {
                assertThat(fetched.get(instance.sopInstanceUid())).isEqualTo(instance.dataSet());
            }
        }
    }

    @Test
    void aGetThatThisSideCancelsEndsEarly() throws Exception {
        try (Dcmqrscp archive = new Dcmqrscp(folder, 1)) {
            archive.store(INSTANCES);
            RetrieveResult result = network.get(
                    SETTINGS,
                    archive.remote(),
                    Retrieval.of(QueryRetrieveLevel.STUDY, studyKey()),
                    CR,
                    (request, dataSet) -> Status.SUCCESS,
                    progress -> false);
            assertThat(result.status().isCancel())
                    .as(result + "\n" + archive.output())
                    .isTrue();
            assertThat(result.isComplete()).isFalse();
        }
    }

    @Test
    void aGetWhoseInstancesHaveNoContextIsRefusedBeforeItIsAsked() throws Exception {
        List<ProposedContext> unknown =
                List.of(new ProposedContext("2.25.4711", List.of(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN)));
        try (Dcmqrscp archive = new Dcmqrscp(folder, 1)) {
            assertThatThrownBy(() -> network.get(
                            SETTINGS,
                            archive.remote(),
                            Retrieval.of(QueryRetrieveLevel.STUDY, studyKey()),
                            unknown,
                            (request, dataSet) -> Status.SUCCESS,
                            RetrieveObserver.NONE))
                    .isInstanceOf(NotNegotiatedException.class)
                    .hasMessageContaining("none of the storage SOP classes");
        }
    }

    private static DataSet studyKey() {
        return new DataSet().putString(org.afterimage.dicom.data.Tag.STUDY_INSTANCE_UID, "2.25.77");
    }

    private static DataSet imageKeys() {
        return studyKey()
                .putString(org.afterimage.dicom.data.Tag.SERIES_INSTANCE_UID, "2.25.77.0")
                .putEmpty(org.afterimage.dicom.data.Tag.SOP_INSTANCE_UID);
    }
}

package org.afterimage.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Element;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.DicomObject;
import org.afterimage.dicom.io.Limits;
import org.afterimage.dicom.io.Part10;
import org.afterimage.testing.NodeProcess;
import org.afterimage.testing.OrthancPeer;
import org.afterimage.testing.Peers;
import org.afterimage.testing.ProcessPeer;
import org.afterimage.testing.Validator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A real PACS sends the fixtures to the node and gets the derived series back. */
class OrthancRoundTripIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Path FIXTURES = Path.of("test-fixtures").toAbsolutePath();
    /** What must come back as it went, byte for byte, in the source's own character set. */
    private static final int[] PATIENT_AND_STUDY_TEXT = {
        Tag.SPECIFIC_CHARACTER_SET,
        Tag.PATIENT_NAME,
        Tag.PATIENT_ID,
        Tag.PATIENT_BIRTH_DATE,
        Tag.PATIENT_SEX,
        Tag.STUDY_INSTANCE_UID,
        Tag.STUDY_DATE,
        Tag.STUDY_TIME,
        Tag.STUDY_ID,
        Tag.STUDY_DESCRIPTION,
        Tag.ACCESSION_NUMBER,
        Tag.REFERRING_PHYSICIAN_NAME
    };

    @TempDir
    private Path folder;

    static Stream<Arguments> radiographs() {
        return Stream.of(Arguments.of("chest-dx"), Arguments.of("chest-cr"));
    }

    @ParameterizedTest
    @MethodSource("radiographs")
    void aRadiographComesBackAsADerivedSeriesOfItsStudy(String fixture) throws Exception {
        Peers.require("Orthanc");
        Path source = FIXTURES.resolve(fixture).resolve("001.dcm");
        int pacsPort = ProcessPeer.freePort();
        NodeProcess.Setup setup = NodeProcess.Setup.write(folder.resolve("node"), "ORTHANC", pacsPort, "");
        try (OrthancPeer orthanc = OrthancPeer.start(folder.resolve("orthanc"), pacsPort, setup.dicomPort());
                NodeProcess node = NodeProcess.start(setup)) {
            String study = orthanc.upload(source).path("ParentStudy").asText();
            orthanc.sendStudy(study);
            String studyUid = header(source).string(Tag.STUDY_INSTANCE_UID).orElseThrow();
            JsonNode job = node.awaitJob(studyUid, LIMIT);
            assertThat(job.path("state").asText()).as(job.toString()).isEqualTo("SENT");

            List<String> instances = instances(orthanc, study);
            assertThat(instances).as("source and derived instance in the PACS").hasSize(2);
            List<Path> files = new ArrayList<>();
            for (String instance : instances) {
                files.add(orthanc.download(instance, folder.resolve(instance + ".dcm")));
            }
            Path derived = derivedOf(files);
            DicomObject object = Part10.read(derived, Limits.defaults());
            checkText(header(source), object.dataSet());
            assertThat(Validator.errors(derived)).isEmpty();
            assertThat(Validator.inconsistencies(folder, files)).isEmpty();
            checkThatDcmtkDecodes(derived, object);
            checkReferences(header(source), object.dataSet());

            resendChangesNothing(orthanc, node, study, studyUid, instances);
        }
    }

    /**
     * The PACS now sends the derived series too, which the node must not process; then all of it once more. The PACS keeps the very same
     * instances each time.
     */
    private void resendChangesNothing(
            OrthancPeer orthanc, NodeProcess node, String study, String studyUid, List<String> before)
            throws IOException, InterruptedException {
        JsonNode made = node.jobs(studyUid).get(0);
        orthanc.sendStudy(study);
        node.await("the job of the derived series to end", LIMIT, asked -> {
            JsonNode jobs = asked.jobs(studyUid);
            return jobs.size() == 2 && !jobs.get(0).path("endedAt").isNull();
        });
        JsonNode jobs = node.jobs(studyUid);
        assertThat(jobs.get(0).path("state").asText()).isEqualTo("SKIPPED");
        assertThat(jobs.get(0).path("reasonCode").asText()).isEqualTo("OWN_OUTPUT");
        assertThat(jobs.get(1)).as("the job that made the series is untouched").isEqualTo(made);
        assertThat(instances(orthanc, study)).containsExactlyInAnyOrderElementsOf(before);

        orthanc.sendStudy(study);
        // Longer than the quiet time and the poll of the router, so that another job would have been made.
        Thread.sleep(4000);
        assertThat(node.jobs(studyUid)).isEqualTo(jobs);
        assertThat(instances(orthanc, study)).containsExactlyInAnyOrderElementsOf(before);
    }

    private static void checkText(DataSet source, DataSet derived) {
        for (int tag : PATIENT_AND_STUDY_TEXT) {
            assertThat(bytes(derived, tag)).as(Tag.toString(tag)).isEqualTo(bytes(source, tag));
        }
        assertThat(bytes(source, Tag.PATIENT_NAME)).isNotEmpty();
    }

    private static void checkReferences(DataSet source, DataSet derived) {
        assertThat(derived.string(Tag.SYNTHETIC_DATA)).contains("YES");
        DataSet reference = derived.item(Tag.SOURCE_IMAGE_SEQUENCE).orElseThrow();
        assertThat(reference.string(Tag.REFERENCED_SOP_INSTANCE_UID)).isEqualTo(source.string(Tag.SOP_INSTANCE_UID));
        assertThat(derived.string(Tag.SERIES_INSTANCE_UID)).isNotEqualTo(source.string(Tag.SERIES_INSTANCE_UID));
    }

    private void checkThatDcmtkDecodes(Path derived, DicomObject object) throws IOException {
        Path picture = folder.resolve("derived.pgm");
        ProcessPeer.Result result =
                ProcessPeer.run(folder, Duration.ofSeconds(30), "dcm2pnm", "+Wm", "+op", derived, picture);
        assertThat(result.exitStatus()).as(result.output()).isZero();
        int rows = object.dataSet().integer(Tag.ROWS).orElseThrow();
        int columns = object.dataSet().integer(Tag.COLUMNS).orElseThrow();
        assertThat(Files.size(picture)).isGreaterThan((long) rows * columns);
    }

    private static Path derivedOf(List<Path> files) throws IOException {
        for (Path file : files) {
            if (header(file).contains(Tag.SYNTHETIC_DATA)) {
                return file;
            }
        }
        throw new AssertionError("none of the PACS's instances is marked as synthetic");
    }

    private static byte[] bytes(DataSet dataSet, int tag) {
        return dataSet.get(tag)
                .map(Element.Value.class::cast)
                .map(Element.Value::bytes)
                .orElse(new byte[0]);
    }

    private static DataSet header(Path file) throws IOException {
        return Part10.readHeader(file, Limits.defaults()).dataSet();
    }

    private static List<String> instances(OrthancPeer orthanc, String study) throws IOException, InterruptedException {
        JsonNode answer = orthanc.get("/studies/" + study + "/instances");
        return StreamSupport.stream(answer.spliterator(), false)
                .map(instance -> instance.path("ID").asText())
                .toList();
    }
}

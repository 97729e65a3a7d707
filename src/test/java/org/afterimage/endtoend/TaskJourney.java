package org.afterimage.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Element;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.DicomObject;
import org.afterimage.dicom.io.Limits;
import org.afterimage.dicom.io.Part10;
import org.afterimage.testing.NodeProcess;
import org.afterimage.testing.OrthancPeer;
import org.afterimage.testing.ProcessPeer;
import org.afterimage.testing.Validator;

/** A real PACS and a node with routes to some models; studies go from the one to the other and come back with derived series. */
final class TaskJourney implements AutoCloseable {
    private static final Path FIXTURES = Path.of("test-fixtures").toAbsolutePath();
    private static final Duration LIMIT = Duration.ofMinutes(5);

    /** What must come back as it went, byte for byte, in the source's own character set. */
    private static final int[] PATIENT_STUDY_AND_PLACE = {
        Tag.SPECIFIC_CHARACTER_SET,
        Tag.PATIENT_NAME,
        Tag.PATIENT_ID,
        Tag.PATIENT_BIRTH_DATE,
        Tag.PATIENT_SEX,
        Tag.STUDY_INSTANCE_UID,
        Tag.STUDY_DATE,
        Tag.STUDY_DESCRIPTION,
        Tag.ACCESSION_NUMBER,
        Tag.REFERRING_PHYSICIAN_NAME,
        Tag.FRAME_OF_REFERENCE_UID,
        Tag.IMAGE_POSITION_PATIENT,
        Tag.IMAGE_ORIENTATION_PATIENT,
        Tag.PIXEL_SPACING,
        Tag.SLICE_THICKNESS,
        Tag.SLICE_LOCATION,
        Tag.PATIENT_POSITION,
        Tag.INSTANCE_NUMBER,
        Tag.ROWS,
        Tag.COLUMNS
    };

    private final Path folder;
    private final OrthancPeer orthanc;
    private final NodeProcess node;

    private TaskJourney(Path folder, OrthancPeer orthanc, NodeProcess node) {
        this.folder = folder;
        this.orthanc = orthanc;
        this.node = node;
    }

    /** Starts both; skipped aloud when there is no Orthanc, or one of the model packages is not in this repository. */
    static TaskJourney start(Path folder, String modality, String... models) throws Exception {
        for (String model : models) {
            assumeTrue(Files.isDirectory(Path.of("models", model)), "the model package " + model + " is not here");
        }
        int pacsPort = ProcessPeer.freePort();
        NodeProcess.Setup setup = NodeProcess.Setup.write(folder.resolve("node"), "ORTHANC", pacsPort, "")
                .withRoutes(modality, "ORTHANC", models)
                .withChangeMaps();
        OrthancPeer orthanc = OrthancPeer.start(folder.resolve("orthanc"), pacsPort, setup.dicomPort());
        try {
            return new TaskJourney(folder, orthanc, NodeProcess.start(setup));
        } catch (AssertionError | IOException e) {
            orthanc.close();
            throw e;
        }
    }

    /** The files of a fixture, by name. */
    static List<Path> files(String fixture) throws IOException {
        try (Stream<Path> files = Files.walk(FIXTURES.resolve(fixture))) {
            return files.filter(file -> file.toString().endsWith(".dcm"))
                    .sorted()
                    .toList();
        }
    }

    /** The instances of one folder of a fixture, without those of folders below. */
    static List<DicomObject> series(String fixture) throws IOException {
        List<DicomObject> instances = new ArrayList<>();
        for (Path file : files(fixture)) {
            if (file.getParent().equals(FIXTURES.resolve(fixture))) {
                instances.add(Part10.read(file, Limits.defaults()));
            }
        }
        return instances;
    }

    /**
     * Puts a study into the PACS, has it sent to the node, and waits until its jobs have ended.
     *
     * @param jobs how many there will be
     * @return the jobs, as REST shows them
     */
    List<JsonNode> send(String fixture, int jobs) throws Exception {
        return send(fixture, files(fixture), jobs);
    }

    /** The same with files that are no fixture. */
    List<JsonNode> send(String name, List<Path> files, int jobs) throws Exception {
        String study = "";
        for (Path file : files) {
            study = orthanc.upload(file).path("ParentStudy").asText();
        }
        orthanc.sendStudy(study);
        String uid = header(files.get(0)).string(Tag.STUDY_INSTANCE_UID).orElseThrow();
        node.await(jobs + " jobs of " + name + " to end", LIMIT, asked -> {
            List<JsonNode> found = list(asked.jobs(uid));
            return found.size() >= jobs
                    && found.stream().noneMatch(job -> job.path("endedAt").isNull());
        });
        List<JsonNode> ended = list(node.jobs(uid));
        assertThat(ended).as(ended.toString()).hasSize(jobs);
        return ended;
    }

    /** The derived series of a job, taken from the PACS, in the order of Instance Number. */
    List<DicomObject> derived(JsonNode job, int expected) throws Exception {
        return series(job, false, expected);
    }

    /** The change map of a job's result, likewise. */
    List<DicomObject> changeMap(JsonNode job, int expected) throws Exception {
        return series(job, true, expected);
    }

    private List<DicomObject> series(JsonNode job, boolean change, int expected) throws Exception {
        assertThat(job.path("state").asText()).as(job.toString()).isEqualTo("SENT");
        List<DicomObject> instances = new ArrayList<>();
        for (JsonNode series : job.path("derived")) {
            if (series.path("description").asText().startsWith("AI change map") != change) {
                continue;
            }
            for (JsonNode instance : series.path("instances")) {
                String uid = instance.path("sopInstanceUid").asText();
                String id = orthanc.lookUp(uid).orElseThrow(() -> new AssertionError("the PACS has no " + uid));
                Path file = orthanc.download(id, folder.resolve(uid + ".dcm"));
                assertThat(Validator.errors(file)).as(file.toString()).isEmpty();
                instances.add(Part10.read(file, Limits.defaults()));
            }
        }
        assertThat(instances).hasSize(expected);
        instances.sort(Comparator.comparingInt(
                instance -> instance.dataSet().integer(Tag.INSTANCE_NUMBER).orElseThrow()));
        return instances;
    }

    /** The file of an instance that was taken from the PACS. */
    Path file(DicomObject derived) {
        return folder.resolve(derived.sopInstanceUid() + ".dcm");
    }

    /** dcentvfy's verdict on a study and what was derived from it. */
    void checkConsistent(String fixture, List<DicomObject> derived) throws IOException {
        List<Path> all = new ArrayList<>(files(fixture));
        derived.forEach(instance -> all.add(file(instance)));
        assertThat(Validator.inconsistencies(folder, all)).isEmpty();
    }

    /** Each derived instance lies where its source lies, is the same patient's, and says that it is synthetic. */
    static void checkInStep(List<DicomObject> sources, List<DicomObject> derived) {
        Map<Integer, DataSet> byNumber = new HashMap<>();
        sources.forEach(source ->
                byNumber.put(source.dataSet().integer(Tag.INSTANCE_NUMBER).orElseThrow(), source.dataSet()));
        for (DicomObject instance : derived) {
            DataSet source =
                    byNumber.get(instance.dataSet().integer(Tag.INSTANCE_NUMBER).orElseThrow());
            for (int tag : PATIENT_STUDY_AND_PLACE) {
                assertThat(bytes(instance.dataSet(), tag)).as(Tag.toString(tag)).isEqualTo(bytes(source, tag));
            }
            assertThat(bytes(source, Tag.PATIENT_NAME)).isNotEmpty();
            assertThat(instance.dataSet().string(Tag.SYNTHETIC_DATA)).contains("YES");
            assertThat(instance.dataSet().string(Tag.SERIES_INSTANCE_UID))
                    .isNotEqualTo(source.string(Tag.SERIES_INSTANCE_UID));
        }
    }

    /** The SOP Instance UIDs that a derived instance names as its sources. */
    static List<String> references(DicomObject derived) {
        return derived.dataSet().items(Tag.SOURCE_IMAGE_SEQUENCE).stream()
                .map(item -> item.string(Tag.REFERENCED_SOP_INSTANCE_UID).orElseThrow())
                .toList();
    }

    @Override
    public void close() {
        try {
            node.close();
        } finally {
            orthanc.close();
        }
    }

    private static List<JsonNode> list(JsonNode array) {
        List<JsonNode> items = new ArrayList<>();
        array.forEach(items::add);
        return items;
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
}

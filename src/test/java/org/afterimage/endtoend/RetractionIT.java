package org.afterimage.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.afterimage.database.OpenedDatabase;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.Limits;
import org.afterimage.dicom.io.Part10;
import org.afterimage.fault.FaultPoint;
import org.afterimage.testing.NodeProcess;
import org.afterimage.testing.OrthancPeer;
import org.afterimage.testing.Peers;
import org.afterimage.testing.ProcessPeer;
import org.afterimage.testing.Python;
import org.afterimage.testing.Validator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real node sent to a real PACS is withdrawn, before all of it was sent and after, and the PACS is told of exactly what it has. */
class RetractionIT {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Path CR = Path.of("test-fixtures/chest-cr/001.dcm").toAbsolutePath();
    private static final Path CT = Path.of("test-fixtures/thorax-ct").toAbsolutePath();
    private static final String BONES = "chest-bone-suppression";
    private static final String KERNEL = "ct-kernel-smooth-to-sharp";
    private static final String KEY_OBJECT_SELECTION = "1.2.840.10008.5.1.4.1.1.88.59";

    @TempDir
    private Path folder;

    private NodeProcess.Setup setup;

    private record Ended(int code, String words) {}

    @Test
    void aWithdrawnSeriesIsRejectedInThePacsAndGoesNowhereAnyMore() throws Exception {
        Peers.require("Orthanc");
        int pacsPort = ProcessPeer.freePort();
        setup = NodeProcess.Setup.write(folder.resolve("node"), "ORTHANC", pacsPort, "");
        try (OrthancPeer orthanc = OrthancPeer.start(folder.resolve("orthanc"), pacsPort, setup.dicomPort());
                NodeProcess node = NodeProcess.start(setup)) {
            orthanc.sendStudy(orthanc.upload(CR).path("ParentStudy").asText());
            JsonNode job = node.awaitJob(uid(CR, Tag.STUDY_INSTANCE_UID), LIMIT);
            assertThat(job.path("state").asText()).as(job.toString()).isEqualTo("SENT");
            String version = BONES + "@" + job.path("model").path("version").asText();
            String series =
                    job.path("derived").path(0).path("seriesInstanceUid").asText();
            String derived = sopInstances(job).get(0);

            checkRefusals(node, version);
            Ended dry = afterimage("retract", "--model", version, "--dry-run");
            assertThat(dry.code()).as(dry.words()).isZero();
            assertThat(dry.words())
                    .contains(series, "at ORTHANC", "1 series (model " + version + ") would be withdrawn");
            assertThat(node.get(path(job)).path("state").asText()).isEqualTo("SENT");

            Ended done =
                    afterimage("retract", "--model", version, "--by", "Dr. Example", "--reason", "A vessel is gone");
            assertThat(done.code()).as(done.words()).isZero();
            assertThat(done.words()).contains("Retraction 1: 1 series", "withdrawn by Dr. Example: A vessel is gone");
            JsonNode note = awaitNotes(node, 1, 1).path(0);
            checkNote(orthanc, job, note.path("sopInstanceUid").asText());
            checkMarked(node, job, derived, note.path("sopInstanceUid").asText());
            checkRecord(node);
            assertThat(afterimage("retract", "--series", series, "--by", "Dr. Example", "--reason", "Again"))
                    .satisfies(again -> assertThat(again.code()).isEqualTo(1))
                    .satisfies(again -> assertThat(again.words()).contains("Nothing was made that is not withdrawn"));
        }
    }

    /** A destination that takes twelve slices so slowly that some of them are not sent when the series is withdrawn. */
    @Test
    void whatIsWithdrawnWhileItIsSentIsRejectedAsFarAsItCame() throws Exception {
        Peers.require("Orthanc");
        int pacsPort = ProcessPeer.freePort();
        setup = NodeProcess.Setup.write(folder.resolve("node"), "ORTHANC", pacsPort, "")
                .withRoutes("CT", "ORTHANC", KERNEL)
                .withDestination("maxMegabitsPerSecond: 1, maxAssociations: 1");
        try (OrthancPeer orthanc = OrthancPeer.start(folder.resolve("orthanc"), pacsPort, setup.dicomPort());
                NodeProcess node = NodeProcess.start(setup)) {
            String study = "";
            try (Stream<Path> files = Files.list(CT)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    study = orthanc.upload(file).path("ParentStudy").asText();
                }
            }
            orthanc.sendStudy(study);
            String studyUid = uid(CT.resolve("001.dcm"), Tag.STUDY_INSTANCE_UID);
            node.await("some slices to be sent and others not", LIMIT, any -> {
                JsonNode job = any.jobs(studyUid).path(0);
                return job.path("state").asText().equals("DELIVERING") && stored(job) >= 2;
            });
            Ended done = afterimage(
                    "retract",
                    "--route",
                    KERNEL,
                    "--from",
                    "2020-01-01",
                    "--by",
                    "Dr. Example",
                    "--reason",
                    "The kernel is too sharp");
            assertThat(done.code()).as(done.words()).isZero();
            JsonNode job = node.get("/api/jobs/1");
            assertThat(stored(job))
                    .as(job.toString())
                    .isLessThan(sopInstances(job).size());

            // What was under way then is stored within seconds, and has a note of its own.
            TimeUnit.SECONDS.sleep(5);
            awaitNotes(node, 1, 1);
            Set<String> rejected = new TreeSet<>();
            for (JsonNode note : node.get("/api/retractions/1").path("notes")) {
                rejected.addAll(listed(note(orthanc, note.path("sopInstanceUid").asText())));
            }
            Set<String> atThePacs = new TreeSet<>();
            for (String uid : sopInstances(job)) {
                if (orthanc.lookUp(uid).isPresent()) {
                    atThePacs.add(uid);
                }
            }
            assertThat(atThePacs).isNotEmpty().hasSizeLessThan(sopInstances(job).size());
            assertThat(rejected).isEqualTo(atThePacs);
            JsonNode verified = node.get("/api/provenance/verify");
            assertThat(verified.path("findings")).as(verified.toString()).isEmpty();
        }
    }

    /** A node that is killed when the PACS has stored the first of twelve slices and has not been heard: nobody knows that it has it. */
    @Test
    void whatThePacsMayHaveStoredUnheardIsRejectedInANoteOfItsOwn() throws Exception {
        Peers.require("Orthanc");
        int pacsPort = ProcessPeer.freePort();
        setup = NodeProcess.Setup.write(folder.resolve("node"), "ORTHANC", pacsPort, "")
                .withRoutes("CT", "ORTHANC", KERNEL);
        String studyUid = uid(CT.resolve("001.dcm"), Tag.STUDY_INSTANCE_UID);
        try (OrthancPeer orthanc = OrthancPeer.start(folder.resolve("orthanc"), pacsPort, setup.dicomPort())) {
            String study = "";
            try (Stream<Path> files = Files.list(CT)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    study = orthanc.upload(file).path("ParentStudy").asText();
                }
            }
            NodeProcess killed = NodeProcess.start(
                    setup, List.of("-D" + FaultPoint.PROPERTY + "=" + FaultPoint.STORED_BEFORE_COMMIT));
            orthanc.sendStudy(study);
            assertThat(killed.awaitEnd(LIMIT)).as("the node has ended").isPresent();
        }
        String unheard;
        try (NodeProcess node = NodeProcess.start(setup)) { // the PACS is away now
            node.await(
                    "the destination to be found down",
                    LIMIT,
                    any -> any.jobs(studyUid)
                            .path(0)
                            .path("reasonCode")
                            .asText()
                            .equals("DESTINATION_DOWN"));
            JsonNode job = node.jobs(studyUid).path(0);
            unheard = sopInstances(job).get(0);
            JsonNode deliveries =
                    job.path("derived").path(0).path("instances").path(0).path("deliveries");
            assertThat(deliveries.path(0).path("outcome").asText())
                    .as(deliveries.toString())
                    .isEqualTo("UNANSWERED");
            Ended done = afterimage("retract", "--route", KERNEL, "--by", "Dr. Example", "--reason", "Too sharp");
            assertThat(done.code()).as(done.words()).isZero();
            try (OrthancPeer orthanc = OrthancPeer.start(folder.resolve("orthanc"), pacsPort, setup.dicomPort())) {
                JsonNode notes = awaitNotes(node, 1, 1);
                assertThat(notes).hasSize(1);
                assertThat(listed(note(
                                orthanc, notes.path(0).path("sopInstanceUid").asText())))
                        .containsExactly(unheard);
                assertThat(orthanc.lookUp(unheard)).as("it has it indeed").isPresent();
            }
            assertThat(node.get("/api/provenance/verify").path("findings")).isEmpty();
        }
    }

    private void checkRefusals(NodeProcess node, String version) throws Exception {
        assertThat(afterimage("retract", "--by", "A", "--reason", "B").code()).isEqualTo(2);
        assertThat(afterimage("retract", "--model", version).words()).contains("Name who withdraws them and why");
        assertThat(afterimage("retract", "--from", "yesterday", "--dry-run").words())
                .contains("must be a time");
        assertThat(afterimage("retract", "--from", "2999-01-01", "--dry-run").code())
                .isEqualTo(1);
        assertThat(node.post("/api/retractions", "{\"model\": \"nobody\", \"dryRun\": true}")
                        .path("detail")
                        .asText())
                .contains("must be ID@VERSION");
        assertThat(node.post("/api/retractions", "{\"route\": \"bone-suppression\", \"person\": \"A\"}")
                        .path("status")
                        .asInt())
                .isEqualTo(400);
        assertThat(node.get("/api/retractions")).isEmpty();
        assertThat(node.get("/api/retractions/1").path("status").asInt()).isEqualTo(404);
    }

    /** Waits until a retraction has its notes and all of them are at their destinations. */
    private static JsonNode awaitNotes(NodeProcess node, int retraction, int atLeast) throws Exception {
        node.await("the rejection notes at the PACS", LIMIT, any -> {
            JsonNode notes = any.get("/api/retractions/" + retraction).path("notes");
            boolean all = notes.size() >= atLeast;
            for (JsonNode note : notes) {
                all &= note.path("state").asText().equals("SENT");
            }
            return all;
        });
        return node.get("/api/retractions/" + retraction).path("notes");
    }

    private void checkNote(OrthancPeer orthanc, JsonNode job, String uid) throws Exception {
        DataSet note = note(orthanc, uid);
        assertThat(listed(note)).containsExactlyElementsOf(sopInstances(job));
        DataSet source = Part10.readHeader(CR, Limits.defaults()).dataSet();
        for (int tag : new int[] {Tag.PATIENT_NAME, Tag.PATIENT_ID, Tag.STUDY_INSTANCE_UID}) {
            assertThat(note.get(tag)).isEqualTo(source.get(tag));
        }
        JsonNode read = orthanc.get("/instances/" + orthanc.lookUp(uid).orElseThrow() + "/simplified-tags");
        assertThat(read.path("ConceptNameCodeSequence")
                        .path(0)
                        .path("CodeValue")
                        .asText())
                .as("as Orthanc reads it")
                .isEqualTo("113001");
        Path file = folder.resolve(uid + ".dcm");
        assertThat(Validator.errors(file)).isEmpty();
        assertThat(ProcessPeer.run(folder, Duration.ofSeconds(30), "dsrdump", "-Er", "+Pc", file)
                        .output())
                .contains("(113001,DCM,\"Rejected for Quality Reasons\")");
        assertThat(Python.run(
                        List.of("pydicom"),
                        "import sys, pydicom; print(pydicom.dcmread(sys.argv[1]).ContentSequence[2].TextValue)",
                        file.toString()))
                .contains("A vessel is gone");
    }

    private void checkMarked(NodeProcess node, JsonNode sent, String derived, String note) throws Exception {
        JsonNode job = node.get(path(sent));
        assertThat(job.path("state").asText()).isEqualTo("RETRACTED");
        assertThat(job.path("retraction").path("person").asText()).isEqualTo("Dr. Example");
        JsonNode retried = node.post(path(sent) + "/retry", 409);
        assertThat(retried.path("detail").asText()).contains("is not sent again", "A vessel is gone");
        JsonNode noteJob = node.jobs(uid(CR, Tag.STUDY_INSTANCE_UID)).path(0);
        assertThat(noteJob.path("noteOfRetraction").asInt()).isEqualTo(1);
        node.post("/api/jobs/" + noteJob.path("id").asInt() + "/reprocess?model=" + BONES, 409);

        JsonNode story = node.get("/api/provenance/instances/" + derived).path(0);
        assertThat(story.path("retraction")
                        .path("notes")
                        .path(0)
                        .path("sopInstanceUid")
                        .asText())
                .isEqualTo(note);
        assertThat(node.get("/api/provenance/instances/" + derived + "/prov")
                        .path("wasInvalidatedBy")
                        .iterator()
                        .next()
                        .path("prov:entity")
                        .asText())
                .isEqualTo("dicom:" + derived);
        assertThat(provenance(derived).words()).contains("WITHDRAWN by Dr. Example", "ORTHANC is told by", note);
        assertThat(provenance(note).words())
                .contains("is a rejection note", "It lists 1 instance", derived, "Sent to ORTHANC");
        String version = sent.path("model").path("version").asText();
        assertThat(provenance("--model", BONES + "@" + version).words()).contains(derived, "WITHDRAWN");
        assertThat(afterimage("retract", "show", "1").words()).contains("ORTHANC is told of study", note, "SENT");
        assertThat(afterimage("retract", "list").words()).contains("Retraction 1 on", "rejection notes: 1.");
    }

    private void checkRecord(NodeProcess node) throws Exception {
        node.await("all that was recorded to be in the chain", LIMIT, any -> {
            JsonNode found = any.get("/api/provenance/verify");
            assertThat(found.path("findings")).as(found.toString()).isEmpty();
            return found.path("pendingEvents").asInt() == 0;
        });
        try (OpenedDatabase database = OpenedDatabase.open(folder.resolve("node/data/postgresql"));
                Statement statement = database.connection().createStatement()) {
            statement.executeUpdate("update retraction set person = 'Nobody'");
            assertThat(provenance("verify").words()).contains("ROW_CHANGED  retraction 1 was changed: person is");
            statement.executeUpdate("update retraction set person = 'Dr. Example'");
        }
    }

    private DataSet note(OrthancPeer orthanc, String uid) throws Exception {
        String id = orthanc.lookUp(uid).orElseThrow(() -> new AssertionError("the PACS has no note " + uid));
        DataSet note = Part10.read(orthanc.download(id, folder.resolve(uid + ".dcm")), Limits.defaults())
                .dataSet();
        assertThat(note.string(Tag.SOP_CLASS_UID)).contains(KEY_OBJECT_SELECTION);
        return note;
    }

    private static List<String> listed(DataSet note) {
        return note.items(Tag.CURRENT_REQUESTED_PROCEDURE_EVIDENCE_SEQUENCE).stream()
                .flatMap(study -> study.items(Tag.REFERENCED_SERIES_SEQUENCE).stream())
                .flatMap(series -> series.items(Tag.REFERENCED_SOP_SEQUENCE).stream())
                .map(reference ->
                        reference.string(Tag.REFERENCED_SOP_INSTANCE_UID).orElseThrow())
                .toList();
    }

    private static List<String> sopInstances(JsonNode job) {
        List<String> uids = new ArrayList<>();
        job.path("derived")
                .forEach(series -> series.path("instances")
                        .forEach(instance ->
                                uids.add(instance.path("sopInstanceUid").asText())));
        return uids;
    }

    private static int stored(JsonNode job) {
        int stored = 0;
        for (JsonNode instance : job.path("derived").path(0).path("instances")) {
            stored += instance.path("delivery").asText().equals("MADE") ? 0 : 1;
        }
        return stored;
    }

    private static String path(JsonNode job) {
        return "/api/jobs/" + job.path("id").asInt();
    }

    private Ended provenance(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("provenance"));
        command.addAll(List.of(words));
        command.addAll(List.of("--data", folder.resolve("node/data").toString()));
        return run(command);
    }

    private Ended afterimage(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(words));
        command.addAll(List.of("--port", Integer.toString(setup.httpPort())));
        command.addAll(List.of("--data", setup.folder().resolve("data").toString()));
        return run(command);
    }

    private static Ended run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(NodeProcess.command(command.toArray(String[]::new)))
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), printed);
    }

    private static String uid(Path file, int tag) throws IOException {
        return Part10.readHeader(file, Limits.defaults()).dataSet().string(tag).orElseThrow();
    }
}

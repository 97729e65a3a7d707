package org.afterimage.provenance.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.afterimage.node.NodeFolders;
import org.afterimage.provenance.chain.RecordedWork;
import org.afterimage.testing.Python;
import org.afterimage.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The story of one derived instance, from a real PostgreSQL. */
class StoryTest {
    @TempDir
    private static Path folder;

    private static TestDatabase database;

    @BeforeAll
    static void start() throws Exception {
        database = new TestDatabase(folder.resolve("postgresql"));
        RecordedWork.write(
                database.nodeSource("NODE1"), new NodeFolders(folder.resolve("data"), folder.resolve("models")));
        database.execute(
                "insert into configuration_version (node, digest, taken_at, origin, person, difference, node_yaml, remotes_yaml,"
                        + " routes_yaml) values ('NODE1', 'c0ffee', '2026-01-02 03:04:05Z', 'REST', 'Dr. Example', '', '', '', '');"
                        + " update job set configuration_version_id = 1 where id = 1");
    }

    @AfterAll
    static void stop() throws Exception {
        database.close();
    }

    @Test
    void aDerivedInstanceLeadsToItsSourcesModelParametersChecksDeliveriesAndPeople() throws SQLException {
        DerivedStory story = stories("2.25.2").get(0);
        assertThat(story.sources()).hasSize(1).first().satisfies(source -> {
            assertThat(source.sopInstanceUid()).isEqualTo("1.2.1.1.1");
            assertThat(source.callingAeTitle()).isEqualTo("SENDER");
        });
        assertThat(story.model()).isEqualTo(new DerivedStory.Model("chest-bone-suppression", "1.0.0", "abc", "Bones"));
        assertThat(story.parameterDigest()).isEqualTo("ff");
        assertThat(story.job().engine()).isEqualTo("OnnxRuntime");
        assertThat(story.job().node()).isEqualTo("NODE1");
        assertThat(story.gates())
                .extracting(DerivedStory.Gate::gate, DerivedStory.Gate::measured)
                .containsExactly(tuple("range", 0.123456789012345), tuple("noise", 0.5));
        assertThat(story.deliveries()).hasSize(1);
        assertThat(story.reviews()).extracting(DerivedStory.Review::person).containsExactly("Dr. Example");
        assertThat(String.join("\n", StoryWords.lines(story)))
                .contains(
                        "made from pixels " + story.sourcePixelSha256(),
                        "1.2.1.1.1, sent by SENDER (127.0.0.1) to AFTERIMAGE",
                        "Its route decided under configuration version 1 of NODE1, in force since 2026-01-02 03:04:05 UTC by"
                                + " Dr. Example (rest), SHA-256 c0ffee.",
                        "Model chest-bone-suppression 1.0.0 (Bones), weights SHA-256 abc.",
                        "PASS range: 0.123456789012345 (at most 0.2)",
                        "Sent to PACS on",
                        "Dr. Example decided on",
                        "Looked at it.")
                .doesNotContain("SIM1", "SIMULATED");
    }

    @Test
    void aModelVersionLeadsToAllThatItMade() throws SQLException {
        try (Connection connection = database.source().getConnection()) {
            StoryReader reader = new StoryReader(connection);
            assertThat(reader.outputs("chest-bone-suppression", "1.0.0"))
                    .hasSize(1)
                    .first()
                    .satisfies(output -> {
                        assertThat(output.sopInstanceUid()).isEqualTo("2.25.2");
                        assertThat(output.studyInstanceUid()).isEqualTo("1.2.1");
                        assertThat(output.delivered()).isTrue();
                    });
            assertThat(reader.outputs("chest-bone-suppression", "1.0.1")).isEmpty();
            assertThat(reader.of("1.2.1.1.1"))
                    .as("a received instance was not made here")
                    .isEmpty();
        }
    }

    @Test
    void aWithdrawnInstanceSaysSoAndLeadsToItsNotesWhichLeadBack() throws SQLException {
        DerivedStory.Retraction retraction = stories("2.25.2").get(0).retraction();
        assertThat(retraction.person()).isEqualTo("Dr. Example");
        assertThat(retraction.notes()).containsExactly(new DerivedStory.Note("2.25.4", "PACS", 2, "SENT", null));
        assertThat(String.join("\n", StoryWords.lines(stories("2.25.2").get(0))))
                .contains(
                        "WITHDRAWN by Dr. Example on",
                        "(route bones). Reason: A vessel went with the rib.",
                        "PACS is told by rejection note 2.25.4, job 2 SENT.");
        try (Connection connection = database.source().getConnection()) {
            StoryReader reader = new StoryReader(connection);
            assertThat(reader.outputs("chest-bone-suppression", "1.0.0").get(0).retracted())
                    .isTrue();
            NoteStory note = reader.notes("2.25.4").get(0);
            assertThat(note.rejected()).containsExactly("2.25.2");
            assertThat(note.studyInstanceUid()).isEqualTo("1.2.1");
            assertThat(String.join("\n", StoryWords.lines(note)))
                    .contains("is a rejection note", "It lists 1 instance of study 1.2.1:", "It was sent nowhere")
                    .doesNotContain("SIM1", "SIMULATED");
            assertThat(reader.notes("2.25.2")).as("an image is no note").isEmpty();
        }
    }

    @Test
    void provJsonLinksTheImageToWhatItWasMadeFrom() throws Exception {
        JsonNode document = new ObjectMapper().readTree(ProvJson.of(stories("2.25.2")));
        assertThat(document.path("entity").has("dicom:2.25.2")).isTrue();
        assertThat(document.path("activity").has("afterimage:job.1")).isTrue();
        assertThat(document.path("entity")
                        .path("afterimage:configuration.1")
                        .path("afterimage:sha256")
                        .asText())
                .isEqualTo("c0ffee");
        JsonNode derivation = document.path("wasDerivedFrom").iterator().next();
        assertThat(derivation.path("prov:generatedEntity").asText()).isEqualTo("dicom:2.25.2");
        assertThat(derivation.path("prov:usedEntity").asText()).isEqualTo("dicom:1.2.1.1.1");
        assertThat(document.path("agent")
                        .path("afterimage:person.Dr._Example")
                        .path("prov:label")
                        .asText())
                .isEqualTo("name Dr. Example");
        assertThat(document.toString()).doesNotContain("SIM1", "SIMULATED");
    }

    @Test
    void theReferenceImplementationOfProvReadsIt() throws Exception {
        Path file = Files.writeString(folder.resolve("prov.json"), ProvJson.of(stories("2.25.2")));
        String words = Python.run(List.of("prov"), """
                import sys, prov.model as m
                d = m.ProvDocument.deserialize(sys.argv[1])
                k = sorted(type(r).__name__ for r in d.get_records())
                again = m.ProvDocument.deserialize(content=d.serialize())
                print(len(k), k.count('ProvEntity'), k.count('ProvActivity'), k.count('ProvAgent'), d == again)
                print(d.get_provn())
                """, file.toString());
        assertThat(words)
                .startsWith("31 5 5 4 True")
                .contains(
                        "wasDerivedFrom(dicom:2.25.2, dicom:1.2.1.1.1",
                        "wasInvalidatedBy(dicom:2.25.2, afterimage:retraction.1");
    }

    private static List<DerivedStory> stories(String uid) throws SQLException {
        try (Connection connection = database.source().getConnection()) {
            return new StoryReader(connection).of(uid);
        }
    }
}

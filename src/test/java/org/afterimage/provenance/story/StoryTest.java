package org.afterimage.provenance.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.afterimage.node.NodeFolders;
import org.afterimage.provenance.chain.RecordedWork;
import org.afterimage.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

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
    void provJsonLinksTheImageToWhatItWasMadeFrom() throws Exception {
        JsonNode document = new ObjectMapper().readTree(ProvJson.of(stories("2.25.2")));
        assertThat(document.path("entity").has("dicom:2.25.2")).isTrue();
        assertThat(document.path("activity").has("afterimage:job.1")).isTrue();
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
        String words = python("""
                import sys, prov.model as m
                d = m.ProvDocument.deserialize(sys.argv[1])
                k = sorted(type(r).__name__ for r in d.get_records())
                again = m.ProvDocument.deserialize(content=d.serialize())
                print(len(k), k.count('ProvEntity'), k.count('ProvActivity'), k.count('ProvAgent'), d == again)
                print(d.get_provn())
                """, file.toString());
        assertThat(words).startsWith("20 3 3 4 True").contains("wasDerivedFrom(dicom:2.25.2, dicom:1.2.1.1.1");
    }

    /** Runs a program of Python's package {@code prov}; skipped aloud where no Python has it. */
    private static String python(String program, String argument) throws Exception {
        for (String python : List.of("python3", "/usr/bin/python3")) {
            Process process = new ProcessBuilder(python, "-c", program, argument)
                    .redirectErrorStream(true)
                    .start();
            String words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            if (!words.contains("No module named 'prov'")) {
                assertThat(process.exitValue()).as(words).isZero();
                return words;
            }
        }
        String sentence = "no Python here has the package prov; apt-get install python3-prov, or pip install prov";
        if (Boolean.getBoolean("peers.required")) {
            throw new AssertionError(sentence);
        }
        System.out.println("SKIPPED: " + sentence);
        throw new TestAbortedException(sentence);
    }

    private static List<DerivedStory> stories(String uid) throws SQLException {
        try (Connection connection = database.source().getConnection()) {
            return new StoryReader(connection).of(uid);
        }
    }
}

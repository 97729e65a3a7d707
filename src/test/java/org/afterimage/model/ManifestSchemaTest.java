package org.afterimage.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.afterimage.check.measure.ImageMeasure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The published schema of manifests and the reader say the same. */
class ManifestSchemaTest {

    private static final String DIGEST = "ab".repeat(32);

    private final JsonSchema schema;

    @TempDir
    Path folder;

    ManifestSchemaTest() throws IOException {
        schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Files.readString(Path.of("models/afterimage.schema.json")));
    }

    static Stream<Path> shipped() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("models"), 4)) {
            return files.filter(file -> file.endsWith("configs/afterimage.yaml")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void everyShippedManifestFitsTheSchemaAndIsRead(Path manifest) throws IOException {
        assertThat(validate(Files.readString(manifest))).isEmpty();
        assertThat(new ManifestReader().read(manifest).parameterDigest()).hasSize(64);
    }

    static Stream<String> others() {
        return Stream.of(
                TestPackages.manifest("test-model", "1.0", DIGEST, TestPackages.BONE_AND_LUNG),
                TestManifests.kernel(DIGEST),
                TestManifests.sequence(DIGEST),
                TestManifests.style(DIGEST));
    }

    @ParameterizedTest
    @MethodSource("others")
    void aManifestOfEachTaskFitsTheSchemaAndIsRead(String manifest) throws IOException {
        assertThat(validate(manifest)).isEmpty();
        assertThat(read(manifest).settings().parameters()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kernel | convolutionKernel: [B30, B30F] | | accepts.convolutionKernel: is missing",
                "kernel | conversion: { from: smooth | conversion: { from: 7 | conversion.from: must be a text",
                "kernel | minimumGrainRatio: 0.5 | minimumGrain: 0.5 | gates.minimumGrainRatio: is missing",
                "kernel | outsideHu: -1000.0 | outsideHu: -100000 | preprocessing.outsideHu: must lie between",
                "kernel | spacing: [1, 1, 2] | gap: [1, 1, 2] | model.inputs: must be {image=[1, any, any]",
                "sequence | [120, 320] | [120] | series.t1[1].repetitionTimeMs: must have two numbers",
                "sequence | [GR, IR] } | [GR, IR], flipAngle: 9 } | series.t1[2].flipAngle: is not a field",
                "sequence | contrastAgent: false | contrastAgent: no way | accepts.contrastAgent: must be true or false",
                "sequence | maximumTiltDegrees: 20.0 | | accepts.maximumTiltDegrees: is missing",
                "sequence | normalise: mean-of-bright | normalise: z-score | preprocessing.normalise: must be mean-of-bright",
                "sequence | image: [6, null, null] | image: [2, null, null] | model.inputs: must be {image=[6, any, any]}",
                "style | range: full | range: half | output.range: must be full",
                "style | maximumClipped: 0.2 | maximumClipped: 1.2 | gates.maximumClipped: must lie between",
                "style | task: radiograph-style | task: time-travel | task: must be one of bone-suppression",
            })
    void whatIsWrongIsNamedByTheReaderAndMostOfItByTheSchemaToo(
            String task, String right, String wrong, String reason) {
        UnaryOperator<String> manifests = switch (task) {
            case "kernel" -> TestManifests::kernel;
            case "sequence" -> TestManifests::sequence;
            default -> TestManifests::style;
        };
        String good = manifests.apply(DIGEST);
        assertThat(good).contains(right);
        String bad = good.replace(right, wrong == null ? "" : wrong);
        assertThatThrownBy(() -> read(bad))
                .isInstanceOf(InvalidManifestException.class)
                .hasMessageStartingWith(reason);
        if (!reason.startsWith("model.inputs")) { // which tensors a task has is the reader's to know
            assertThat(validate(bad)).isNotEmpty();
        }
    }

    @Test
    void everyMeasureThatAManifestMayBoundIsInTheSchemaAndIsMeasured() throws IOException {
        JsonNode tree = new com.fasterxml.jackson.databind.ObjectMapper()
                .readTree(Files.readString(Path.of("models/afterimage.schema.json")));
        List<String> published = new ArrayList<>();
        tree.at("/properties/comparison/properties").fieldNames().forEachRemaining(published::add);
        assertThat(published).containsExactlyElementsOf(ComparisonBounds.MEASURES);
        assertThat(ImageMeasure.all())
                .extracting(ImageMeasure::name)
                .containsExactlyInAnyOrderElementsOf(ComparisonBounds.MEASURES);
    }

    @Test
    void boundsOfTheComparisonAreReadStrictly() throws IOException {
        String good = TestManifests.style(DIGEST) + "comparison:\n  shift: { warn: 0.5, hold: 2 }\n";
        assertThat(validate(good)).isEmpty();
        assertThat(read(good).comparison().bounds())
                .containsExactlyEntriesOf(java.util.Map.of("shift", new ComparisonBounds.Bound(0.5, 2)));
        for (String bad : List.of(
                good.replace("shift", "shifty"), good.replace(", hold: 2", ""), good.replace("hold: 2", "hold: two"))) {
            assertThat(validate(bad)).isNotEmpty();
            assertThatThrownBy(() -> read(bad))
                    .isInstanceOf(InvalidManifestException.class)
                    .hasMessageContaining("comparison.shift");
        }
    }

    @Test
    void aCheckerAndABoundOfItsSuspicionGoTogether() throws IOException {
        String plain = TestPackages.manifest("test-model", "1.0", DIGEST, TestPackages.BONE_AND_LUNG);
        String bound = "comparison:\n  suspicion: { warn: 1.0, hold: 3.0 }\n";
        String good = plain + TestPackages.CHECKER.formatted(DIGEST) + bound;
        assertThat(validate(good)).isEmpty();
        assertThat(read(good).checker()).isPresent();
        assertThat(read(plain).checker()).isEmpty();
        assertThatThrownBy(() -> read(plain + bound)).hasMessageStartingWith("comparison.suspicion: must be there if");
        assertThatThrownBy(() -> read(plain + TestPackages.CHECKER.formatted(DIGEST)))
                .hasMessageStartingWith("comparison.suspicion: must be there if");
        assertThatThrownBy(() -> read(good.replace("[1, 16, 16]", "[1, 64, 64]")))
                .hasMessageStartingWith("checker.outputs: must be {suspicion=[1, 16, 16]}");
        assertThatThrownBy(() -> read(good.replace("models/checker.onnx", "../checker.onnx")))
                .hasMessageStartingWith("checker.file: must be a path below");
        assertThatThrownBy(() -> read(TestManifests.style(DIGEST) + TestPackages.CHECKER.formatted(DIGEST) + bound))
                .hasMessageStartingWith("checker: must not be there");
    }

    @Test
    void memoryIsReadStrictlyAndChangesNoPixel() throws IOException {
        String none = TestManifests.kernel(DIGEST);
        String tiled = withMemory("{ bytesPerPixel: 16, reach: 20, multiple: 8 }");
        String whole = withMemory("{ bytesPerPixel: 700, wholeImage: it averages over the image }");
        assertThat(validate(tiled)).isEmpty();
        assertThat(validate(whole)).isEmpty();
        assertThat(read(none).model().memory()).isEmpty();
        assertThat(read(tiled).model().memory()).contains(new NetworkMemory(16, OptionalInt.of(20), 8, ""));
        assertThat(read(whole).model().memory())
                .contains(new NetworkMemory(700, OptionalInt.empty(), 1, "it averages over the image"));
        assertThat(read(tiled).parameterDigest()).isEqualTo(read(none).parameterDigest());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ reach: 20 } | model.memory.bytesPerPixel: is missing",
                "{ bytesPerPixel: 16 } | model.memory.reach: must be there",
                "{ bytesPerPixel: 16, reach: 1, wholeImage: why } | model.memory.reach: must be there",
                "{ bytesPerPixel: 16, reach: -1 } | model.memory.reach: must lie between",
                "{ bytesPerPixel: 16, wholeImage: why, multiple: 8 } | model.memory.multiple: is not a field",
            })
    void memoryThatDoesNotAddUpIsNamed(String memory, String reason) {
        String bad = withMemory(memory);
        assertThatThrownBy(() -> read(bad)).hasMessageStartingWith(reason);
        assertThat(validate(bad)).isNotEmpty();
    }

    @Test
    void aNetworkOfOneSizeHasNoReach() {
        String fixed = TestManifests.style(DIGEST)
                .replace("\naccepts:", "\n  memory: { bytesPerPixel: 9, reach: 4 }\naccepts:");
        assertThatThrownBy(() -> read(fixed))
                .hasMessageStartingWith("model.memory.reach: is for a network whose outputs");
    }

    private static String withMemory(String memory) {
        return TestManifests.kernel(DIGEST).replace("\naccepts:", "\n  memory: " + memory + "\naccepts:");
    }

    @Test
    void theDigestFollowsWhatChangesPixelsInEveryTask() throws IOException {
        assertThat(read(TestManifests.kernel(DIGEST)).parameterDigest())
                .isNotEqualTo(read(TestManifests.kernel(DIGEST).replace("-1000.0", "-1024.0"))
                        .parameterDigest())
                .isEqualTo(
                        read(TestManifests.kernel(DIGEST).replace("maximumGrainRatio: 2.0", "maximumGrainRatio: 3.0"))
                                .parameterDigest());
        assertThat(read(TestManifests.sequence(DIGEST)).parameterDigest())
                .isNotEqualTo(read(TestManifests.sequence(DIGEST).replace("storedPerUnit: 1000", "storedPerUnit: 900"))
                        .parameterDigest());
        assertThat(read(TestManifests.style(DIGEST)).parameterDigest())
                .isNotEqualTo(read(TestManifests.style(DIGEST).replace("lowPercentile: 0.5", "lowPercentile: 1"))
                        .parameterDigest());
    }

    private Set<ValidationMessage> validate(String manifest) {
        try {
            JsonNode tree = new YAMLMapper().readTree(manifest);
            return schema.validate(tree);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private ModelManifest read(String manifest) throws IOException {
        Path file = folder.resolve("afterimage.yaml");
        Files.writeString(file, manifest);
        return new ManifestReader().read(file);
    }
}

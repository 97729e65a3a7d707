package org.afterimage.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelCatalogueTest {

    @TempDir
    Path models;

    @Test
    void aPackageInOrderIsReadWithAllItsFields() throws IOException {
        Path folder = TestPackages.write(models, "chest", "0.1.0", "threshold_lung", TestPackages.BONE_AND_LUNG);

        ModelCatalogue catalogue = ModelCatalogue.load(models);

        assertThat(catalogue.refused()).isEmpty();
        ModelPackage found = catalogue.find("chest", Optional.empty()).orElseThrow();
        assertThat(found.folder()).isEqualTo(folder);
        assertThat(found.onnx()).isEqualTo(folder.resolve("models/model.onnx"));
        assertThat(found.sha256()).isEqualTo(Sha256.of(TestPackages.network("threshold_lung")));
        ModelManifest manifest = found.manifest();
        assertThat(manifest.version()).isEqualTo("0.1.0");
        assertThat(manifest.model().inputs()).containsExactly(Map.entry("image", new PlaneShape(1, 64, 64)));
        assertThat(manifest.model().outputs().keySet()).containsExactly("bone", "lung");
        assertThat(manifest.accepts().modality()).containsExactly("CR", "DX");
        assertThat(manifest.accepts().minimumAgeYears()).isEqualTo(16);
        BoneSuppressionSettings settings = manifest.settings(BoneSuppressionSettings.class);
        assertThat(settings.preprocessing().normalise()).isEqualTo(new Normalise(0.5, 99.5));
        assertThat(settings.output()).isEqualTo(new BoneSuppressionSettings.Output(0.5, 0.1));
        assertThat(settings.gates().maximumLungFraction()).isEqualTo(0.7);
        assertThat(manifest.limits().timeoutSeconds()).isEqualTo(60);
        assertThat(manifest.limits().timeFor(1)).hasSeconds(60);
        assertThat(manifest.limits().timeFor(200)).hasSeconds(60);
        assertThat(manifest.limits().timeFor(2000)).hasSeconds(600);
    }

    @Test
    void theNewestVersionIsFoundByNumberUnlessOneIsNamed() throws IOException {
        for (String version : new String[] {"0.9.0", "0.10.0", "0.2.0"}) {
            TestPackages.write(models, "chest", version, "threshold_lung", TestPackages.BONE_AND_LUNG);
        }

        ModelCatalogue catalogue = ModelCatalogue.load(models);

        assertThat(versionOf(catalogue.find("chest", Optional.empty()))).isEqualTo("0.10.0");
        assertThat(versionOf(catalogue.find("chest", Optional.of("0.9.0")))).isEqualTo("0.9.0");
        assertThat(catalogue.find("chest", Optional.of("0.3.0"))).isEmpty();
        assertThat(catalogue.find("knee", Optional.empty())).isEmpty();
        assertThat(versionOf(catalogue.named("chest"))).isEqualTo("0.10.0");
        assertThat(versionOf(catalogue.named("chest@0.9.0"))).isEqualTo("0.9.0");
        assertThat(catalogue.named("chest@0.3.0")).isEmpty();
        assertThat(catalogue.named("knee")).isEmpty();
    }

    @Test
    void aNetworkThatIsNotTheOneItWasMadeWithIsRefusedAndTheOthersStay() throws IOException {
        TestPackages.write(models, "good", "1.0", "threshold_lung", TestPackages.BONE_AND_LUNG);
        Path bad = TestPackages.write(models, "bad", "1.0", "threshold_lung", TestPackages.BONE_AND_LUNG);
        byte[] onnx = TestPackages.network("threshold_lung");
        onnx[onnx.length / 2] ^= 1;
        Files.write(bad.resolve("models/model.onnx"), onnx);

        ModelCatalogue catalogue = ModelCatalogue.load(models);

        assertThat(catalogue.packages()).extracting(p -> p.manifest().id()).containsExactly("good");
        assertThat(catalogue.refused()).singleElement().satisfies(refused -> {
            assertThat(refused.folder()).isEqualTo(bad);
            assertThat(refused.reason()).startsWith("model.sha256: ").contains(Sha256.of(onnx));
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "limits: { timeoutSeconds: 60 } | limits: { timeoutSeconds: 60, retries: 3 } | limits.retries: is not a field",
                "licence: Apache-2.0 | '' | licence: is missing",
                "licence: Apache-2.0 | licence: | licence: has no value",
                "minimumMatrix: 64 | minimumMatrix: '\"64\"' | accepts.minimumMatrix: must be a whole number, not the text '64'",
                "minimumMatrix: 64 | minimumMatrix: 64.5 | accepts.minimumMatrix: must be a whole number",
                "minimumMatrix: 64 | minimumMatrix: 0 | accepts.minimumMatrix: must lie between 1 and 65535",
                "viewPosition: [PA, AP] | viewPosition: [PA, 7] | accepts.viewPosition[1]: must be a text",
                "viewPosition: [PA, AP] | viewPosition: [] | accepts.viewPosition: must be a list",
                "viewPosition: [PA, AP] | viewPosition: PA | accepts.viewPosition: must be a list",
                "feather: 0.1 | feather: .nan | the manifest is not readable YAML",
                "highPercentile: 99.5 | highPercentile: 0.2 | preprocessing.normalise.highPercentile: must be above",
                "image: [1, 64, 64] | image: [1, 64] | model.inputs.image: must have three numbers",
                "image: [1, 64, 64] | image: [1, 64, -1] | model.inputs.image[2]: must lie between",
                "file: models/model.onnx | file: ../../secret | model.file: must be a path below",
                "schema: 1 | schema: 2 | schema: must lie between 1 and 1",
                "code: BONESUPPRESSION | code: BONE-SUPPRESSION-X | derivation.code: must be at most 16",
                "title: A network for tests | title: Ein Netz für Tests | title: must be at most 64 ASCII",
                "task: bone-suppression | task: { a: 1 } | task: must be a text (in quotes), not a mapping",
                "version: \"1.0\" | version: 1.0 | version: must be a text (in quotes), not the number 1.0",
                "version: \"1.0\" | version: \"1.1\" | version: is '1.1', but the folder is named '1.0'",
                "maximumLungFraction: 0.7 | maximumLungFraction: 0.04 | gates.maximumLungFraction: must lie between 0.05",
                "limits: { timeout | 'comparison: { shift: { warn: 2, hold: 1 } }\nlimits: { timeout' | comparison.shift.hold: must lie between 2",
                "limits: { timeout | 'comparison: { leastGrain: { warn: 0.4, hold: 0.6 } }\nlimits: { timeout' | comparison.leastGrain.hold: must lie",
                "id: chest | id: thorax | id: is 'thorax', but the folder is named 'chest'",
                "id: chest | 'id: [' | the manifest is not readable YAML",
                "id: chest | 'id: chest\nid: chest' | the manifest is not readable YAML",
            })
    void aManifestThatIsWrongIsRefusedWithTheNameOfTheField(String right, String wrong, String reason)
            throws IOException {
        byte[] onnx = TestPackages.network("threshold_lung");
        String manifest = TestPackages.manifest("chest", "1.0", Sha256.of(onnx), TestPackages.BONE_AND_LUNG);
        assertThat(manifest).contains(right);
        String replacement = wrong.replace("'\"", "\"").replace("\"'", "\"");
        TestPackages.write(models.resolve("chest/1.0"), manifest.replace(right, replacement), onnx);

        ModelCatalogue catalogue = ModelCatalogue.load(models);

        assertThat(catalogue.packages()).isEmpty();
        assertThat(catalogue.refused())
                .singleElement()
                .satisfies(refused -> assertThat(refused.reason()).startsWith(reason));
    }

    @Test
    void aCheckingNetworkThatIsNotTheOneItWasMadeWithIsRefusedToo() throws IOException {
        ModelPackage model = TestPackages.loadWithChecker(models);
        assertThat(model.checker()).hasValueSatisfying(checker -> {
            assertThat(checker.displayName()).isEqualTo("test-model-checker 1.2.3");
            assertThat(checker.manifest().model().inputs()).containsOnlyKeys("image");
        });
        Path file = model.folder().resolve("models/checker.onnx");
        Files.write(file, new byte[] {1});
        assertThat(ModelCatalogue.load(models).refused())
                .singleElement()
                .satisfies(refused -> assertThat(refused.reason()).startsWith("checker.sha256: "));
        Files.delete(file);
        assertThat(ModelCatalogue.load(models).refused())
                .singleElement()
                .satisfies(refused -> assertThat(refused.reason())
                        .isEqualTo("checker.file: there is no file models/checker.onnx in this folder"));
    }

    @Test
    void foldersThatAreNoPackagesArePassedOver() throws IOException {
        Files.createDirectories(models.resolve("training/chest_bone_suppression"));
        Files.writeString(models.resolve("README.md"), "read me");
        assertThat(ModelCatalogue.load(models).refused()).isEmpty();
        assertThat(ModelCatalogue.load(models.resolve("absent")).packages()).isEmpty();
    }

    @Test
    void aVersionFolderWithoutManifestOrNetworkIsRefused() throws IOException {
        Files.createDirectories(models.resolve("chest/1.0/models"));
        Path second = TestPackages.write(models, "chest", "2.0", "threshold_lung", TestPackages.BONE_AND_LUNG);
        Files.delete(second.resolve("models/model.onnx"));

        assertThat(ModelCatalogue.load(models).refused())
                .extracting(RefusedPackage::reason)
                .containsExactly(
                        "there is no configs/afterimage.yaml in this folder",
                        "model.file: there is no file models/model.onnx in this folder");
    }

    @ParameterizedTest
    @ValueSource(strings = {"MODEL_CARD.md", "LICENSE", "configs/metadata.json"})
    void aPackageWithoutItsDocumentsIsRefused(String document) throws IOException {
        Path folder = TestPackages.write(models, "chest", "1.0", "threshold_lung", TestPackages.BONE_AND_LUNG);
        Files.delete(folder.resolve(document));

        assertThat(ModelCatalogue.load(models).refused())
                .extracting(RefusedPackage::reason)
                .containsExactly("there is no " + document + " in this folder, or it is empty");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ \"version\": \"2.0\" } | version: is '1.0', but configs/metadata.json says '2.0'",
                "{ \"version\" | configs/metadata.json is not readable JSON"
            })
    void aPackageWhoseMetadataDoNotFitIsRefused(String metadata, String reason) throws IOException {
        Path folder = TestPackages.write(models, "chest", "1.0", "threshold_lung", TestPackages.BONE_AND_LUNG);
        Files.writeString(folder.resolve("configs/metadata.json"), metadata);

        assertThat(ModelCatalogue.load(models).refused())
                .extracting(RefusedPackage::reason)
                .containsExactly(reason);
    }

    @Test
    void aFolderThatCannotBeListedIsRefusedAndTheOthersStay() throws IOException {
        TestPackages.write(models, "chest", "1.0", "threshold_lung", TestPackages.BONE_AND_LUNG);
        Path closed = Files.createDirectory(models.resolve("lost+found"));
        Files.setPosixFilePermissions(closed, Set.of());
        assumeThat(Files.isReadable(closed))
                .as("whoever runs this may read everything")
                .isFalse();

        ModelCatalogue catalogue = ModelCatalogue.load(models);

        assertThat(catalogue.packages()).hasSize(1);
        assertThat(catalogue.refused()).extracting(RefusedPackage::folder).containsExactly(closed);
    }

    @Test
    void theParameterDigestFollowsWhatChangesPixelsAndNothingElse() throws IOException {
        byte[] onnx = TestPackages.network("threshold_lung");
        String manifest = TestPackages.manifest("a", "1.0", Sha256.of(onnx), TestPackages.BONE_AND_LUNG);
        Path file = models.resolve("afterimage.yaml");

        String digest = digestOf(file, manifest);

        assertThat(digestOf(file, manifest.replace("title: A network", "title: Another network")))
                .isEqualTo(digest);
        assertThat(digestOf(file, manifest.replace("maximumLungFraction: 0.7", "maximumLungFraction: 0.6")))
                .isEqualTo(digest);
        assertThat(digestOf(file, manifest.replace("feather: 0.1", "feather: 0.2")))
                .isNotEqualTo(digest);
        assertThat(digestOf(file, manifest.replace("lowPercentile: 0.5", "lowPercentile: 0.4")))
                .isNotEqualTo(digest);
    }

    private static String digestOf(Path file, String manifest) throws IOException {
        Files.writeString(file, manifest);
        return new ManifestReader().read(file).parameterDigest();
    }

    private static String versionOf(Optional<ModelPackage> found) {
        return found.orElseThrow().manifest().version();
    }
}

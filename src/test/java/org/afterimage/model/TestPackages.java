package org.afterimage.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** Writes model packages around the tiny networks of {@code src/test/resources/networks}. */
public final class TestPackages {

    /** Tensors of the networks that find bone and lung in 64 x 64 pixels. */
    public static final String BONE_AND_LUNG = """
              inputs: { image: [1, 64, 64] }
              outputs: { bone: [1, 64, 64], lung: [1, 64, 64] }
            """;

    /** Tensors of the network with two inputs. */
    public static final String ADD_AND_SUBTRACT = """
              inputs: { right: [1, 4, 6], left: [1, 4, 6] }
              outputs: { difference: [1, 4, 6], sum: [1, 4, 6] }
            """;

    /** The section of a checking network for 64 x 64 pixels, to be formatted with its digest. */
    public static final String CHECKER = """
            checker:
              file: models/checker.onnx
              sha256: %s
              inputs: { image: [3, 64, 64] }
              outputs: { suspicion: [1, 16, 16] }
            """;

    private TestPackages() {}

    /** The text of a manifest that is in order. */
    public static String manifest(String id, String version, String sha256, String tensors) {
        return """
            schema: 1
            id: %s
            version: "%s"
            title: A network for tests
            task: bone-suppression
            licence: Apache-2.0
            model:
              file: models/model.onnx
              sha256: %s
            %saccepts:
              modality: [CR, DX]
              sopClass: [1.2.840.10008.5.1.4.1.1.1, 1.2.840.10008.5.1.4.1.1.1.1]
              bodyPart: [CHEST, THORAX, LUNG]
              viewPosition: [PA, AP]
              minimumMatrix: 64
              minimumAgeYears: 16
            preprocessing: { normalise: { lowPercentile: 0.5, highPercentile: 99.5 }, longerSide: 64, padding: 0.0 }
            output: { lungThreshold: 0.5, feather: 0.1 }
            derivation: { code: BONESUPPRESSION, meaning: Bone suppression by a neural network, label: Bone suppressed }
            gates:
              maximumRemovedFraction: 0.5
              minimumLungFraction: 0.05
              maximumLungFraction: 0.7
              minimumRemovedMean: 0.001
              minimumLocalCorrelation: 0.5
            limits: { timeoutSeconds: 60 }
            """.formatted(id, version, sha256, tensors);
    }

    /** Writes a package with one of the networks and a manifest that fits it, and gives its folder. */
    public static Path write(Path models, String id, String version, String network, String tensors)
            throws IOException {
        byte[] onnx = network(network);
        return write(models.resolve(id).resolve(version), manifest(id, version, Sha256.of(onnx), tensors), onnx);
    }

    /** Writes a package with any manifest. */
    public static Path write(Path folder, String manifest, byte[] onnx) throws IOException {
        Files.createDirectories(folder.resolve("configs"));
        Files.createDirectories(folder.resolve("models"));
        Files.writeString(folder.resolve("configs/afterimage.yaml"), manifest);
        Files.write(folder.resolve("models/model.onnx"), onnx);
        Files.writeString(folder.resolve("MODEL_CARD.md"), "# A network for tests\n");
        Files.writeString(folder.resolve("LICENSE"), "Apache License 2.0\n");
        Files.writeString(
                folder.resolve("configs/metadata.json"), "{ \"version\": \"" + folder.getFileName() + "\" }\n");
        return folder;
    }

    /** Writes one package and loads it through the catalogue. */
    public static ModelPackage load(Path models, String network, String tensors) {
        try {
            write(models, "test-model", "1.2.3", network, tensors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ModelCatalogue.load(models).packages().get(0);
    }

    /**
     * Writes one package and loads it through the catalogue.
     *
     * @param manifest gives the manifest for the network's digest
     */
    public static ModelPackage load(Path models, String network, UnaryOperator<String> manifest) {
        try {
            byte[] onnx = network(network);
            write(models.resolve("test-model/1.2.3"), manifest.apply(Sha256.of(onnx)), onnx);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ModelCatalogue catalogue = ModelCatalogue.load(models);
        if (catalogue.packages().isEmpty()) {
            throw new AssertionError(catalogue.refused());
        }
        return catalogue.packages().get(0);
    }

    /** Writes and loads a package that finds bone and lung, with the checking network that suspects what darkens. */
    public static ModelPackage loadWithChecker(Path models) throws IOException {
        byte[] onnx = network("threshold_lung");
        byte[] checker = network("mean_change");
        Path folder = write(
                models.resolve("test-model/1.2.3"),
                manifest("test-model", "1.2.3", Sha256.of(onnx), BONE_AND_LUNG)
                        + CHECKER.formatted(Sha256.of(checker))
                        + "comparison:\n  suspicion: { warn: 1.0, hold: 3.0 }\n",
                onnx);
        Files.write(folder.resolve("models/checker.onnx"), checker);
        return ModelCatalogue.read(folder);
    }

    /** The bytes of one of the tiny networks. */
    public static byte[] network(String name) throws IOException {
        try (InputStream in = TestPackages.class.getResourceAsStream("/networks/" + name + ".onnx")) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }
}

package org.afterimage.model;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Reads {@code configs/afterimage.yaml} of a model package, strictly. */
public final class ManifestReader {

    private static final int MAXIMUM_BYTES = 256 * 1024;
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final Pattern FILE = Pattern.compile("[A-Za-z0-9_./-]{1,200}");
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern CODE = Pattern.compile("[A-Z0-9_]{1,16}");

    private final List<TaskReader> tasks = List.of(
            new BoneSuppressionSettings.Reader(),
            new CtKernelSettings.Reader(),
            new MissingSequenceReader(),
            new RadiographStyleSettings.Reader());

    private final YAMLMapper mapper = YAMLMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /**
     * Reads a manifest.
     *
     * @param file the manifest
     * @throws InvalidManifestException if a field is unknown, missing, badly typed or out of range; names it
     * @throws IOException if the file cannot be read
     */
    public ModelManifest read(Path file) throws IOException {
        return read(tree(file));
    }

    private JsonNode tree(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAXIMUM_BYTES + 1);
            if (bytes.length > MAXIMUM_BYTES) {
                throw new InvalidManifestException("", "the manifest is longer than " + MAXIMUM_BYTES + " bytes");
            }
            return mapper.readTree(bytes);
        } catch (JsonProcessingException e) {
            throw new InvalidManifestException("", "the manifest is not readable YAML: " + e.getOriginalMessage());
        }
    }

    private ModelManifest read(JsonNode tree) throws InvalidManifestException {
        ManifestFields root = ManifestFields.root(tree);
        int schema = root.integer("schema", ModelManifest.SCHEMA, ModelManifest.SCHEMA);
        String id = matching(root, "id", ID, "lower-case letters, digits and hyphens");
        String version = version(root);
        String title = root.ascii("title", 64);
        TaskReader task = task(root);
        String licence = root.text("licence");
        ModelManifest.Network network = network(root.mapping("model"));
        Optional<ModelManifest.Network> checker =
                root.has("checker") ? Optional.of(network(root.mapping("checker"))) : Optional.empty();
        Accepts accepts = AcceptsReader.read(root.mapping("accepts"));
        ModelManifest manifest = new ModelManifest(
                schema,
                id,
                version,
                title,
                task.task(),
                licence,
                network,
                checker,
                accepts,
                task.read(root, accepts, network),
                comparison(root, checker),
                derivation(root.mapping("derivation")),
                limits(root.mapping("limits")));
        root.end();
        if (checker.isPresent()) {
            task.requireChecker(manifest.settings(), checker.get());
        }
        return manifest;
    }

    private TaskReader task(ManifestFields root) throws InvalidManifestException {
        String name = root.text("task");
        for (TaskReader task : tasks) {
            if (task.task().equals(name)) {
                return task;
            }
        }
        throw new InvalidManifestException(
                "task",
                "must be one of "
                        + String.join(", ", tasks.stream().map(TaskReader::task).toList()) + ", not '" + name + "'");
    }

    private static String version(ManifestFields fields) throws InvalidManifestException {
        String version = fields.text("version");
        if (!ModelVersion.isVersion(version)) {
            throw new InvalidManifestException("version", "must be one to four numbers with dots between them");
        }
        return version;
    }

    private static ModelManifest.Network network(ManifestFields fields) throws InvalidManifestException {
        String file = matching(fields, "file", FILE, "letters, digits and _ . - /");
        if (file.startsWith("/") || Path.of(file).normalize().startsWith("..")) {
            throw new InvalidManifestException(fields.pathOf("file"), "must be a path below the package's folder");
        }
        ModelManifest.Network network = new ModelManifest.Network(
                file,
                matching(fields, "sha256", DIGEST, "64 lower-case hexadecimal digits"),
                fields.shapes("inputs"),
                fields.shapes("outputs"),
                Agreement.read(fields),
                fields.has("memory") ? Optional.of(NetworkMemory.read(fields.mapping("memory"))) : Optional.empty());
        fields.end();
        requireTileable(network);
        return network;
    }

    /** Who bounds suspicion has a network that suspects, and who has one bounds it. */
    private static ComparisonBounds comparison(ManifestFields root, Optional<ModelManifest.Network> checker)
            throws InvalidManifestException {
        ComparisonBounds comparison = ComparisonBounds.read(root);
        if (checker.isPresent() != comparison.bounds().containsKey(ComparisonBounds.SUSPICION)) {
            throw new InvalidManifestException(
                    "comparison." + ComparisonBounds.SUSPICION, "must be there if, and only if, there is a checker");
        }
        return comparison;
    }

    private static void requireTileable(ModelManifest.Network network) throws InvalidManifestException {
        boolean tiles = network.memory()
                .map(NetworkMemory::reach)
                .orElse(OptionalInt.empty())
                .isPresent();
        boolean free = network.outputs().values().stream().allMatch(PlaneShape::hasFreeMatrix);
        if (tiles && !free) {
            throw new InvalidManifestException(
                    "model.memory.reach", "is for a network whose outputs all leave rows and columns free");
        }
    }

    private static ModelManifest.Derivation derivation(ManifestFields fields) throws InvalidManifestException {
        ModelManifest.Derivation derivation = new ModelManifest.Derivation(
                matching(fields, "code", CODE, "at most 16 capital letters, digits and underscores"),
                fields.ascii("meaning", 64),
                fields.ascii("label", 24));
        fields.end();
        return derivation;
    }

    private static ModelManifest.Limits limits(ManifestFields fields) throws InvalidManifestException {
        ModelManifest.Limits limits = new ModelManifest.Limits(fields.integer("timeoutSeconds", 1, 3600));
        fields.end();
        return limits;
    }

    private static String matching(ManifestFields fields, String name, Pattern form, String words)
            throws InvalidManifestException {
        String value = fields.text(name);
        if (!form.matcher(value).matches()) {
            throw new InvalidManifestException(fields.pathOf(name), "must be " + words + ", not '" + value + "'");
        }
        return value;
    }
}

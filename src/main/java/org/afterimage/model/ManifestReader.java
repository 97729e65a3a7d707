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
import java.util.regex.Pattern;

/** Reads {@code configs/afterimage.yaml} of a model package, strictly. */
public final class ManifestReader {

    private static final int MAXIMUM_BYTES = 256 * 1024;
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final Pattern FILE = Pattern.compile("[A-Za-z0-9_./-]{1,200}");
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern CODE = Pattern.compile("[A-Z0-9_]{1,16}");
    private static final Pattern ASCII = Pattern.compile("[ -\\[\\]-~]+");
    private static final Pattern UID = Pattern.compile("[0-9]+(\\.[0-9]+)+");

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

    private static ModelManifest read(JsonNode tree) throws InvalidManifestException {
        ManifestFields root = ManifestFields.root(tree);
        ModelManifest manifest = new ModelManifest(
                root.integer("schema", ModelManifest.SCHEMA, ModelManifest.SCHEMA),
                matching(root, "id", ID, "lower-case letters, digits and hyphens"),
                version(root),
                ascii(root, "title", 64),
                matching(root, "task", ID, "lower-case letters, digits and hyphens"),
                root.text("licence"),
                network(root.mapping("model")),
                accepts(root.mapping("accepts")),
                preprocessing(root.mapping("preprocessing")),
                output(root.mapping("output")),
                derivation(root.mapping("derivation")),
                gates(root.mapping("gates")),
                limits(root.mapping("limits")));
        root.end();
        return manifest;
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
            throw new InvalidManifestException("model.file", "must be a path below the package's folder");
        }
        ModelManifest.Network network = new ModelManifest.Network(
                file,
                matching(fields, "sha256", DIGEST, "64 lower-case hexadecimal digits"),
                fields.shapes("inputs"),
                fields.shapes("outputs"));
        fields.end();
        return network;
    }

    private static ModelManifest.Accepts accepts(ManifestFields fields) throws InvalidManifestException {
        ModelManifest.Accepts accepts = new ModelManifest.Accepts(
                fields.texts("modality"),
                fields.texts("sopClass"),
                fields.texts("bodyPart"),
                fields.texts("viewPosition"),
                fields.integer("minimumMatrix", 1, 65535),
                fields.integer("minimumAgeYears", 0, 150));
        for (String uid : accepts.sopClass()) {
            if (!UID.matcher(uid).matches()) {
                throw new InvalidManifestException(fields.pathOf("sopClass"), "'" + uid + "' is not a UID");
            }
        }
        fields.end();
        return accepts;
    }

    private static ModelManifest.Preprocessing preprocessing(ManifestFields fields) throws InvalidManifestException {
        ManifestFields normalise = fields.mapping("normalise");
        double low = normalise.number("lowPercentile", 0, 100);
        double high = normalise.number("highPercentile", 0, 100);
        if (low >= high) {
            throw new InvalidManifestException(normalise.pathOf("highPercentile"), "must be above lowPercentile");
        }
        normalise.end();
        ModelManifest.Preprocessing preprocessing = new ModelManifest.Preprocessing(
                new ModelManifest.Normalise(low, high),
                fields.integer("longerSide", 16, 8192),
                fields.number("padding", -10, 10));
        fields.end();
        return preprocessing;
    }

    private static ModelManifest.Output output(ManifestFields fields) throws InvalidManifestException {
        ModelManifest.Output output =
                new ModelManifest.Output(fields.number("lungThreshold", 0, 1), fields.number("feather", 0.001, 1));
        fields.end();
        return output;
    }

    private static ModelManifest.Derivation derivation(ManifestFields fields) throws InvalidManifestException {
        ModelManifest.Derivation derivation = new ModelManifest.Derivation(
                matching(fields, "code", CODE, "at most 16 capital letters, digits and underscores"),
                ascii(fields, "meaning", 64),
                ascii(fields, "label", 24));
        fields.end();
        return derivation;
    }

    private static ModelManifest.Gates gates(ManifestFields fields) throws InvalidManifestException {
        ModelManifest.Gates gates = new ModelManifest.Gates(
                fields.number("maximumRemovedFraction", 0, 1),
                fields.number("minimumLungFraction", 0, 1),
                fields.number("maximumLungFraction", 0, 1),
                fields.number("minimumRemovedMean", 0, 1),
                fields.number("minimumLocalCorrelation", -1, 1));
        fields.end();
        return gates;
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

    /** Texts that end in DICOM objects are ASCII, so that they can be written in whatever character set the source has. */
    private static String ascii(ManifestFields fields, String name, int length) throws InvalidManifestException {
        String value = fields.text(name);
        if (value.length() > length || !ASCII.matcher(value).matches()) {
            throw new InvalidManifestException(
                    fields.pathOf(name), "must be at most " + length + " ASCII characters, without a backslash");
        }
        return value;
    }
}

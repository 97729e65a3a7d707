package org.afterimage.model;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a model package says of itself in {@code configs/afterimage.yaml}: what it is, what it accepts, how an image is prepared for it
 * and how its answer is read, how its result is named, and the bounds outside which a result is held.
 *
 * @param schema version of this manifest's form; 1
 * @param id name of the package and of its folder, lower case with hyphens
 * @param version version of the package and name of its folder, see {@link ModelVersion}
 * @param title what people read
 * @param task the synthesis that it serves, such as {@code bone-suppression}
 * @param licence SPDX identifier of the weights' licence
 * @param model the network's file
 * @param checker the file of a second network, which sees source and result and says where the result is not to be believed; empty where the
 *     package has none
 * @param accepts which series it may be used on
 * @param settings what only the task understands
 * @param comparison bounds of what is measured of each result against its source
 * @param derivation how the derived series says what was done
 * @param limits time that a run may take
 */
public record ModelManifest(
        int schema,
        String id,
        String version,
        String title,
        String task,
        String licence,
        Network model,
        Optional<Network> checker,
        Accepts accepts,
        TaskSettings settings,
        ComparisonBounds comparison,
        Derivation derivation,
        Limits limits) {

    /** The form of the manifest that this program reads. */
    public static final int SCHEMA = 1;

    /**
     * The network's file and its tensors.
     *
     * @param file path of the ONNX file below the package's folder
     * @param sha256 digest of that file, 64 lower-case hexadecimal digits
     * @param inputs input tensors by name, in the order of the manifest
     * @param outputs output tensors by name, in the order of the manifest
     * @param agreement how far an engine on another processor may be from the CPU's answer
     * @param memory what a run needs; empty where the manifest does not say, and then an image is given whole
     */
    public record Network(
            String file,
            String sha256,
            Map<String, PlaneShape> inputs,
            Map<String, PlaneShape> outputs,
            Agreement agreement,
            Optional<NetworkMemory> memory) {
        public Network {
            inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
            outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
        }

        /**
         * The inputs that are of one image, which are those with the rows and columns of an output; the others, such as a spacing, hold for
         * every image of a run.
         */
        public Set<String> imageInputs() {
            Set<String> names = new LinkedHashSet<>();
            inputs.forEach((name, shape) -> {
                if (outputs.values().stream().anyMatch(shape::hasMatrixOf)) {
                    names.add(name);
                }
            });
            return names;
        }

        /** Refuses tensors that are not those of a task. */
        void require(Map<String, PlaneShape> wantedInputs, Map<String, PlaneShape> wantedOutputs)
                throws InvalidManifestException {
            require("model", wantedInputs, wantedOutputs);
        }

        /** The same of the network in some section of the manifest. */
        void require(String section, Map<String, PlaneShape> wantedInputs, Map<String, PlaneShape> wantedOutputs)
                throws InvalidManifestException {
            requireShapes(section + ".inputs", inputs, wantedInputs);
            requireShapes(section + ".outputs", outputs, wantedOutputs);
        }

        private static void requireShapes(
                String field, Map<String, PlaneShape> declared, Map<String, PlaneShape> wanted)
                throws InvalidManifestException {
            if (!declared.equals(wanted)) {
                throw new InvalidManifestException(
                        field, "must be " + new TreeMap<>(wanted) + " for this task, not " + new TreeMap<>(declared));
            }
        }
    }

    /**
     * How the derived series names what was done.
     *
     * @param code Code Value in the scheme 99AFTERIMAGE, at most 16 characters (SH)
     * @param meaning Code Meaning, at most 64 characters (LO)
     * @param label short words for the series, at most 24 characters
     */
    public record Derivation(String code, String meaning, String label) {}

    /**
     * Limits of a run.
     *
     * @param timeoutSeconds seconds after which the synthesis of one series of up to 200 images is given up
     */
    public record Limits(int timeoutSeconds) {
        private static final int IMAGES = 200;

        /** The time for a series of so many images: a longer one has as much more. */
        public Duration timeFor(int images) {
            return Duration.ofSeconds(Math.max(timeoutSeconds, (long) timeoutSeconds * images / IMAGES));
        }
    }

    /**
     * The task's settings.
     *
     * @param type the settings of the task that asks
     * @throws IllegalArgumentException if the manifest is for another task
     */
    public <T extends TaskSettings> T settings(Class<T> type) {
        if (!type.isInstance(settings)) {
            throw new IllegalArgumentException(id + " " + version + " is a model for the task " + task);
        }
        return type.cast(settings);
    }

    /** The same manifest with the checking network in place of the network, so that one engine loads the one like the other. */
    Optional<ModelManifest> ofChecker() {
        return checker.map(network -> new ModelManifest(
                schema,
                id + "-checker",
                version,
                title,
                task,
                licence,
                network,
                Optional.empty(),
                accepts,
                settings,
                comparison,
                derivation,
                limits));
    }

    /**
     * Digest of everything in the manifest that the result's pixels depend on besides the network's file, 64 hexadecimal digits. Two
     * manifests that differ in their title or gates only have the same digest.
     */
    public String parameterDigest() {
        List<String> lines = new ArrayList<>();
        lines.add("task=" + task);
        lines.addAll(settings.parameters());
        String canonical = String.join("\n", lines);
        return Sha256.of(canonical.getBytes(StandardCharsets.UTF_8));
    }
}

package org.afterimage.model;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
 * @param accepts which series it may be used on
 * @param preprocessing how stored values become the network's input
 * @param output how the network's answer is read
 * @param derivation how the derived series says what was done
 * @param gates bounds of a plausible result
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
        Accepts accepts,
        Preprocessing preprocessing,
        Output output,
        Derivation derivation,
        Gates gates,
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
     */
    public record Network(String file, String sha256, Map<String, PlaneShape> inputs, Map<String, PlaneShape> outputs) {
        public Network {
            inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
            outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
        }
    }

    /**
     * The model's declared domain; a series outside it is skipped with a reason.
     *
     * @param modality values of Modality (0008,0060)
     * @param sopClass SOP Class UIDs
     * @param bodyPart values of Body Part Examined (0018,0015)
     * @param viewPosition values of View Position (0018,5101)
     * @param minimumMatrix least number of rows and of columns
     * @param minimumAgeYears least age of the patient in years
     */
    public record Accepts(
            List<String> modality,
            List<String> sopClass,
            List<String> bodyPart,
            List<String> viewPosition,
            int minimumMatrix,
            int minimumAgeYears) {
        public Accepts {
            modality = List.copyOf(modality);
            sopClass = List.copyOf(sopClass);
            bodyPart = List.copyOf(bodyPart);
            viewPosition = List.copyOf(viewPosition);
        }
    }

    /**
     * How stored values become the network's input.
     *
     * @param normalise percentiles of the stored values that become 0 and 1
     * @param longerSide pixels that the image's longer side gets
     * @param padding value of the network's input outside the image, after normalising
     */
    public record Preprocessing(Normalise normalise, int longerSide, double padding) {}

    /**
     * Percentiles, in percent, of the stored values that become 0 and 1.
     *
     * @param lowPercentile becomes 0
     * @param highPercentile becomes 1
     */
    public record Normalise(double lowPercentile, double highPercentile) {}

    /**
     * How the network's answer is read.
     *
     * @param lungThreshold probability of lung at and below which nothing is changed
     * @param feather width, in probability, of the smooth step from no change to full change
     */
    public record Output(double lungThreshold, double feather) {}

    /**
     * How the derived series names what was done.
     *
     * @param code Code Value in the scheme 99AFTERIMAGE, at most 16 characters (SH)
     * @param meaning Code Meaning, at most 64 characters (LO)
     * @param label short words for the series, at most 24 characters
     */
    public record Derivation(String code, String meaning, String label) {}

    /**
     * Bounds of a plausible result; outside one of them the result is held for a person.
     *
     * @param maximumRemovedFraction most that may be removed, as the mean over the lung of what is removed, in parts of the image's range
     * @param minimumLungFraction least part of the image that is lung
     * @param maximumLungFraction most part of the image that is lung
     * @param minimumRemovedMean least mean over the lung of what is removed, in parts of the image's range
     * @param minimumLocalCorrelation least local correlation of source and result in the lung
     */
    public record Gates(
            double maximumRemovedFraction,
            double minimumLungFraction,
            double maximumLungFraction,
            double minimumRemovedMean,
            double minimumLocalCorrelation) {}

    /**
     * Limits of a run.
     *
     * @param timeoutSeconds seconds after which the synthesis of one series is given up
     */
    public record Limits(int timeoutSeconds) {}

    /**
     * Digest of everything in the manifest that the result's pixels depend on besides the network's file, 64 hexadecimal digits. Two
     * manifests that differ in their title or gates only have the same digest.
     */
    public String parameterDigest() {
        String canonical = String.join(
                "\n",
                "task=" + task,
                "lowPercentile=" + preprocessing.normalise().lowPercentile(),
                "highPercentile=" + preprocessing.normalise().highPercentile(),
                "longerSide=" + preprocessing.longerSide(),
                "padding=" + preprocessing.padding(),
                "lungThreshold=" + output.lungThreshold(),
                "feather=" + output.feather());
        return Sha256.of(canonical.getBytes(StandardCharsets.UTF_8));
    }
}

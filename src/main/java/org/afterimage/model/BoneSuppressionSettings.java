package org.afterimage.model;

import java.util.ArrayList;
import java.util.List;

/**
 * Bone suppression of radiographs.
 *
 * @param preprocessing how stored values become the network's input
 * @param output how the network's answer is read
 * @param gates bounds of a plausible result
 */
public record BoneSuppressionSettings(RadiographPreparation preprocessing, Output output, Gates gates)
        implements TaskSettings {

    /** The task, as manifests name it. */
    public static final String TASK = "bone-suppression";

    /**
     * How the network's answer is read.
     *
     * @param lungThreshold probability of lung at and below which nothing is changed
     * @param feather width, in probability, of the smooth step from no change to full change
     */
    public record Output(double lungThreshold, double feather) {}

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

    @Override
    public List<String> parameters() {
        List<String> parameters = new ArrayList<>(preprocessing.parameters());
        parameters.add("lungThreshold=" + output.lungThreshold());
        parameters.add("feather=" + output.feather());
        return parameters;
    }

    /** Reads them. */
    static final class Reader implements TaskReader {

        @Override
        public String task() {
            return TASK;
        }

        @Override
        public TaskSettings read(ManifestFields root, Accepts accepts, ModelManifest.Network network)
                throws InvalidManifestException {
            TaskReader.require(!accepts.bodyPart().isEmpty(), "accepts.bodyPart");
            TaskReader.require(!accepts.viewPosition().isEmpty(), "accepts.viewPosition");
            return new BoneSuppressionSettings(
                    RadiographPreparation.read(root.mapping("preprocessing")),
                    output(root.mapping("output")),
                    gates(root.mapping("gates")));
        }

        @Override
        public void requireChecker(TaskSettings settings, ModelManifest.Network checker)
                throws InvalidManifestException {
            int side = ((BoneSuppressionSettings) settings).preprocessing().longerSide();
            CheckerShape.require(checker, new PlaneShape(3, side, side)); // film, result, weight of the subtraction
        }

        private static Output output(ManifestFields fields) throws InvalidManifestException {
            Output output = new Output(fields.number("lungThreshold", 0, 1), fields.number("feather", 0.001, 1));
            fields.end();
            return output;
        }

        private static Gates gates(ManifestFields fields) throws InvalidManifestException {
            double leastLung = fields.number("minimumLungFraction", 0, 1);
            Gates gates = new Gates(
                    fields.number("maximumRemovedFraction", 0, 1),
                    leastLung,
                    fields.number("maximumLungFraction", leastLung, 1),
                    fields.number("minimumRemovedMean", 0, 1),
                    fields.number("minimumLocalCorrelation", -1, 1));
            fields.end();
            return gates;
        }
    }
}

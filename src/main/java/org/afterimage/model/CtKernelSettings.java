package org.afterimage.model;

import java.util.List;
import java.util.Map;

/**
 * Harmonisation of CT reconstruction kernels: a slice as another kernel would have made it.
 *
 * @param outsideHu Hounsfield units that pixels outside the image (Pixel Padding Value) count as
 * @param outputHu Hounsfield units that the answer is clipped to, after rounding
 * @param conversion which kernels
 * @param gates bounds of a plausible result
 */
public record CtKernelSettings(double outsideHu, Range outputHu, Conversion conversion, Gates gates)
        implements TaskSettings {

    /** The task, as manifests name it. */
    public static final String TASK = "ct-kernel-harmonization";

    /** Input of the network: one slice in Hounsfield units. */
    public static final String IMAGE = "image";

    /** Input of the network: Pixel Spacing, row spacing and column spacing in mm. */
    public static final String SPACING = "spacing";

    /** Output of the network: the slice in Hounsfield units. */
    public static final String CONVERTED = "converted";

    private static final double LARGEST_HU = 32768;

    /**
     * Which kernels.
     *
     * @param from words for the kernel that slices come from
     * @param to words for the kernel that they go to
     * @param target what the kernel that they go to is, for Derivation Description
     */
    public record Conversion(String from, String to, String target) {}

    /**
     * Bounds of a plausible slice; a series with a slice outside one of them is held for a person.
     *
     * @param maximumSoftTissueShiftHu most that the mean of soft tissue may move in one of 16 blocks of the slice; infinite when the
     *     manifest does not ask
     * @param maximumMeanShiftHu most that the mean of the slice may move
     * @param maximumChangeHu most that all but a thousandth of the pixels may change
     * @param minimumGrainRatio least ratio of grain after to before, where there is tissue
     * @param maximumGrainRatio most of it
     * @param minimumLocalCorrelation least correlation of fine structure before and after, where there is tissue
     */
    public record Gates(
            double maximumSoftTissueShiftHu,
            double maximumMeanShiftHu,
            double maximumChangeHu,
            double minimumGrainRatio,
            double maximumGrainRatio,
            double minimumLocalCorrelation) {}

    @Override
    public List<String> parameters() {
        return List.of(
                "outsideHu=" + outsideHu,
                "lowestHu=" + outputHu.minimum(),
                "highestHu=" + outputHu.maximum(),
                "from=" + conversion.from(),
                "to=" + conversion.to(),
                "target=" + conversion.target());
    }

    /** Reads them. */
    static final class Reader implements TaskReader {

        private static final int LONGEST = 64;

        @Override
        public String task() {
            return TASK;
        }

        @Override
        public TaskSettings read(ManifestFields root, Accepts accepts, ModelManifest.Network network)
                throws InvalidManifestException {
            TaskReader.require(!accepts.convolutionKernel().isEmpty(), "accepts.convolutionKernel");
            TaskReader.require(!accepts.pixelSpacingMm().equals(Range.ANY), "accepts.pixelSpacingMm");
            PlaneShape slice = new PlaneShape(1, PlaneShape.ANY, PlaneShape.ANY);
            network.require(Map.of(IMAGE, slice, SPACING, new PlaneShape(1, 1, 2)), Map.of(CONVERTED, slice));
            ManifestFields preprocessing = root.mapping("preprocessing");
            double outsideHu = preprocessing.number("outsideHu", -LARGEST_HU, LARGEST_HU);
            preprocessing.end();
            return new CtKernelSettings(
                    outsideHu,
                    output(root.mapping("output")),
                    conversion(root.mapping("conversion")),
                    gates(root.mapping("gates")));
        }

        private static Range output(ManifestFields fields) throws InvalidManifestException {
            double lowest = fields.number("lowestHu", -LARGEST_HU, LARGEST_HU);
            Range range = new Range(lowest, fields.number("highestHu", lowest, LARGEST_HU));
            fields.end();
            return range;
        }

        private static Conversion conversion(ManifestFields fields) throws InvalidManifestException {
            Conversion conversion = new Conversion(
                    fields.ascii("from", LONGEST), fields.ascii("to", LONGEST), fields.ascii("target", LONGEST));
            fields.end();
            return conversion;
        }

        private static Gates gates(ManifestFields fields) throws InvalidManifestException {
            double minimumGrain = fields.number("minimumGrainRatio", 0, 100);
            Gates gates = new Gates(
                    fields.has("maximumSoftTissueShiftHu")
                            ? fields.number("maximumSoftTissueShiftHu", 0, LARGEST_HU)
                            : Double.POSITIVE_INFINITY,
                    fields.number("maximumMeanShiftHu", 0, LARGEST_HU),
                    fields.number("maximumChangeHu", 0, LARGEST_HU),
                    minimumGrain,
                    fields.number("maximumGrainRatio", minimumGrain, 100),
                    fields.number("minimumLocalCorrelation", -1, 1));
            fields.end();
            return gates;
        }
    }
}

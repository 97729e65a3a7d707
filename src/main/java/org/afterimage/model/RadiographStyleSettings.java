package org.afterimage.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Presentation harmonisation of radiographs to one target style.
 *
 * @param preprocessing how stored values become the network's input
 * @param gates bounds of a plausible result
 */
public record RadiographStyleSettings(RadiographPreparation preprocessing, Gates gates) implements TaskSettings {

    /** The task, as manifests name it. */
    public static final String TASK = "radiograph-style";

    /** Input of the network: the radiograph in parts of its grey range. */
    public static final String IMAGE = "image";

    /** Output of the network: the radiograph in the target style, 0 black and 1 white. */
    public static final String STYLED = "styled";

    /** Output of the network: gain of structure that is finer than the network's matrix. */
    public static final String DETAIL = "detail";

    private static final String FULL_RANGE = "full";

    /**
     * Bounds of a plausible result; outside one of them the result is held for a person.
     *
     * @param minimumMedian least median of the styled image
     * @param maximumMedian most of it
     * @param minimumDetailRatio least ratio of fine structure after to before
     * @param maximumDetailRatio most of it
     * @param minimumLocalCorrelation least correlation of fine structure before and after
     * @param maximumClipped largest share of the image that is beyond black or white
     */
    public record Gates(
            double minimumMedian,
            double maximumMedian,
            double minimumDetailRatio,
            double maximumDetailRatio,
            double minimumLocalCorrelation,
            double maximumClipped) {}

    @Override
    public List<String> parameters() {
        List<String> parameters = new ArrayList<>(preprocessing.parameters());
        parameters.add("range=" + FULL_RANGE);
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
            RadiographPreparation preprocessing = RadiographPreparation.read(root.mapping("preprocessing"));
            PlaneShape square = new PlaneShape(1, preprocessing.longerSide(), preprocessing.longerSide());
            network.require(Map.of(IMAGE, square), Map.of(STYLED, square, DETAIL, square));
            ManifestFields output = root.mapping("output");
            String range = output.text("range");
            if (!range.equals(FULL_RANGE)) {
                throw new InvalidManifestException(output.pathOf("range"), "must be full, not '" + range + "'");
            }
            output.end();
            return new RadiographStyleSettings(preprocessing, gates(root.mapping("gates")));
        }

        private static Gates gates(ManifestFields fields) throws InvalidManifestException {
            double minimumMedian = fields.number("minimumMedian", 0, 1);
            double minimumDetail = fields.number("minimumDetailRatio", 0, 100);
            Gates gates = new Gates(
                    minimumMedian,
                    fields.number("maximumMedian", minimumMedian, 1),
                    minimumDetail,
                    fields.number("maximumDetailRatio", minimumDetail, 100),
                    fields.number("minimumLocalCorrelation", -1, 1),
                    fields.number("maximumClipped", 0, 1));
            fields.end();
            return gates;
        }
    }
}

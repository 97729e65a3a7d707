package org.afterimage.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@link MissingSequenceSettings}. */
final class MissingSequenceReader implements TaskReader {

    private static final double LONGEST_MS = 100_000;
    private static final int ROLES = 2;
    private static final String MEAN_OF_BRIGHT = "mean-of-bright";

    @Override
    public String task() {
        return MissingSequenceSettings.TASK;
    }

    @Override
    public void requireChecker(TaskSettings settings, ModelManifest.Network checker) throws InvalidManifestException {
        int planes =
                ROLES * ((MissingSequenceSettings) settings).preprocessing().slices() + 1;
        CheckerShape.require(checker, new PlaneShape(planes, PlaneShape.ANY, PlaneShape.ANY));
    }

    @Override
    public TaskSettings read(ManifestFields root, Accepts accepts, ModelManifest.Network network)
            throws InvalidManifestException {
        TaskReader.require(!accepts.bodyPart().isEmpty(), "accepts.bodyPart");
        TaskReader.require(!accepts.pixelSpacingMm().equals(Range.ANY), "accepts.pixelSpacingMm");
        TaskReader.require(!accepts.sliceSpacingMm().equals(Range.ANY), "accepts.sliceSpacingMm");
        MissingSequenceSettings settings = new MissingSequenceSettings(
                series(root.mapping("series")),
                geometry(root.mapping("geometry")),
                preprocessing(root.mapping("preprocessing")),
                output(root.mapping("output")),
                gates(root.mapping("gates")));
        int planes = ROLES * settings.preprocessing().slices();
        network.require(
                Map.of(MissingSequenceSettings.IMAGE, new PlaneShape(planes, PlaneShape.ANY, PlaneShape.ANY)),
                Map.of(MissingSequenceSettings.FLAIR, new PlaneShape(1, PlaneShape.ANY, PlaneShape.ANY)));
        return settings;
    }

    private static Map<String, List<MissingSequenceSettings.Protocol>> series(ManifestFields fields)
            throws InvalidManifestException {
        Map<String, List<MissingSequenceSettings.Protocol>> series = new LinkedHashMap<>();
        for (String role : List.of(MissingSequenceSettings.T1, MissingSequenceSettings.T2)) {
            List<MissingSequenceSettings.Protocol> protocols = new ArrayList<>();
            for (ManifestFields item : fields.mappings(role)) {
                protocols.add(new MissingSequenceSettings.Protocol(
                        item.pair("repetitionTimeMs", 0, LONGEST_MS),
                        item.pair("echoTimeMs", 0, LONGEST_MS),
                        item.pairOrNull("inversionTimeMs", 0, LONGEST_MS).orElse(Range.ZERO),
                        item.has("scanningSequence") ? item.texts("scanningSequence") : List.of()));
                item.end();
            }
            series.put(role, List.copyOf(protocols));
        }
        fields.end();
        return series;
    }

    private static MissingSequenceSettings.Geometry geometry(ManifestFields fields) throws InvalidManifestException {
        String reference = fields.text("reference");
        if (!reference.equals(MissingSequenceSettings.T2)) {
            throw new InvalidManifestException(fields.pathOf("reference"), "must be t2, not '" + reference + "'");
        }
        MissingSequenceSettings.Geometry geometry = new MissingSequenceSettings.Geometry(
                reference, fields.number("tolerancePixels", 0, 1), fields.number("maximumUncovered", 0, 1));
        fields.end();
        return geometry;
    }

    private static MissingSequenceSettings.Preparation preprocessing(ManifestFields fields)
            throws InvalidManifestException {
        String normalise = fields.text("normalise");
        if (!normalise.equals(MEAN_OF_BRIGHT)) {
            throw new InvalidManifestException(
                    fields.pathOf("normalise"), "must be " + MEAN_OF_BRIGHT + ", not '" + normalise + "'");
        }
        MissingSequenceSettings.Preparation preparation = new MissingSequenceSettings.Preparation(
                fields.integer("neighbours", 0, 8),
                fields.integer("multiple", 1, 256),
                fields.number("padding", -10, 10));
        fields.end();
        return preparation;
    }

    private static MissingSequenceSettings.Output output(ManifestFields fields) throws InvalidManifestException {
        ManifestFields window = fields.mapping("window");
        MissingSequenceSettings.Output output = new MissingSequenceSettings.Output(
                fields.number("storedPerUnit", 1, 4095),
                window.number("center", -65536, 65536),
                window.number("width", 1, 65536));
        window.end();
        fields.end();
        return output;
    }

    private static MissingSequenceSettings.Gates gates(ManifestFields fields) throws InvalidManifestException {
        double minimumMedian = fields.number("minimumMedian", 0, 100);
        MissingSequenceSettings.Gates gates = new MissingSequenceSettings.Gates(
                fields.number("minimumHeadFraction", 0, 1),
                minimumMedian,
                fields.number("maximumMedian", minimumMedian, 100),
                fields.number("minimumExplained", 0, 1),
                fields.number("maximumUnsupported", 0, 1));
        fields.end();
        return gates;
    }
}

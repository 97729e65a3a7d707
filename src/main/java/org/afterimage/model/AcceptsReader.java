package org.afterimage.model;

import java.util.List;
import java.util.regex.Pattern;

/** Reads the section {@code accepts}. */
final class AcceptsReader {

    static final double ANY_TILT = 90;
    private static final Pattern UID = Pattern.compile("[0-9]+(\\.[0-9]+)+");
    private static final int LARGEST_MATRIX = 65535;
    private static final double LARGEST_MM = 1000;
    private static final int MOST_SLICES = 10_000;
    private static final int OLDEST = 150;
    private static final List<String> ORIENTATIONS = List.of("axial");

    private AcceptsReader() {}

    static Accepts read(ManifestFields fields) throws InvalidManifestException {
        int minimumMatrix = fields.integer("minimumMatrix", 1, LARGEST_MATRIX);
        Accepts accepts = new Accepts(
                fields.texts("modality"),
                uids(fields),
                optional(fields, "bodyPart"),
                optional(fields, "viewPosition"),
                optional(fields, "imageType"),
                optional(fields, "rescaleType"),
                optional(fields, "convolutionKernel"),
                !fields.has("contrastAgent") || fields.flag("contrastAgent"),
                range(fields, "pixelSpacingMm"),
                range(fields, "sliceThicknessMm"),
                range(fields, "sliceSpacingMm"),
                tilt(fields),
                fields.has("minimumSlices") ? fields.integer("minimumSlices", 1, MOST_SLICES) : 1,
                minimumMatrix,
                fields.has("maximumMatrix")
                        ? fields.integer("maximumMatrix", minimumMatrix, LARGEST_MATRIX)
                        : LARGEST_MATRIX,
                fields.integer("minimumAgeYears", 0, OLDEST));
        fields.end();
        return accepts;
    }

    private static List<String> uids(ManifestFields fields) throws InvalidManifestException {
        List<String> uids = fields.texts("sopClass");
        for (String uid : uids) {
            if (!UID.matcher(uid).matches()) {
                throw new InvalidManifestException(fields.pathOf("sopClass"), "'" + uid + "' is not a UID");
            }
        }
        return uids;
    }

    private static List<String> optional(ManifestFields fields, String name) throws InvalidManifestException {
        return fields.has(name) ? fields.texts(name) : List.of();
    }

    private static Range range(ManifestFields fields, String name) throws InvalidManifestException {
        return fields.has(name) ? fields.range(name, 0, LARGEST_MM) : Range.ANY;
    }

    /** An orientation and how far slices may be tilted from it are given together. */
    private static double tilt(ManifestFields fields) throws InvalidManifestException {
        if (!fields.has("orientation") && !fields.has("maximumTiltDegrees")) {
            return ANY_TILT;
        }
        String orientation = fields.text("orientation");
        if (!ORIENTATIONS.contains(orientation)) {
            throw new InvalidManifestException(
                    fields.pathOf("orientation"), "must be axial, not '" + orientation + "'");
        }
        return fields.number("maximumTiltDegrees", 0, ANY_TILT);
    }
}

package org.afterimage.model;

import java.util.List;

/**
 * How the stored values of a radiograph become the network's input: a square that the whole image fits in.
 *
 * @param normalise percentiles of the stored values that become 0 and 1
 * @param longerSide pixels that the image's longer side gets
 * @param padding value of the network's input outside the image, after normalising
 */
public record RadiographPreparation(Normalise normalise, int longerSide, double padding) {

    static RadiographPreparation read(ManifestFields fields) throws InvalidManifestException {
        RadiographPreparation preparation = new RadiographPreparation(
                Normalise.read(fields.mapping("normalise")),
                fields.integer("longerSide", 16, 8192),
                fields.number("padding", -10, 10));
        fields.end();
        return preparation;
    }

    /** For digests. */
    List<String> parameters() {
        return List.of(
                "lowPercentile=" + normalise.lowPercentile(),
                "highPercentile=" + normalise.highPercentile(),
                "longerSide=" + longerSide,
                "padding=" + padding);
    }
}

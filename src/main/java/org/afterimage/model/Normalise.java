package org.afterimage.model;

/**
 * Percentiles, in percent, of the stored values that become 0 and 1.
 *
 * @param lowPercentile becomes 0
 * @param highPercentile becomes 1
 */
public record Normalise(double lowPercentile, double highPercentile) {

    static Normalise read(ManifestFields fields) throws InvalidManifestException {
        double low = fields.number("lowPercentile", 0, 100);
        double high = fields.number("highPercentile", 0, 100);
        if (low >= high) {
            throw new InvalidManifestException(fields.pathOf("highPercentile"), "must be above lowPercentile");
        }
        fields.end();
        return new Normalise(low, high);
    }
}

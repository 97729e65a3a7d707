package org.afterimage.evaluate;

import java.util.ArrayList;
import java.util.List;
import org.afterimage.evaluate.image.FilterBank;
import org.afterimage.synthesize.Plane;

/** Tiles of the images of one case, for the Frechet distance and the plots; of a volume, of some slices spread over it. */
final class CaseTiles {

    private static final int MOST_SLICES = 8;

    private CaseTiles() {}

    static TileSamples of(CaseImages images, Reading reading) {
        List<boolean[]> inside = images.region().orElse(images.image());
        return new TileSamples(
                reading.source()
                        .map(source -> describe(source, inside, reading.dataRange()))
                        .orElse(List.of()),
                describe(reading.output(), inside, reading.dataRange()),
                describe(reading.truth(), inside, reading.dataRange()));
    }

    private static List<double[]> describe(List<Plane> planes, List<boolean[]> inside, double dataRange) {
        List<double[]> tiles = new ArrayList<>();
        int step = (planes.size() + MOST_SLICES - 1) / MOST_SLICES;
        for (int k = step / 2; k < planes.size(); k += step) {
            tiles.addAll(FilterBank.describe(planes.get(k), inside.get(k), dataRange));
        }
        return tiles;
    }
}

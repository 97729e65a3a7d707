package org.afterimage.evaluate;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.afterimage.evaluate.texture.Discretisation;

/**
 * MR has no units, and no two scanners scale alike: the output of a case is multiplied by one factor, the ratio of the medians of truth
 * and output over the region (without a region, over the pixels above a tenth of the truth's 99th percentile), and compared in the
 * truth's units. PSNR and SSIM take the truth's 99.9th percentile as the range. No source shows the quantity of the truth.
 */
final class MrYardstick implements Yardstick {

    private static final double BRIGHTEST = 99.9;
    private static final double BRIGHT = 99;
    private static final double TISSUE = 0.1;
    private static final int BINS = 32;

    @Override
    public String task() {
        return "mr-missing-sequence";
    }

    @Override
    public Reading read(CaseImages images, double dataRange) throws CaseSkippedException {
        Percentiles truth = Percentiles.of(images.truth(), images.image());
        List<boolean[]> tissue =
                images.region().isPresent() ? images.region().get() : above(images, TISSUE * truth.at(BRIGHT));
        double wanted = Percentiles.of(images.truth(), tissue).at(50);
        double found = Percentiles.of(images.output(), tissue).at(50);
        if (!(wanted > 0) || !(found > 0)) {
            throw new CaseSkippedException("The median of the region is not above 0, so that scales can't be matched.");
        }
        double brightest = truth.at(BRIGHTEST);
        return new Reading(
                Reading.scaled(images.output(), 0, found / wanted),
                images.truth(),
                Optional.empty(),
                dataRange > 0 ? dataRange : brightest,
                0,
                brightest);
    }

    private static List<boolean[]> above(CaseImages images, double threshold) {
        return images.truth().stream()
                .map(plane -> {
                    boolean[] bright = new boolean[plane.data().length];
                    for (int i = 0; i < bright.length; i++) {
                        bright[i] = plane.data()[i] > threshold;
                    }
                    return bright;
                })
                .toList();
    }

    @Override
    public String unit() {
        return "truth's unit";
    }

    @Override
    public String explanation() {
        return "Scanners have no common scale: each output is multiplied by the ratio of the medians of truth and output over the region."
                + " PSNR and SSIM take the 99.9th percentile of the truth as the range unless told otherwise.";
    }

    @Override
    public boolean sourceIsComparable() {
        return false;
    }

    @Override
    public boolean onlyRegionChanges() {
        return false;
    }

    @Override
    public Discretisation discretisation() {
        return new Discretisation.FixedBinNumber(BINS);
    }

    @Override
    public OptionalDouble falseContrast() {
        return OptionalDouble.of(1.0 / 6);
    }

    @Override
    public double visibleContrast() {
        return 1.0 / 15;
    }
}

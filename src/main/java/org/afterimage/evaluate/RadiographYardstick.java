package org.afterimage.evaluate;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.afterimage.evaluate.texture.Discretisation;
import org.afterimage.synthesize.Plane;

/**
 * Radiographs have no units: values are compared in parts of the grey range of one image of the pair, 0 and 1 being its 0.5th and 99.5th
 * percentile. The data range is 1.
 */
final class RadiographYardstick implements Yardstick {

    private static final double LOW = 0.5;
    private static final double HIGH = 99.5;
    private static final int BINS = 32;
    private static final double LEVEL = 1.0 / 64; // of a style, whose grey levels are what is aimed at

    private final String task;
    private final boolean rangeOfTruth;
    private final boolean onlyRegionChanges;

    private RadiographYardstick(String task, boolean rangeOfTruth, boolean onlyRegionChanges) {
        this.task = task;
        this.rangeOfTruth = rangeOfTruth;
        this.onlyRegionChanges = onlyRegionChanges;
    }

    /** Bone suppression: the range is the source's, and nothing changes outside the lung. */
    static RadiographYardstick boneSuppression() {
        return new RadiographYardstick("bone-suppression", false, true);
    }

    /** Style: the range is that of the truth, whose presentation is aimed at. */
    static RadiographYardstick style() {
        return new RadiographYardstick("radiograph-style", true, false);
    }

    @Override
    public String task() {
        return task;
    }

    @Override
    public Reading read(CaseImages images, double dataRange) throws CaseSkippedException {
        if (images.sources().isEmpty()) {
            throw new CaseSkippedException("The source does not lie where the output lies.");
        }
        List<Plane> source = images.sources().get(0);
        Percentiles percentiles = Percentiles.of(rangeOfTruth ? images.truth() : source, images.image());
        double zero = percentiles.at(LOW);
        double unit = percentiles.at(HIGH) - zero;
        if (!(unit > 0)) {
            throw new CaseSkippedException("The image has no contrast.");
        }
        return new Reading(
                Reading.scaled(images.output(), zero, unit),
                Reading.scaled(images.truth(), zero, unit),
                Optional.of(Reading.scaled(source, zero, unit)),
                dataRange > 0 ? dataRange / unit : 1,
                0,
                1);
    }

    @Override
    public String unit() {
        return "range";
    }

    @Override
    public String explanation() {
        return "Values are parts of the range between the 0.5th and the 99.5th percentile of the "
                + (rangeOfTruth ? "truth" : "source") + ", dense tissue bright; PSNR and SSIM take 1 as the range.";
    }

    @Override
    public boolean sourceIsComparable() {
        return true;
    }

    @Override
    public boolean onlyRegionChanges() {
        return onlyRegionChanges;
    }

    @Override
    public Discretisation discretisation() {
        return rangeOfTruth ? new Discretisation.FixedBinSize(LEVEL, 0) : new Discretisation.FixedBinNumber(BINS);
    }

    @Override
    public OptionalDouble falseContrast() {
        return OptionalDouble.empty();
    }

    @Override
    public double visibleContrast() {
        return 0.05;
    }
}

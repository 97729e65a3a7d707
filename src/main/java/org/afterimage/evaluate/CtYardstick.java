package org.afterimage.evaluate;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.afterimage.evaluate.texture.Discretisation;
import org.afterimage.synthesize.Plane;

/** CT is compared in Hounsfield units; PSNR and SSIM take 2000 HU as the range, from air to dense bone. */
final class CtYardstick implements Yardstick {

    private static final double RANGE_HU = 2000;
    private static final double BIN_HU = 25;
    private static final double LOWEST_HU = -1024;
    private static final double BLACK_HU = -160; // the usual window of soft tissue, 40 / 400
    private static final double WHITE_HU = 240;

    @Override
    public String task() {
        return "ct-kernel-harmonization";
    }

    @Override
    public Reading read(CaseImages images, double dataRange) {
        Optional<List<Plane>> source = images.sources().stream().findFirst();
        return new Reading(
                images.output(), images.truth(), source, dataRange > 0 ? dataRange : RANGE_HU, BLACK_HU, WHITE_HU);
    }

    @Override
    public String unit() {
        return "HU";
    }

    @Override
    public String explanation() {
        return "Values are Hounsfield units; PSNR and SSIM take 2000 HU as the range unless told otherwise.";
    }

    @Override
    public boolean sourceIsComparable() {
        return true;
    }

    @Override
    public boolean onlyRegionChanges() {
        return false;
    }

    @Override
    public Discretisation discretisation() {
        return new Discretisation.FixedBinSize(BIN_HU, LOWEST_HU);
    }

    @Override
    public OptionalDouble falseContrast() {
        return OptionalDouble.empty();
    }

    @Override
    public double visibleContrast() {
        return 0.01;
    }
}

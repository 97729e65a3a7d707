package org.afterimage.evaluate.image;

/** PSNR = 10 log10(range² / mean of (y - t)²), as scikit-image's {@code peak_signal_noise_ratio} with its {@code data_range}; infinite for equal images. */
public final class PeakSignalToNoise implements ImageMeasure {

    @Override
    public String name() {
        return "psnr";
    }

    @Override
    public String title() {
        return "Peak signal-to-noise ratio";
    }

    @Override
    public String unit() {
        return "dB";
    }

    @Override
    public Better better() {
        return Better.LARGER;
    }

    @Override
    public double of(Compared compared) {
        return 10
                * Math.log10(compared.dataRange()
                        * compared.dataRange()
                        / Mean.over(compared, (output, reference) -> (output - reference) * (output - reference)));
    }
}

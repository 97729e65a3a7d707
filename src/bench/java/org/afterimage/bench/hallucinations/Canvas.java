package org.afterimage.bench.hallucinations;

import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.pixel.PixelFormat;
import org.afterimage.synthesize.BoneEvidence;
import org.afterimage.synthesize.KernelEvidence;
import org.afterimage.synthesize.SequenceEvidence;
import org.afterimage.synthesize.SyntheticInstance;

/**
 * Pixels of one result to plant in, in the unit of the task: parts of the grey range of a radiograph, HU, or typical grey matter of a FLAIR.
 * Nothing is drawn where a task may not change anything, so that no gate finds it for that reason alone.
 */
final class Canvas {

    private static final double FLAIR_PER_UNIT = 1000;

    private final SyntheticInstance good;
    private final double storedPerUnit;
    private final double[] result;
    private final double[] source;

    Canvas(SyntheticInstance good) {
        this.good = good;
        this.storedPerUnit = storedPerUnit(good);
        this.result = units(good.stored());
        this.source = units(good.sourceStored());
    }

    private static double storedPerUnit(SyntheticInstance instance) {
        if (instance.evidence() instanceof BoneEvidence bone) {
            return bone.range().unit();
        } else if (instance.evidence() instanceof KernelEvidence kernel) {
            return 1 / kernel.rescale().slope();
        } else if (instance.evidence() instanceof SequenceEvidence) {
            return FLAIR_PER_UNIT;
        }
        PixelFormat format = instance.format();
        double all = (double) format.maximum() - format.minimum();
        return format.monochrome1() ? -all : all;
    }

    private double[] units(int[] stored) {
        double[] values = new double[stored.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = stored[i] / storedPerUnit;
        }
        return values;
    }

    SyntheticInstance good() {
        return good;
    }

    int rows() {
        return good.format().rows();
    }

    int columns() {
        return good.format().columns();
    }

    /** The result, to be written to. */
    double[] result() {
        return result;
    }

    /** The source, to be written to. */
    double[] source() {
        return source;
    }

    /** Pixels to a millimetre. */
    double pixelsPerMm() {
        double[] spacing = good.source().object().dataSet().decimals(Tag.PIXEL_SPACING);
        if (spacing.length == 0) {
            spacing = good.source().object().dataSet().decimals(Tag.IMAGER_PIXEL_SPACING);
        }
        return 1 / spacing[0];
    }

    /** Whether the task may change a pixel at all. */
    boolean open(int pixel) {
        return !good.padding().contains(good.sourceStored()[pixel])
                && (!(good.evidence() instanceof BoneEvidence bone) || bone.region()[pixel]);
    }

    /** The mean of the source around a pixel. */
    double around(int pixel, int reach) {
        double sum = 0;
        int count = 0;
        for (int r = Math.max(0, pixel / columns() - reach);
                r <= Math.min(rows() - 1, pixel / columns() + reach);
                r++) {
            for (int c = Math.max(0, pixel % columns() - reach);
                    c <= Math.min(columns() - 1, pixel % columns() + reach);
                    c++) {
                sum += source[r * columns() + c];
                count++;
            }
        }
        return sum / count;
    }

    /** The result as it is now, beside the source as it is now. */
    SyntheticInstance drawn() {
        return new SyntheticInstance(
                good.sources(),
                good.format(),
                stored(source, good.sourceStored()),
                stored(result, good.stored()),
                good.padding(),
                good.unitsKept(),
                good.spatialLocationsPreserved(),
                good.windows(),
                good.evidence(),
                good.times());
    }

    private int[] stored(double[] values, int[] before) {
        int[] stored = new int[values.length];
        for (int i = 0; i < stored.length; i++) {
            long rounded = Math.round(values[i] * storedPerUnit);
            int fitting = (int)
                    Math.max(good.format().minimum(), Math.min(good.format().maximum(), rounded));
            stored[i] = open(i) && !good.padding().contains(fitting) ? fitting : before[i];
        }
        return stored;
    }
}

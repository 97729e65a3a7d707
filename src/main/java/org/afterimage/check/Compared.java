package org.afterimage.check;

import java.util.List;
import java.util.stream.IntStream;
import org.afterimage.check.measure.BoxMask;
import org.afterimage.check.measure.ComparedImage;
import org.afterimage.check.measure.CurveExplanation;
import org.afterimage.check.measure.FilterExplanation;
import org.afterimage.check.measure.JointExplanation;
import org.afterimage.check.measure.RemovedLines;
import org.afterimage.model.MissingSequenceSettings;
import org.afterimage.synthesize.BoneEvidence;
import org.afterimage.synthesize.GreyRange;
import org.afterimage.synthesize.KernelEvidence;
import org.afterimage.synthesize.Plane;
import org.afterimage.synthesize.SequenceEvidence;
import org.afterimage.synthesize.SyntheticInstance;

/**
 * Results as the measures see them: the stored values that will be sent, not the network's answer, in a unit that means something, beside
 * the source and what the source explains of them.
 */
final class Compared {

    private static final int AROUND = 3;
    private static final double DIM = 0.3; // of the mean of bright voxels, both contrasts together
    private static final int SKULL =
            12; // pixels of some millimetre: scalp and skull, which two contrasts explain badly

    private Compared() {}

    /** A radiograph in parts of its grey range, where bones may be taken away. */
    static ComparedImage bone(SyntheticInstance instance, BoneEvidence evidence) {
        return ComparedImage.of(
                List.of(grey(instance, instance.sourceStored(), evidence.range())),
                grey(instance, instance.stored(), evidence.range()),
                evidence.region(),
                new RemovedLines());
    }

    /** A radiograph in parts of the range of its stored values. */
    static ComparedImage style(SyntheticInstance instance) {
        boolean white = instance.format().monochrome1();
        double low = instance.format().minimum();
        double high = instance.format().maximum();
        GreyRange whole = white ? new GreyRange(high, low) : new GreyRange(low, high);
        int[] source = instance.sourceStored();
        return ComparedImage.of(
                List.of(grey(instance, source, whole)),
                grey(instance, instance.stored(), whole),
                image(instance, source),
                new CurveExplanation());
    }

    /** A CT slice in Hounsfield units. */
    static ComparedImage kernel(SyntheticInstance slice, KernelEvidence evidence) {
        int[] source = slice.sourceStored();
        boolean[] image = image(slice, source);
        return ComparedImage.of(
                List.of(hounsfield(slice, source, image, evidence)),
                hounsfield(slice, slice.stored(), image, evidence),
                image,
                new FilterExplanation());
    }

    /** The slices of a missing sequence in the network's unit. */
    static List<Slice> slices(List<SyntheticInstance> slices, MissingSequenceSettings.Output output) {
        return AtWork.each(slices, k -> slice(slices.get(k), output));
    }

    /** The same beside what their sources explain of them; they are explained together. */
    static List<ComparedImage> sequence(List<SyntheticInstance> slices, List<Slice> prepared) {
        JointExplanation explanation =
                JointExplanation.of(prepared.stream().map(Slice::small).toList());
        return AtWork.each(slices, k -> {
            Slice slice = prepared.get(k);
            return ComparedImage.of(slice.sources(), slice.result(), slice.inside(), slice.small(), explanation);
        });
    }

    /** A slice of a missing sequence beside T2 and T1. */
    @SuppressWarnings("ArrayRecordComponent") // megabytes a slice; never used as a key
    record Slice(List<Plane> sources, Plane result, boolean[] inside, ComparedImage.Small small) {}

    private static Slice slice(SyntheticInstance slice, MissingSequenceSettings.Output output) {
        if (!(slice.evidence() instanceof SequenceEvidence evidence)) {
            throw new IllegalArgumentException("these gates are for a missing sequence");
        }
        int columns = slice.format().columns();
        int[] stored = slice.stored();
        float[] values = new float[stored.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (stored[i] / output.storedPerUnit());
        }
        List<Plane> sources = List.of(evidence.second(), evidence.first());
        Plane result = new Plane(values, slice.format().rows(), columns);
        boolean[] inside = BoxMask.eroded(BoxMask.above(sources, DIM, AROUND), columns, SKULL);
        return new Slice(sources, result, inside, ComparedImage.small(sources, result, inside));
    }

    private static boolean[] image(SyntheticInstance instance, int[] source) {
        boolean[] image = new boolean[source.length];
        for (int i = 0; i < image.length; i++) {
            image[i] = !instance.padding().contains(source[i]);
        }
        return image;
    }

    private static Plane grey(SyntheticInstance instance, int[] stored, GreyRange range) {
        int columns = instance.format().columns();
        float[] values = new float[stored.length];
        IntStream.range(0, instance.format().rows()).parallel().forEach(row -> {
            for (int i = row * columns; i < (row + 1) * columns; i++) {
                values[i] = (float) ((stored[i] - range.zero()) / range.unit());
            }
        });
        return new Plane(values, instance.format().rows(), columns);
    }

    private static Plane hounsfield(SyntheticInstance slice, int[] stored, boolean[] image, KernelEvidence evidence) {
        float[] values = new float[stored.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (image[i] ? evidence.rescale().apply(stored[i]) : evidence.outsideHu());
        }
        return new Plane(values, slice.format().rows(), slice.format().columns());
    }
}

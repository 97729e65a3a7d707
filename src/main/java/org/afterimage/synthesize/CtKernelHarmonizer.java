package org.afterimage.synthesize;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.pixel.PixelFormat;
import org.afterimage.dicom.pixel.Rescale;
import org.afterimage.infer.LoadedModel;
import org.afterimage.infer.Tensor;
import org.afterimage.model.CtKernelSettings;
import org.afterimage.model.ModelPackage;
import org.afterimage.model.Range;

/**
 * Harmonisation of CT reconstruction kernels, slice by slice. The network is given a slice in Hounsfield units and its Pixel Spacing, and
 * answers the slice as the other kernel would have made it, on the same grid. The answer is rounded to whole Hounsfield units, clipped,
 * and stored through the source's own rescale. Padding counts as air on the way in and comes back as it was.
 */
public final class CtKernelHarmonizer implements Synthesizer {

    /** Changes whenever the same input may give other pixels, since UIDs are made from it. */
    private static final String ALGORITHM = "CtKernelHarmonizer 1";

    private static final int SPACINGS = 2;

    @Override
    public String task() {
        return CtKernelSettings.TASK;
    }

    @Override
    public SyntheticSeries synthesize(
            List<SourceSeries> sources, ModelPackage model, LoadedModel network, PlaneKeeper planes)
            throws SynthesisException, IOException {
        SourceSeries source = Synthesizer.only(sources);
        CtKernelSettings settings = model.manifest().settings(CtKernelSettings.class);
        List<SyntheticInstance> instances = new SlicePipeline<CtSlice>(
                        model,
                        network,
                        slice -> read(source.instances().get(slice), settings),
                        (slice, run) -> planes.keep(compose(slice, run, settings)))
                .run(source.instances().size());
        long clipped = instances.stream()
                .mapToLong(slice -> ((KernelEvidence) slice.evidence()).clipped())
                .sum();
        List<String> warnings = clipped == 0
                ? List.of()
                : List.of(clipped + (clipped == 1 ? " pixel was" : " pixels were")
                        + " beyond what can be stored and clipped.");
        return new SyntheticSeries(List.of(source), ALGORITHM, description(source, settings), warnings, instances);
    }

    private static String description(SourceSeries source, CtKernelSettings settings) {
        CtKernelSettings.Conversion conversion = settings.conversion();
        String kernel = source.instances().get(0).object().dataSet().strings(Tag.CONVOLUTION_KERNEL).stream()
                .findFirst()
                .map(name -> " (" + name.trim() + ")")
                .orElse("");
        return "Kernel harmonised from " + conversion.from() + kernel + " to " + conversion.to() + " ("
                + conversion.target() + ").";
    }

    /** A slice that the network has not answered yet. */
    private record CtSlice(
            SourceInstance source,
            PixelFormat format,
            StoredPlane.InMemory stored,
            PaddingRange padding,
            Rescale rescale,
            Plane hounsfield,
            SynthesisTimes times) {}

    private static SlicePipeline.Prepared<CtSlice> read(SourceInstance source, CtKernelSettings settings)
            throws SynthesisException, IOException {
        long begin = System.nanoTime();
        DataSet dataSet = source.object().dataSet();
        PixelFormat format = PixelFormat.of(dataSet);
        int[] stored = source.stored();
        long read = System.nanoTime();

        PaddingRange padding = PaddingRange.of(dataSet, format.signed());
        Rescale rescale = Rescale.of(dataSet);
        float[] hounsfield = hounsfield(stored, rescale, padding, settings.outsideHu());
        Map<String, Tensor> inputs = Map.of(
                CtKernelSettings.IMAGE,
                new Tensor(hounsfield, 1, 1, format.rows(), format.columns()),
                CtKernelSettings.SPACING,
                new Tensor(spacing(dataSet), 1, 1, 1, SPACINGS));
        long prepared = System.nanoTime();
        CtSlice slice = new CtSlice(
                source,
                format,
                new StoredPlane.InMemory(stored),
                padding,
                rescale,
                new Plane(hounsfield, format.rows(), format.columns()),
                SynthesisTimes.between(begin, read, prepared, prepared, prepared));
        return new SlicePipeline.Prepared<>(slice, inputs);
    }

    private static SyntheticInstance compose(CtSlice slice, SlicePipeline.NetworkRun run, CtKernelSettings settings)
            throws SynthesisException {
        long begin = System.nanoTime();
        Plane answer = Plane.of(run.answer().get(CtKernelSettings.CONVERTED));
        requireSameMatrix(answer, slice.format());
        HounsfieldWriter writer = new HounsfieldWriter(
                slice.rescale(), new Storable(slice.format(), slice.padding()), settings.outputHu());
        int[] result = writer.stored(answer.data(), slice.stored().values());
        KernelEvidence evidence = new KernelEvidence(
                slice.rescale(),
                settings.outsideHu(),
                answer.notFinite(),
                answer.constant() && !slice.hounsfield().constant(),
                writer.clipped());
        long composed = System.nanoTime();
        return SyntheticInstance.ofOne(
                slice.source(),
                slice.format(),
                slice.stored().values(),
                result,
                slice.padding(),
                evidence,
                slice.times().plus(SynthesisTimes.answered(run.nanos(), begin, composed)));
    }

    private static float[] hounsfield(int[] stored, Rescale rescale, PaddingRange padding, double outside) {
        float[] values = new float[stored.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (padding.contains(stored[i]) ? outside : rescale.apply(stored[i]));
        }
        return values;
    }

    private static float[] spacing(DataSet dataSet) throws SynthesisException {
        double[] spacing = dataSet.decimals(Tag.PIXEL_SPACING);
        if (spacing.length != SPACINGS || !(spacing[0] > 0 && spacing[1] > 0)) {
            throw new SynthesisException("Pixel Spacing (0028,0030) is missing or no distance");
        }
        return new float[] {(float) spacing[0], (float) spacing[1]};
    }

    private static void requireSameMatrix(Plane answer, PixelFormat format) throws SynthesisException {
        if (answer.rows() != format.rows() || answer.columns() != format.columns()) {
            throw new SynthesisException("The network answered " + answer.rows() + " x " + answer.columns()
                    + " pixels to a slice of " + format.rows() + " x " + format.columns());
        }
    }

    /** Puts Hounsfield units back into stored values, and counts what had to be clipped. */
    private static final class HounsfieldWriter {
        private final Rescale rescale;
        private final Storable storable;
        private final Range range;
        private long clipped;

        HounsfieldWriter(Rescale rescale, Storable storable, Range range) {
            this.rescale = rescale;
            this.storable = storable;
            this.range = range;
        }

        int[] stored(float[] answer, int[] source) {
            int[] result = source.clone();
            for (int i = 0; i < result.length; i++) {
                if (!storable.padding().contains(source[i]) && Float.isFinite(answer[i])) {
                    result[i] = stored(Math.rint(answer[i]), source[i]);
                }
            }
            return result;
        }

        private int stored(double whole, int source) {
            double hounsfield = Math.min(range.maximum(), Math.max(range.minimum(), whole));
            double value = (hounsfield - rescale.intercept()) / rescale.slope();
            if (hounsfield != whole || storable.clips(value)) {
                clipped++;
            }
            return storable.nearest(value, source);
        }

        long clipped() {
            return clipped;
        }
    }
}

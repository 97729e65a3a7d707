package org.afterimage.synthesize;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.afterimage.dicom.pixel.PixelFormat;
import org.afterimage.dicom.pixel.Window;
import org.afterimage.infer.LoadedModel;
import org.afterimage.infer.Tensor;
import org.afterimage.model.MissingSequenceSettings;
import org.afterimage.model.ModelPackage;

/**
 * Synthesis of a missing MR sequence from T1 and T2, slice by slice with the neighbours of each (2.5-D). T2 gives the grid; T1 is
 * resampled onto it only where it has another. Both are scaled by the mean of their bright voxels, so that the network sees tissue and
 * not the scanner's gain. The answer is a new contrast with stored values and a window of its own.
 */
public final class MissingSequenceSynthesizer implements Synthesizer {

    /** Changes whenever the same input may give other pixels, since UIDs are made from it. */
    private static final String ALGORITHM = "MissingSequenceSynthesizer 1";

    private static final int BITS = 12;
    private static final int HIGHEST = (1 << BITS) - 1;

    @Override
    public String task() {
        return MissingSequenceSettings.TASK;
    }

    /**
     * {@inheritDoc}
     *
     * @param sources the T2 series, which gives the grid, and the T1 series
     */
    @Override
    public SyntheticSeries synthesize(
            List<SourceSeries> sources, ModelPackage model, LoadedModel network, PlaneKeeper planes)
            throws SynthesisException, IOException {
        if (sources.size() != 2) {
            throw new IllegalArgumentException("this task takes T2 and T1, not " + sources.size() + " series");
        }
        MissingSequenceSettings settings = model.manifest().settings(MissingSequenceSettings.class);
        SliceStack t2 = SliceStack.of(sources.get(0));
        SliceStack t1 = SliceStack.of(sources.get(1));
        if (t1.frameOfReferenceUid().isEmpty() || !t1.frameOfReferenceUid().equals(t2.frameOfReferenceUid())) {
            throw new SynthesisException("T1 and T2 have no Frame of Reference (0020,0052) in common.");
        }
        // Before pixels are read: the domain check refuses such a study in its own words.
        if (t2.shareOutside(t1) > settings.geometry().maximumUncovered()) {
            throw new SynthesisException("T1 does not cover T2.");
        }
        long begin = System.nanoTime();
        SliceVolume second = SliceVolume.read(t2);
        SliceVolume first = SliceVolume.read(t1);
        long read = System.nanoTime();
        boolean sameGrid = t1.isOnGridOf(t2, settings.geometry().tolerancePixels());
        if (!sameGrid) {
            first = new GridResampler(t1, first).onto(t2);
        }
        TwoContrasts contrasts = new TwoContrasts(first.normalised(), second.normalised(), settings.preprocessing());
        long prepared = System.nanoTime();

        // What is done once for the series is counted with its first slice.
        SynthesisTimes once = SynthesisTimes.between(begin, read, prepared, prepared, prepared);
        List<SyntheticInstance> instances = new SlicePipeline<MrSlice>(
                        model,
                        network,
                        slice -> read(
                                contrasts,
                                slice,
                                used(
                                        t2,
                                        t1,
                                        slice,
                                        sameGrid,
                                        settings.preprocessing().neighbours()),
                                slice == 0 ? once : SynthesisTimes.NONE),
                        (slice, run) -> planes.keep(compose(contrasts, slice, run, sameGrid, settings.output())))
                .run(t2.size());
        return new SyntheticSeries(
                List.of(t2.series(), t1.series()), ALGORITHM, "", warnings(t1, t2, sameGrid), instances);
    }

    private static List<String> warnings(SliceStack t1, SliceStack t2, boolean sameGrid) {
        return sameGrid
                ? List.of()
                : List.of(String.format(
                        Locale.ROOT,
                        "T1 (%d slices of %d x %d) was resampled onto the grid of T2 (%d slices of %d x %d).",
                        t1.size(),
                        t1.rows(),
                        t1.columns(),
                        t2.size(),
                        t2.rows(),
                        t2.columns()));
    }

    /** The instances that a slice depends on, its own T2 first. With a resampled T1 every slice of it may take part. */
    private static List<SourceInstance> used(
            SliceStack t2, SliceStack t1, int slice, boolean sameGrid, int neighbours) {
        Set<SourceInstance> used = new LinkedHashSet<>();
        addAround(t2, slice, neighbours, used);
        if (sameGrid) {
            addAround(t1, slice, neighbours, used);
        } else {
            used.addAll(t1.series().instances());
        }
        return List.copyOf(used);
    }

    private static void addAround(SliceStack stack, int slice, int neighbours, Set<SourceInstance> used) {
        used.add(stack.series().instances().get(slice));
        for (int distance = 1; distance <= neighbours; distance++) {
            for (int other : new int[] {slice - distance, slice + distance}) {
                if (other >= 0 && other < stack.size()) {
                    used.add(stack.series().instances().get(other));
                }
            }
        }
    }

    /** A slice that the network has not answered yet: its number, what it depends on, and the stored values of its T2. */
    private record MrSlice(int number, List<SourceInstance> used, StoredPlane.InMemory stored, SynthesisTimes times) {}

    private static SlicePipeline.Prepared<MrSlice> read(
            TwoContrasts contrasts, int number, List<SourceInstance> used, SynthesisTimes before) throws IOException {
        long begin = System.nanoTime();
        int[] stored = used.get(0).stored();
        long read = System.nanoTime();
        Tensor input = contrasts.input(number);
        long prepared = System.nanoTime();
        SynthesisTimes times = before.plus(SynthesisTimes.between(begin, read, prepared, prepared, prepared));
        return new SlicePipeline.Prepared<>(
                new MrSlice(number, used, new StoredPlane.InMemory(stored), times),
                Map.of(MissingSequenceSettings.IMAGE, input));
    }

    private static SyntheticInstance compose(
            TwoContrasts contrasts,
            MrSlice slice,
            SlicePipeline.NetworkRun run,
            boolean sameGrid,
            MissingSequenceSettings.Output output)
            throws SynthesisException {
        long begin = System.nanoTime();
        Plane padded = Plane.of(run.answer().get(MissingSequenceSettings.FLAIR));
        Plane second = contrasts.second().slice(slice.number());
        if (padded.rows() < second.rows() || padded.columns() < second.columns()) {
            throw new SynthesisException("The network answered " + padded.rows() + " x " + padded.columns()
                    + " pixels to a slice of " + second.rows() + " x " + second.columns());
        }
        Plane answer = padded.crop(0, 0, second.rows(), second.columns());
        int[] stored = stored(answer, output.storedPerUnit());
        long composed = System.nanoTime();
        return new SyntheticInstance(
                slice.used(),
                new PixelFormat(
                        second.rows(), second.columns(), 1, 1, Short.SIZE, BITS, BITS - 1, false, "MONOCHROME2"),
                slice.stored().values(),
                stored,
                PaddingRange.NONE,
                false,
                sameGrid,
                List.of(new Window(output.windowCenter(), output.windowWidth())),
                new SequenceEvidence(contrasts.first().slice(slice.number()), second, answer),
                slice.times().plus(SynthesisTimes.answered(run.nanos(), begin, composed)));
    }

    private static int[] stored(Plane answer, double perUnit) {
        int[] stored = new int[answer.data().length];
        for (int i = 0; i < stored.length; i++) {
            float value = answer.data()[i];
            if (value > 0) { // neither negative nor NaN
                stored[i] = (int) Math.min(HIGHEST, Math.rint(perUnit * value));
            }
        }
        return stored;
    }

    /** Two contrasts on one grid, in network space. */
    private record TwoContrasts(
            SliceVolume first, SliceVolume second, MissingSequenceSettings.Preparation preparation) {

        /** The slices around one of the first contrast, then of the second, padded at the ends of rows and columns. */
        Tensor input(int slice) {
            Plane any = second.slice(slice);
            int rows = rounded(any.rows());
            int columns = rounded(any.columns());
            int planes = 2 * preparation.slices();
            float[] data = new float[planes * rows * columns];
            int plane = 0;
            for (SliceVolume volume : List.of(first, second)) {
                for (int offset = -preparation.neighbours(); offset <= preparation.neighbours(); offset++) {
                    Plane padded =
                            volume.slice(slice + offset).placedIn(rows, columns, 0, 0, (float) preparation.padding());
                    System.arraycopy(padded.data(), 0, data, plane * rows * columns, rows * columns);
                    plane++;
                }
            }
            return new Tensor(data, 1, planes, rows, columns);
        }

        private int rounded(int length) {
            return (length + preparation.multiple() - 1) / preparation.multiple() * preparation.multiple();
        }
    }
}

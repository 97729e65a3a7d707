package org.afterimage.synthesize;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.afterimage.dicom.pixel.PixelFormat;
import org.afterimage.dicom.pixel.PixelReader;
import org.afterimage.infer.InferenceException;
import org.afterimage.infer.LoadedModel;
import org.afterimage.infer.Tensor;
import org.afterimage.model.ModelManifest;
import org.afterimage.model.ModelPackage;
import org.afterimage.model.PlaneShape;

/**
 * Bone suppression of chest radiographs. The network sees the whole image small and answers how much bone, in parts of the image's
 * range, and how likely lung each pixel has; the node enlarges that answer to the radiograph's own matrix and takes the bone away inside
 * the lung. The image keeps its full resolution, and markers, text and all that lies outside the lung stay as acquired, bit for bit.
 */
public final class BoneSuppressor implements Synthesizer {

    /** Changes whenever the same input may give other pixels, since UIDs are made from it. */
    private static final String ALGORITHM = "BoneSuppressor 1";

    private static final String TASK = "bone-suppression";
    private static final String IMAGE = "image";
    private static final String BONE = "bone";
    private static final String LUNG = "lung";

    @Override
    public String task() {
        return TASK;
    }

    @Override
    public SyntheticSeries synthesize(SourceSeries source, ModelPackage model, LoadedModel network)
            throws SynthesisException, IOException {
        requireFit(model.manifest());
        List<SyntheticInstance> instances = new ArrayList<>();
        for (SourceInstance instance : source.instances()) {
            instances.add(suppress(instance, model.manifest(), network));
        }
        return new SyntheticSeries(source, ALGORITHM, instances);
    }

    private static void requireFit(ModelManifest manifest) throws SynthesisException {
        int side = manifest.preprocessing().longerSide();
        PlaneShape square = new PlaneShape(1, side, side);
        if (!manifest.task().equals(TASK)
                || !manifest.model().inputs().equals(Map.of(IMAGE, square))
                || !manifest.model().outputs().equals(Map.of(BONE, square, LUNG, square))) {
            throw new SynthesisException("The model " + manifest.id() + " " + manifest.version()
                    + " is not one for bone suppression: its task must be " + TASK + ", its input 'image' and its"
                    + " outputs 'bone' and 'lung' must have the shape " + square);
        }
    }

    private static SyntheticInstance suppress(SourceInstance source, ModelManifest manifest, LoadedModel network)
            throws SynthesisException, IOException {
        long begin = System.nanoTime();
        PixelFormat format = PixelFormat.of(source.object().dataSet());
        requireOneGreyFrame(format);
        int[] stored = PixelReader.frame(source.object(), 0);
        long read = System.nanoTime();

        PaddingRange padding = PaddingRange.of(source.object().dataSet(), format.signed());
        ModelManifest.Normalise normalise = manifest.preprocessing().normalise();
        GreyRange range = GreyRange.of(
                stored, padding, format.monochrome1(), normalise.lowPercentile(), normalise.highPercentile());
        Letterbox box = Letterbox.of(
                format.rows(), format.columns(), manifest.preprocessing().longerSide());
        float around = (float) manifest.preprocessing().padding();
        Plane input = box.enclose(normalised(stored, format, padding, range, around), around);
        long prepared = System.nanoTime();

        Map<String, Tensor> outputs = infer(network, input);
        long inferred = System.nanoTime();

        Plane smallBone = box.cutFrom(plane(outputs.get(BONE)));
        Plane smallLung = box.cutFrom(plane(outputs.get(LUNG)));
        Plane bone = Resampler.bicubic(smallBone, format.rows(), format.columns());
        Plane lung = Resampler.bilinear(smallLung, format.rows(), format.columns());
        BoneSubtraction subtraction = new BoneSubtraction(format, padding, range, manifest.output());
        boolean[] region = subtraction.region(stored, lung);
        int[] result = subtraction.subtract(stored, bone, lung, region);
        long composed = System.nanoTime();

        return SyntheticInstance.ofOne(
                source,
                format,
                stored,
                result,
                padding,
                new BoneEvidence(region, range, new NetworkAnswer(box.cutFrom(input), smallBone, smallLung)),
                new SynthesisTimes(
                        Duration.ofNanos(read - begin),
                        Duration.ofNanos(prepared - read),
                        Duration.ofNanos(inferred - prepared),
                        Duration.ofNanos(composed - inferred)));
    }

    private static void requireOneGreyFrame(PixelFormat format) throws SynthesisException {
        if (format.frames() != 1 || format.samplesPerPixel() != 1) {
            throw new SynthesisException("A radiograph has one frame of one sample a pixel, this instance has "
                    + format.frames() + " of " + format.samplesPerPixel());
        }
    }

    /** Parts of the grey range, not clipped, dense tissue bright; padding becomes the value around the image. */
    private static Plane normalised(
            int[] stored, PixelFormat format, PaddingRange padding, GreyRange range, float around) {
        float zero = (float) range.zero();
        float scale = (float) (1 / range.unit());
        float[] values = new float[stored.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (stored[i] - zero) * scale;
        }
        if (!padding.equals(PaddingRange.NONE)) {
            for (int i = 0; i < values.length; i++) {
                values[i] = padding.contains(stored[i]) ? around : values[i];
            }
        }
        return new Plane(values, format.rows(), format.columns());
    }

    private static Map<String, Tensor> infer(LoadedModel network, Plane input) throws SynthesisException {
        try {
            return network.run(Map.of(IMAGE, new Tensor(input.data(), 1, 1, input.rows(), input.columns())));
        } catch (InferenceException e) {
            throw new SynthesisException(e.getMessage(), e);
        }
    }

    private static Plane plane(Tensor tensor) {
        return new Plane(tensor.data(), tensor.shape()[2], tensor.shape()[3]);
    }
}

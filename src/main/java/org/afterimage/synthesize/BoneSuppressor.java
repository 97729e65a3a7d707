package org.afterimage.synthesize;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.afterimage.dicom.pixel.PixelFormat;
import org.afterimage.infer.LoadedModel;
import org.afterimage.infer.Tensor;
import org.afterimage.model.BoneSuppressionSettings;
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

    private static final String IMAGE = "image";
    private static final String BONE = "bone";
    private static final String LUNG = "lung";

    @Override
    public String task() {
        return BoneSuppressionSettings.TASK;
    }

    @Override
    public SyntheticSeries synthesize(
            List<SourceSeries> sources, ModelPackage model, LoadedModel network, PlaneKeeper planes)
            throws SynthesisException, IOException {
        SourceSeries source = Synthesizer.only(sources);
        BoneSuppressionSettings settings = settings(model.manifest());
        List<SyntheticInstance> instances = new ArrayList<>();
        for (SourceInstance instance : source.instances()) {
            instances.add(planes.keep(suppress(instance, settings, network)));
        }
        return new SyntheticSeries(source, ALGORITHM, instances);
    }

    private static BoneSuppressionSettings settings(ModelManifest manifest) throws SynthesisException {
        BoneSuppressionSettings settings = manifest.settings(BoneSuppressionSettings.class);
        int side = settings.preprocessing().longerSide();
        PlaneShape square = new PlaneShape(1, side, side);
        if (!manifest.model().inputs().equals(Map.of(IMAGE, square))
                || !manifest.model().outputs().equals(Map.of(BONE, square, LUNG, square))) {
            throw new SynthesisException("The model " + manifest.id() + " " + manifest.version()
                    + " is not one for bone suppression: its input 'image' and its outputs 'bone' and 'lung' must have"
                    + " the shape " + square);
        }
        return settings;
    }

    private static SyntheticInstance suppress(
            SourceInstance source, BoneSuppressionSettings settings, LoadedModel network)
            throws SynthesisException, IOException {
        long begin = System.nanoTime();
        PixelFormat format = PixelFormat.of(source.object().dataSet());
        RadiographInput.requireOneGreyFrame(format);
        int[] stored = source.stored();
        long read = System.nanoTime();

        RadiographInput radiograph = RadiographInput.of(source, format, stored, settings.preprocessing());
        PaddingRange padding = radiograph.padding();
        GreyRange range = radiograph.range();
        Letterbox box = radiograph.box();
        Plane input = radiograph.square();
        long prepared = System.nanoTime();

        Map<String, Tensor> outputs =
                Synthesizer.run(network, Map.of(IMAGE, new Tensor(input.data(), 1, 1, input.rows(), input.columns())));
        long inferred = System.nanoTime();

        Plane smallBone = box.cutFrom(Plane.of(outputs.get(BONE)));
        Plane smallLung = box.cutFrom(Plane.of(outputs.get(LUNG)));
        Plane bone = Resampler.bicubic(smallBone, format.rows(), format.columns());
        Plane lung = Resampler.bilinear(smallLung, format.rows(), format.columns());
        BoneSubtraction subtraction = new BoneSubtraction(format, padding, range, settings.output());
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
                SynthesisTimes.between(begin, read, prepared, inferred, composed));
    }
}

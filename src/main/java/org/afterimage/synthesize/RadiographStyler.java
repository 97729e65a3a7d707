package org.afterimage.synthesize;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.afterimage.dicom.pixel.PixelFormat;
import org.afterimage.dicom.pixel.Rescale;
import org.afterimage.dicom.pixel.Window;
import org.afterimage.infer.LoadedModel;
import org.afterimage.infer.Tensor;
import org.afterimage.model.ModelPackage;
import org.afterimage.model.RadiographStyleSettings;

/**
 * Presentation harmonisation of radiographs. The network sees the whole image small and answers the image in the target style and the
 * gain of finer structure; the node adds the structure that the small image did not show, so that the radiograph keeps its resolution.
 * The answer fills the range of stored values, and one window shows all of it.
 */
public final class RadiographStyler implements Synthesizer {

    /** Changes whenever the same input may give other pixels, since UIDs are made from it. */
    private static final String ALGORITHM = "RadiographStyler 1";

    @Override
    public String task() {
        return RadiographStyleSettings.TASK;
    }

    @Override
    public SyntheticSeries synthesize(
            List<SourceSeries> sources, ModelPackage model, LoadedModel network, PlaneKeeper planes)
            throws SynthesisException, IOException {
        SourceSeries source = Synthesizer.only(sources);
        RadiographStyleSettings settings = model.manifest().settings(RadiographStyleSettings.class);
        List<SyntheticInstance> instances = new ArrayList<>();
        for (SourceInstance instance : source.instances()) {
            instances.add(planes.keep(style(instance, settings, network)));
        }
        return new SyntheticSeries(source, ALGORITHM, instances);
    }

    private static SyntheticInstance style(SourceInstance source, RadiographStyleSettings settings, LoadedModel network)
            throws SynthesisException, IOException {
        long begin = System.nanoTime();
        PixelFormat format = PixelFormat.of(source.object().dataSet());
        RadiographInput.requireOneGreyFrame(format);
        int[] stored = source.stored();
        long read = System.nanoTime();

        RadiographInput radiograph = RadiographInput.of(source, format, stored, settings.preprocessing());
        Plane square = radiograph.square();
        long prepared = System.nanoTime();

        Map<String, Tensor> answer = Synthesizer.run(
                network,
                Map.of(
                        RadiographStyleSettings.IMAGE,
                        new Tensor(square.data(), 1, 1, square.rows(), square.columns())));
        long inferred = System.nanoTime();

        StyleEvidence evidence = new StyleEvidence(
                radiograph.box().cutFrom(square),
                radiograph.box().cutFrom(Plane.of(answer.get(RadiographStyleSettings.STYLED))),
                radiograph.box().cutFrom(Plane.of(answer.get(RadiographStyleSettings.DETAIL))));
        int[] result = stored(composed(evidence, radiograph.normalised()), stored, format, radiograph.padding());
        long composed = System.nanoTime();
        return new SyntheticInstance(
                List.of(source),
                format,
                stored,
                result,
                radiograph.padding(),
                true,
                true,
                List.of(fullRange(Rescale.of(source.object().dataSet()), format)),
                evidence,
                SynthesisTimes.between(begin, read, prepared, inferred, composed));
    }

    /** The style at the radiograph's own matrix: the network's image, and the gain times what the small image does not show. */
    private static float[] composed(StyleEvidence evidence, Plane whole) {
        int rows = whole.rows();
        int columns = whole.columns();
        float[] result =
                Resampler.bilinear(evidence.styled(), rows, columns).data().clone();
        float[] gain = Resampler.bilinear(evidence.detail(), rows, columns).data();
        float[] seen = Resampler.bilinear(evidence.image(), rows, columns).data();
        for (int i = 0; i < result.length; i++) {
            result[i] += gain[i] * (whole.data()[i] - seen[i]);
        }
        return result;
    }

    private static int[] stored(float[] answer, int[] source, PixelFormat format, PaddingRange padding) {
        Storable storable = new Storable(format, padding);
        double size = (double) format.maximum() - format.minimum();
        int[] result = source.clone();
        for (int i = 0; i < result.length; i++) {
            if (!padding.contains(source[i]) && Float.isFinite(answer[i])) {
                double grey = Math.rint(Math.min(1, Math.max(0, answer[i])) * size);
                result[i] = storable.nearest(
                        format.monochrome1() ? format.maximum() - grey : format.minimum() + grey, source[i]);
            }
        }
        return result;
    }

    /** The window that shows every stored value (PS3.3 C.11.2.1.2: a width of n shows n values). */
    private static Window fullRange(Rescale rescale, PixelFormat format) {
        double first = rescale.apply(format.minimum());
        double last = rescale.apply(format.maximum());
        double width = Math.abs(last - first) + 1;
        return new Window((first + last + 1) / 2, width);
    }
}

package org.afterimage.evaluate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.afterimage.dicom.pixel.PixelSpacing;
import org.afterimage.evaluate.image.LesionMask;
import org.afterimage.synthesize.Plane;

/**
 * The images of one case, slice beside slice on the grid of the output.
 *
 * @param output what the node made
 * @param truth what it should have made
 * @param sources the acquired series, in the order of their folders
 * @param image which pixels are image in all of them
 * @param region where figures are given apart
 * @param lesions the lesions
 * @param surroundings what lesions are compared with
 * @param tissue where bright spots that the truth does not have are counted
 * @param texture regions for texture features by the name of their group
 * @param keep what must stay as it is
 * @param spacing distance of pixels, where it is known
 */
record CaseImages(
        List<Plane> output,
        List<Plane> truth,
        List<List<Plane>> sources,
        List<boolean[]> image,
        Optional<List<boolean[]>> region,
        Optional<LesionMask> lesions,
        Optional<LesionMask> surroundings,
        Optional<List<boolean[]>> tissue,
        SortedMap<String, LesionMask> texture,
        Optional<List<boolean[]>> keep,
        Optional<PixelSpacing> spacing) {

    /**
     * Reads what lies beside an output.
     *
     * @throws CaseSkippedException if something is absent, or lies elsewhere
     */
    static CaseImages of(PairCase one, ImageStack output) throws CaseSkippedException {
        List<Slice> truth = ImageStack.read("truth", one.truth()).alignedTo(output);
        List<List<Plane>> sources = new ArrayList<>();
        List<boolean[]> image = both(output.slices(), truth);
        for (Path folder : one.sources()) {
            ImageStack stack = ImageStack.read(folder.getFileName().toString(), folder);
            Optional<List<Slice>> aligned = onGrid(stack, output);
            if (aligned.isPresent()) {
                sources.add(planes(aligned.get()));
                image = and(image, aligned.get());
            }
        }
        return new CaseImages(
                planes(output.slices()),
                planes(truth),
                sources,
                image,
                labels(one, PairCase.Mask.REGION, output).map(CaseImages::marked),
                labels(one, PairCase.Mask.LESIONS, output).map(LesionMask::new),
                labels(one, PairCase.Mask.SURROUNDINGS, output).map(LesionMask::new),
                labels(one, PairCase.Mask.TISSUE, output).map(CaseImages::marked),
                textures(one, output),
                labels(one, PairCase.Mask.KEEP, output).map(CaseImages::marked),
                output.slices().get(0).spacing());
    }

    /** A source on another grid than the output's was resampled for the network; it cannot be compared pixel by pixel. */
    private static Optional<List<Slice>> onGrid(ImageStack source, ImageStack output) {
        try {
            return Optional.of(source.alignedTo(output));
        } catch (CaseSkippedException e) {
            return Optional.empty();
        }
    }

    private static Optional<List<Plane>> labels(PairCase one, PairCase.Mask mask, ImageStack output)
            throws CaseSkippedException {
        Optional<Path> folder = one.mask(mask);
        return folder.isEmpty() ? Optional.empty() : Optional.of(labels(folder.get(), output));
    }

    private static SortedMap<String, LesionMask> textures(PairCase one, ImageStack output) throws CaseSkippedException {
        SortedMap<String, LesionMask> found = new TreeMap<>();
        for (Map.Entry<String, Path> group : one.textures().entrySet()) {
            found.put(group.getKey(), new LesionMask(labels(group.getValue(), output)));
        }
        return found;
    }

    private static List<Plane> labels(Path folder, ImageStack output) throws CaseSkippedException {
        return planes(ImageStack.read(folder.getFileName().toString(), folder).alignedTo(output));
    }

    private static List<Plane> planes(List<Slice> slices) {
        return slices.stream().map(Slice::plane).toList();
    }

    private static List<boolean[]> marked(List<Plane> labels) {
        List<boolean[]> marked = new ArrayList<>();
        for (Plane plane : labels) {
            boolean[] inside = new boolean[plane.data().length];
            for (int i = 0; i < inside.length; i++) {
                inside[i] = plane.data()[i] != 0;
            }
            marked.add(inside);
        }
        return marked;
    }

    private static List<boolean[]> both(List<Slice> one, List<Slice> two) {
        return and(one.stream().map(Slice::image).toList(), two);
    }

    private static List<boolean[]> and(List<boolean[]> image, List<Slice> slices) {
        List<boolean[]> result = new ArrayList<>();
        for (int k = 0; k < image.size(); k++) {
            boolean[] and = image.get(k).clone();
            for (int i = 0; i < and.length; i++) {
                and[i] &= slices.get(k).image()[i];
            }
            result.add(and);
        }
        return result;
    }
}

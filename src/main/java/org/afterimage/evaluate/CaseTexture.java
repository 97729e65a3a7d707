package org.afterimage.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.afterimage.evaluate.image.LesionMask;
import org.afterimage.evaluate.texture.Aggregation;
import org.afterimage.evaluate.texture.Discretisation;
import org.afterimage.evaluate.texture.Region;
import org.afterimage.evaluate.texture.TextureFeatures;
import org.afterimage.synthesize.Plane;

/**
 * Texture features of the regions of one case: those of its texture mask; without one, the region as a whole; without that, squares on a
 * grid over the image.
 */
final class CaseTexture {

    /** Side in pixels of the squares that are taken where there are no masks. */
    static final int SQUARE = 24;

    private static final int SQUARES_A_SIDE = 3;
    private static final int SLICES = 4;

    private final CaseImages images;
    private final Reading reading;
    private final Discretisation discretisation;
    private final Aggregation aggregation;

    CaseTexture(CaseImages images, Reading reading, Discretisation discretisation, Aggregation aggregation) {
        this.images = images;
        this.reading = reading;
        this.discretisation = discretisation;
        this.aggregation = aggregation;
    }

    List<TextureSample> samples() {
        List<TextureSample> found = new ArrayList<>();
        if (!images.texture().isEmpty()) {
            images.texture()
                    .forEach((group, labels) -> labels.lesions()
                            .forEach(label -> sample(group, label, labelled(labels, label))
                                    .ifPresent(found::add)));
        } else if (images.region().isPresent()) {
            sample("", 1, images.region().get()).ifPresent(found::add);
        } else {
            squares().forEach(box -> found.add(sample("", found.size() + 1, box, images.image())));
        }
        return found;
    }

    private static List<boolean[]> labelled(LesionMask labels, int label) {
        return labels.labels().stream()
                .map(plane -> {
                    boolean[] inside = new boolean[plane.data().length];
                    for (int i = 0; i < inside.length; i++) {
                        inside[i] = plane.data()[i] == label;
                    }
                    return inside;
                })
                .toList();
    }

    private Optional<TextureSample> sample(String group, int number, List<boolean[]> inside) {
        return Box.around(inside, images.image(), reading.truth().get(0).columns())
                .map(box -> sample(group, number, box, inside));
    }

    private TextureSample sample(String group, int number, Box box, List<boolean[]> inside) {
        return new TextureSample(
                group,
                number,
                reading.source().map(source -> features(source, box, inside)),
                features(reading.output(), box, inside),
                features(reading.truth(), box, inside));
    }

    private Map<String, Double> features(List<Plane> planes, Box box, List<boolean[]> inside) {
        Region region = box.cut(planes, inside, images.image());
        return TextureFeatures.of(region, discretisation, aggregation);
    }

    private List<Box> squares() {
        List<Box> squares = new ArrayList<>();
        int planes = reading.truth().size();
        int step = Math.max(1, planes / SLICES);
        Plane plane = reading.truth().get(0);
        for (int k = step / 2; k < planes; k += step) {
            for (int y = 1; y <= SQUARES_A_SIDE; y++) {
                for (int x = 1; x <= SQUARES_A_SIDE; x++) {
                    int row = plane.rows() * y / (SQUARES_A_SIDE + 1) - SQUARE / 2;
                    int column = plane.columns() * x / (SQUARES_A_SIDE + 1) - SQUARE / 2;
                    Box box = new Box(k, 1, row, SQUARE, column, SQUARE);
                    if (row >= 0 && column >= 0 && box.isWithin(plane) && box.lies(images.image(), plane)) {
                        squares.add(box);
                    }
                }
            }
        }
        return squares;
    }
}

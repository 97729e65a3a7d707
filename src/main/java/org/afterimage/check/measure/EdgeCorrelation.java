package org.afterimage.check.measure;

import java.util.Optional;
import java.util.OptionalDouble;
import org.afterimage.synthesize.Plane;

/** Whether edges are where they were: the correlation of the gradients' sizes. With several sources the best of them counts. */
final class EdgeCorrelation implements ImageMeasure {

    private static final int LEAST = 100;

    @Override
    public String name() {
        return "edgeCorrelation";
    }

    @Override
    public Suspect suspect() {
        return Suspect.BELOW;
    }

    @Override
    public String words() {
        return "The correlation of edges in result and source";
    }

    @Override
    public OptionalDouble of(ComparedImage image) {
        Plane after = Planes.gradient(image.small().output());
        return image.small().sources().stream()
                .map(source ->
                        between(Planes.gradient(source), after, image.small().inside()))
                .flatMapToDouble(OptionalDouble::stream)
                .max();
    }

    @Override
    public Optional<Place> place(ComparedImage image) {
        ComparedImage.Small small = image.small();
        Plane before = Planes.gradient(small.source());
        Plane after = Planes.gradient(small.output());
        WorstWindow windows = new WorstWindow(before.rows(), before.columns());
        for (int i = 0; i < small.inside().length; i++) {
            if (small.inside()[i]) {
                windows.add(i, before.data()[i], after.data()[i]);
            }
        }
        return windows.leastCorrelated(image.output().rows(), image.output().columns());
    }

    /** The correlation of two planes of gradients; empty when there is too little image. */
    static OptionalDouble between(Plane before, Plane after, boolean[] inside) {
        Correlation edges = new Correlation();
        for (int i = 0; i < inside.length; i++) {
            if (inside[i]) {
                edges.add(before.data()[i], after.data()[i]);
            }
        }
        return edges.count() < LEAST ? OptionalDouble.empty() : OptionalDouble.of(edges.coefficient());
    }
}

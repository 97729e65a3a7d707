package org.afterimage.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.afterimage.dicom.pixel.PixelSpacing;
import org.afterimage.evaluate.image.Better;
import org.afterimage.evaluate.image.Bias;
import org.afterimage.evaluate.image.BrightSpots;
import org.afterimage.evaluate.image.Compared;
import org.afterimage.evaluate.image.DistanceMap;
import org.afterimage.evaluate.image.ImageMeasure;
import org.afterimage.evaluate.image.MeanAbsoluteError;
import org.afterimage.evaluate.image.NormalisedSquareError;
import org.afterimage.evaluate.image.PeakSignalToNoise;
import org.afterimage.evaluate.image.RootMeanSquareError;
import org.afterimage.evaluate.image.StructuralSimilarity;
import org.afterimage.synthesize.Plane;

/** The figures of one case: of the whole image, of the region, and of the source before the model where that means something. */
final class CaseFigures {

    private static final List<ImageMeasure> MEASURES = List.of(
            new PeakSignalToNoise(),
            new StructuralSimilarity(),
            new MeanAbsoluteError(),
            new RootMeanSquareError(),
            new NormalisedSquareError(),
            new Bias());
    private static final double SPOT_MM = 3;
    private static final int MARGINS_A_SIDE = 64; // the part of the longer side that counts as the region's edge

    private final CaseImages images;
    private final Reading reading;
    private final Yardstick yardstick;
    private final Map<Figure, Double> found = new LinkedHashMap<>();

    private CaseFigures(CaseImages images, Reading reading, Yardstick yardstick) {
        this.images = images;
        this.reading = reading;
        this.yardstick = yardstick;
    }

    static Map<Figure, Double> of(CaseImages images, Reading reading, Yardstick yardstick) {
        CaseFigures figures = new CaseFigures(images, reading, yardstick);
        figures.measure("", "", reading.output(), images.image());
        figures.inRegion();
        figures.beforeTheModel();
        figures.outsideTheRegion();
        figures.kept();
        figures.madeUp();
        return figures.found;
    }

    private void measure(String suffix, String words, List<Plane> planes, List<boolean[]> inside) {
        Compared compared = new Compared(planes, reading.truth(), inside, reading.dataRange());
        for (ImageMeasure measure : MEASURES) {
            put(
                    measure.name() + suffix,
                    measure.title() + words,
                    unit(measure),
                    measure.better(),
                    measure.of(compared));
        }
    }

    private String unit(ImageMeasure measure) {
        return measure.unit().equals("value") ? yardstick.unit() : measure.unit();
    }

    private void inRegion() {
        images.region().ifPresent(region -> measure(".region", " in the region", reading.output(), and(region)));
    }

    private void beforeTheModel() {
        if (reading.source().isEmpty()) {
            return;
        }
        List<Plane> source = reading.source().get();
        measure(".before", ", source", source, images.image());
        images.region().ifPresent(region -> measure(".region.before", " in the region, source", source, and(region)));
        put(
                "difference_left",
                "Part of the difference between source and truth that is left",
                "",
                Better.NEARER_TO_ZERO,
                differenceLeft(source, images.region().map(this::and).orElse(images.image())));
    }

    /**
     * The projection of the remaining error on the difference between source x and truth t: sum of (y - t)(x - t) over sum of (x - t)². It
     * is 1 for the source itself, 0 for the truth, and below 0 when too much was done.
     */
    private double differenceLeft(List<Plane> source, List<boolean[]> inside) {
        double product = 0;
        double squares = 0;
        for (int k = 0; k < source.size(); k++) {
            float[] x = source.get(k).data();
            float[] y = reading.output().get(k).data();
            float[] t = reading.truth().get(k).data();
            for (int i = 0; i < x.length; i++) {
                if (inside.get(k)[i]) {
                    double difference = x[i] - t[i];
                    product += (y[i] - t[i]) * difference;
                    squares += difference * difference;
                }
            }
        }
        return product / squares;
    }

    private void outsideTheRegion() {
        if (!yardstick.onlyRegionChanges()
                || images.region().isEmpty()
                || reading.source().isEmpty()) {
            return;
        }
        List<Plane> source = reading.source().get();
        List<boolean[]> region = images.region().get();
        Compared limited = new Compared(
                reading.output(), composed(reading.truth(), source, region), images.image(), reading.dataRange());
        String words = " against truth in the region and source elsewhere";
        for (ImageMeasure measure : List.of(new PeakSignalToNoise(), new StructuralSimilarity())) {
            put(
                    measure.name() + ".limited",
                    measure.title() + words,
                    unit(measure),
                    measure.better(),
                    measure.of(limited));
        }
        put(
                "changed_outside",
                "Largest change outside the region and its edge",
                yardstick.unit(),
                Better.SMALLER,
                largestChange(source, farOutside()));
    }

    private void kept() {
        if (images.keep().isEmpty()) {
            return;
        }
        List<boolean[]> keep = and(images.keep().get());
        put(
                "keep.error",
                "Mean absolute error on what must stay",
                yardstick.unit(),
                Better.SMALLER,
                new MeanAbsoluteError().of(new Compared(reading.output(), reading.truth(), keep, reading.dataRange())));
        if (yardstick.onlyRegionChanges()
                && images.region().isPresent()
                && reading.source().isPresent()) {
            put(
                    "keep.changed_outside",
                    "Largest change of what must stay outside the region and its edge",
                    yardstick.unit(),
                    Better.SMALLER,
                    largestChange(reading.source().get(), and(farOutside(), keep)));
            put(
                    "keep.error.region",
                    "Mean absolute error on what must stay in the region",
                    yardstick.unit(),
                    Better.SMALLER,
                    new MeanAbsoluteError()
                            .of(new Compared(
                                    reading.output(),
                                    reading.truth(),
                                    and(keep, images.region().get()),
                                    reading.dataRange())));
        }
    }

    private void madeUp() {
        if (yardstick.falseContrast().isEmpty() || images.spacing().isEmpty()) {
            return;
        }
        PixelSpacing mm = images.spacing().get();
        BrightSpots spots = new BrightSpots(
                yardstick.falseContrast().getAsDouble() * reading.dataRange(),
                Math.PI / 4 * SPOT_MM * SPOT_MM / (mm.row() * mm.column()));
        List<boolean[]> where =
                images.tissue().or(images::region).map(this::and).orElse(images.image());
        int count = 0;
        for (int k = 0; k < where.size(); k++) {
            count += spots.count(reading.output().get(k), reading.truth().get(k), where.get(k));
        }
        boolean healthy = images.lesions().isEmpty();
        put(
                healthy ? "healthy.made_up" : "lesions.made_up",
                "Bright spots of 3 mm or more that the truth does not have" + (healthy ? ", no lesion marked" : ""),
                "",
                Better.SMALLER,
                count);
    }

    private double largestChange(List<Plane> source, List<boolean[]> inside) {
        double[] largest = {Double.NaN};
        new Compared(reading.output(), source, inside, reading.dataRange()).forEach((output, acquired) -> {
            double change = Math.abs(output - acquired);
            largest[0] = Double.isNaN(largest[0]) ? change : Math.max(largest[0], change);
        });
        return largest[0];
    }

    /** Pixels further from the region than its edge is wide. */
    private List<boolean[]> farOutside() {
        List<boolean[]> far = new ArrayList<>();
        for (int k = 0; k < reading.output().size(); k++) {
            Plane plane = reading.output().get(k);
            float[] distances = DistanceMap.to(images.region().orElseThrow().get(k), plane.rows(), plane.columns());
            double margin = (double) Math.max(plane.rows(), plane.columns()) / MARGINS_A_SIDE;
            boolean[] outside = new boolean[distances.length];
            for (int i = 0; i < outside.length; i++) {
                outside[i] = distances[i] > margin && images.image().get(k)[i];
            }
            far.add(outside);
        }
        return far;
    }

    private static List<Plane> composed(List<Plane> inside, List<Plane> elsewhere, List<boolean[]> region) {
        List<Plane> composed = new ArrayList<>();
        for (int k = 0; k < inside.size(); k++) {
            float[] values = elsewhere.get(k).data().clone();
            for (int i = 0; i < values.length; i++) {
                values[i] = region.get(k)[i] ? inside.get(k).data()[i] : values[i];
            }
            composed.add(new Plane(values, inside.get(k).rows(), inside.get(k).columns()));
        }
        return composed;
    }

    private List<boolean[]> and(List<boolean[]> mask) {
        return and(mask, images.image());
    }

    private static List<boolean[]> and(List<boolean[]> one, List<boolean[]> two) {
        List<boolean[]> both = new ArrayList<>();
        for (int k = 0; k < one.size(); k++) {
            boolean[] and = one.get(k).clone();
            for (int i = 0; i < and.length; i++) {
                and[i] &= two.get(k)[i];
            }
            both.add(and);
        }
        return both;
    }

    private void put(String name, String title, String unit, Better better, double value) {
        found.put(new Figure(name, title, unit, better), value);
    }
}

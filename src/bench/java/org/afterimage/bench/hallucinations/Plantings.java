package org.afterimage.bench.hallucinations;

import java.util.ArrayList;
import java.util.List;
import org.afterimage.bench.hallucinations.Brushes.Ground;
import org.afterimage.infer.LoadedModel;
import org.afterimage.model.BoneSuppressionSettings;
import org.afterimage.model.CtKernelSettings;
import org.afterimage.model.MissingSequenceSettings;
import org.afterimage.model.ModelPackage;

/** What is planted for each task. */
final class Plantings {

    private static final double LUNG_FROM_HU = -950;
    private static final double LUNG_TO_HU = -650;
    private static final int AROUND = 6;

    private Plantings() {}

    /** Everything that is planted in results of a model. */
    static List<Planting> of(ModelPackage model, LoadedModel network) {
        List<Planting> all = new ArrayList<>();
        switch (model.manifest().task()) {
            case BoneSuppressionSettings.TASK -> {
                Ground lung = (canvas, patient) -> canvas::open;
                findings(all, "nodule", lung, 0.1, 8, 14, 24);
                findings(all, "faint nodule", lung, 0.05, 14);
                all.add(new OneImage("3 cm of a rib left", new RibLeft(30)));
                all.add(new OneImage("6 cm of a rib left", new RibLeft(60)));
                pixels(all, 0.02, 0.3, lung);
            }
            case CtKernelSettings.TASK -> {
                Ground lung = (canvas, patient) -> pixel -> {
                    double mean = canvas.around(pixel, AROUND) - 1024;
                    return mean > LUNG_FROM_HU && mean < LUNG_TO_HU;
                };
                Ground region = Plantings::region;
                findings(all, "lung nodule", lung, 500, 4, 8, 15);
                findings(all, "ground-glass nodule", lung, 150, 8);
                findings(all, "soft tissue lesion", region, 40, 10, 20);
                pixels(all, 20, 0, (canvas, patient) -> pixel -> canvas.around(pixel, AROUND) > 1024 - 900);
                all.add(new SwappedSlices());
            }
            case MissingSequenceSettings.TASK -> {
                Ground brain = Plantings::region;
                for (double size : new double[] {4, 8, 14}) {
                    all.add(new OneImage("lesion added, " + words(size), Brushes.added(size, 0.4, brain)));
                }
                all.add(new OneImage("lesion erased, under 5 mm", new LesionErased(0, 5)));
                all.add(new OneImage("lesion erased, 5 to 9 mm", new LesionErased(5, 9)));
                all.add(new OneImage("lesion erased, 9 mm and more", new LesionErased(9, 100)));
                pixels(all, 0.06, 0, brain);
                all.add(new SwappedSlices());
            }
            default -> {
                Ground lung = Plantings::region;
                findings(all, "nodule", lung, 0.1, 8, 14, 24);
                findings(all, "faint nodule", lung, 0.05, 14);
                pixels(all, 0.02, 0.5, lung);
            }
        }
        all.add(BrokenAnswer.constant(model, network));
        all.add(BrokenAnswer.notNumbers(model, network));
        return all;
    }

    private static void findings(
            List<Planting> all, String name, Ground ground, double contrast, double... diametersMm) {
        for (double size : diametersMm) {
            all.add(new OneImage(name + " added, " + words(size), Brushes.added(size, contrast, ground)));
        }
        for (double size : diametersMm) {
            all.add(new OneImage(name + " erased, " + words(size), Brushes.erased(size, contrast, ground)));
        }
    }

    private static void pixels(List<Planting> all, double contrast, double middle, Ground structure) {
        all.add(new OneImage("checkerboard of 1 pixel", Brushes.checkerboard(1, contrast)));
        all.add(new OneImage("checkerboard of 2 pixels", Brushes.checkerboard(2, contrast)));
        all.add(new OneImage("checkerboard of 4 pixels", Brushes.checkerboard(4, contrast)));
        all.add(new OneImage("moved by 1 pixel", Brushes.shifted(1)));
        all.add(new OneImage("moved by 3 pixels", Brushes.shifted(3)));
        all.add(new OneImage("grain sharpened (x 2)", Brushes.grain(2)));
        all.add(new OneImage("grain smoothed away", Brushes.grain(0)));
        all.add(new OneImage("noise added", Brushes.noise(contrast)));
        all.add(new OneImage("values x 1.2", Brushes.scaled(1.2, middle)));
        all.add(new OneImage("a square of 48 pixels from elsewhere", Brushes.copied(48, structure)));
        all.add(new OneImage("one value everywhere", Brushes.constant()));
    }

    private static java.util.function.IntPredicate region(Canvas canvas, SimulatedCase patient)
            throws java.io.IOException {
        int[] mask = patient.mask("region", canvas.good().source());
        return pixel -> mask[pixel] > 0;
    }

    private static String words(double diameterMm) {
        return Math.round(diameterMm) + " mm";
    }
}

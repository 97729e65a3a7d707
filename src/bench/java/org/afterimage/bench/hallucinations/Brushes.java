package org.afterimage.bench.hallucinations;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import org.afterimage.bench.hallucinations.OneImage.Brush;

/** What can be drawn into any result. Contrasts are in the unit of the task, sizes in millimetres or pixels as they say. */
final class Brushes {

    private static final int TRIES = 4000;

    private Brushes() {}

    /** Where a finding may lie. */
    interface Ground {
        /** Whether a pixel may be the middle of a finding. */
        IntPredicate in(Canvas canvas, SimulatedCase patient) throws IOException;
    }

    /** A round finding that the result has and the source has not. */
    static Brush added(double diameterMm, double contrast, Ground ground) {
        return (canvas, patient, random) -> {
            int middle = middle(canvas, diameterMm, ground.in(canvas, patient), random);
            return middle >= 0 && bump(canvas, canvas.result(), middle, diameterMm, contrast);
        };
    }

    /** A round finding that the source has and the result has not. */
    static Brush erased(double diameterMm, double contrast, Ground ground) {
        return (canvas, patient, random) -> {
            int middle = middle(canvas, diameterMm, ground.in(canvas, patient), random);
            return middle >= 0 && bump(canvas, canvas.source(), middle, diameterMm, contrast);
        };
    }

    /** A pixel from which a finding stays where the task may change something; -1 when none was found. */
    private static int middle(Canvas canvas, double diameterMm, IntPredicate ground, Random random) {
        int reach = (int) Math.ceil(diameterMm * canvas.pixelsPerMm() / 2) + 2;
        for (int k = 0; k < TRIES; k++) {
            int row = random.nextInt(canvas.rows());
            int column = random.nextInt(canvas.columns());
            if (row < reach || column < reach || row >= canvas.rows() - reach || column >= canvas.columns() - reach) {
                continue;
            }
            int pixel = row * canvas.columns() + column;
            boolean open = ground.test(pixel);
            for (int corner = 0; open && corner < 8; corner++) {
                int r = row + (int) Math.round(reach * Math.sin(corner * Math.PI / 4));
                int c = column + (int) Math.round(reach * Math.cos(corner * Math.PI / 4));
                open = canvas.open(r * canvas.columns() + c);
            }
            if (open) {
                return pixel;
            }
        }
        return -1;
    }

    /** A ball as it is projected, with an edge of a pixel's blur: full contrast in the middle. */
    private static boolean bump(Canvas canvas, double[] values, int middle, double diameterMm, double contrast) {
        double radius = Math.max(1.2, diameterMm * canvas.pixelsPerMm() / 2);
        int reach = (int) Math.ceil(radius) + 1;
        for (int dr = -reach; dr <= reach; dr++) {
            for (int dc = -reach; dc <= reach; dc++) {
                double away = Math.hypot(dr, dc) / radius;
                int pixel = middle + dr * canvas.columns() + dc;
                if (away < 1) {
                    values[pixel] += contrast * Math.sqrt(1 - away * away);
                }
            }
        }
        return true;
    }

    /** The result moved by some pixels. */
    static Brush shifted(int pixels) {
        return (canvas, patient, random) -> {
            double[] before = canvas.result().clone();
            boolean down = random.nextBoolean();
            for (int i = 0; i < before.length; i++) {
                int row = Math.min(canvas.rows() - 1, i / canvas.columns() + (down ? pixels : 0));
                int column = Math.min(canvas.columns() - 1, i % canvas.columns() + (down ? 0 : pixels));
                canvas.result()[i] = before[row * canvas.columns() + column];
            }
            return true;
        };
    }

    /** A chequered pattern with fields of some pixels over the whole result. */
    static Brush checkerboard(int field, double contrast) {
        return (canvas, patient, random) -> {
            for (int i = 0; i < canvas.result().length; i++) {
                int place = i / canvas.columns() / field + i % canvas.columns() / field;
                canvas.result()[i] += (place % 2 == 0 ? contrast : -contrast) / 2;
            }
            return true;
        };
    }

    /** What differs from the neighbours' mean, taken so many times. */
    static Brush grain(double factor) {
        return (canvas, patient, random) -> {
            double[] before = canvas.result().clone();
            for (int row = 1; row < canvas.rows() - 1; row++) {
                for (int column = 1; column < canvas.columns() - 1; column++) {
                    double sum = 0;
                    for (int k = 0; k < 9; k++) {
                        sum += before[(row + k / 3 - 1) * canvas.columns() + column + k % 3 - 1];
                    }
                    int i = row * canvas.columns() + column;
                    canvas.result()[i] = sum / 9 + factor * (before[i] - sum / 9);
                }
            }
            return true;
        };
    }

    /** White noise of a standard deviation. */
    static Brush noise(double deviation) {
        return (canvas, patient, random) -> {
            for (int i = 0; i < canvas.result().length; i++) {
                canvas.result()[i] += deviation * random.nextGaussian();
            }
            return true;
        };
    }

    /** All values times a factor, about a middle. */
    static Brush scaled(double factor, double middle) {
        return (canvas, patient, random) -> {
            for (int i = 0; i < canvas.result().length; i++) {
                canvas.result()[i] = middle + factor * (canvas.result()[i] - middle);
            }
            return true;
        };
    }

    /** One value everywhere. */
    static Brush constant() {
        return (canvas, patient, random) -> {
            double value = canvas.result()[canvas.result().length / 2 + canvas.columns() / 2];
            java.util.Arrays.fill(canvas.result(), value);
            return true;
        };
    }

    /** A square of the result that was copied from another place of it, where there is structure. */
    static Brush copied(int side, Ground ground) {
        return (canvas, patient, random) -> {
            IntPredicate may = ground.in(canvas, patient);
            List<Integer> corners = new ArrayList<>();
            for (int k = 0; k < TRIES && corners.size() < 2; k++) {
                int row = random.nextInt(Math.max(1, canvas.rows() - side));
                int column = random.nextInt(Math.max(1, canvas.columns() - side));
                int corner = row * canvas.columns() + column;
                boolean apart = corners.isEmpty()
                        || Math.abs(corners.get(0) / canvas.columns() - row) > side / 2
                        || Math.abs(corners.get(0) % canvas.columns() - column) > side / 2;
                if (apart && may.test(corner + side / 2 * canvas.columns() + side / 2) && fits(canvas, corner, side)) {
                    corners.add(corner);
                }
            }
            if (corners.size() < 2) {
                return false;
            }
            double[] before = canvas.result().clone();
            for (int k = 0; k < side * side; k++) {
                int offset = k / side * canvas.columns() + k % side;
                canvas.result()[corners.get(0) + offset] = before[corners.get(1) + offset];
            }
            return true;
        };
    }

    private static boolean fits(Canvas canvas, int corner, int side) {
        int open = 0;
        for (int k = 0; k < side * side; k++) {
            open += canvas.open(corner + k / side * canvas.columns() + k % side) ? 1 : 0;
        }
        return open >= 0.95 * side * side;
    }
}

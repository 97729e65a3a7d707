package org.afterimage.evaluate;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.afterimage.synthesize.Plane;

/**
 * Panels of one slice beside each other: the sources, the output, the truth, and output minus truth, red where the output is brighter and
 * blue where it is darker. Of a volume it is the slice with the largest mean absolute error.
 */
final class CasePicture {

    /** Part of the window, above and below 0, that the difference's colours span. */
    static final double DIFFERENCE_SPAN = 0.1;

    private static final int LARGEST_PANEL = 512;
    private static final int DIGITS = 3;

    private CasePicture() {}

    @SuppressWarnings("ArrayRecordComponent") // a picture; never used as a key
    private record Panel(String words, int[] pixels) {}

    /**
     * Writes the picture as a PNG file.
     *
     * @return what the panels show, from left to right
     */
    static List<String> write(CaseImages images, Reading reading, String unit, Path file) throws IOException {
        List<Panel> panels = panels(images, reading, unit, worstSlice(images, reading));
        Files.createDirectories(file.getParent());
        if (!ImageIO.write(sideBySide(panels, reading.output().get(0)), "png", file.toFile())) {
            throw new IOException("This Java cannot write PNG pictures.");
        }
        return panels.stream().map(Panel::words).toList();
    }

    private static List<Panel> panels(CaseImages images, Reading reading, String unit, int slice) {
        double black = reading.black();
        double white = reading.white();
        String window = " (" + rounded(black) + " to " + rounded(white) + " " + unit + ")";
        List<Panel> panels = new ArrayList<>();
        Plane output = reading.output().get(slice);
        Plane truth = reading.truth().get(slice);
        if (reading.source().isPresent()) {
            Plane source = reading.source().get().get(slice);
            panels.add(new Panel("Source" + window, grey(source, black, white)));
        } else {
            for (int k = 0; k < images.sources().size(); k++) {
                panels.add(new Panel(
                        "Source " + (k + 1) + " (its own range)",
                        inItsOwnRange(images.sources().get(k).get(slice))));
            }
        }
        panels.add(new Panel("AI output, not acquired" + window, grey(output, black, white)));
        panels.add(new Panel("Truth" + window, grey(truth, black, white)));
        double span = DIFFERENCE_SPAN * (white - black);
        panels.add(new Panel(
                "Difference (-" + rounded(span) + " to " + rounded(span) + " " + unit + ")",
                difference(output, truth, span)));
        return panels;
    }

    private static String rounded(double value) {
        return new BigDecimal(value)
                .round(new MathContext(DIGITS))
                .stripTrailingZeros()
                .toPlainString();
    }

    private static int worstSlice(CaseImages images, Reading reading) {
        int worst = 0;
        double most = -1;
        for (int k = 0; k < reading.output().size(); k++) {
            float[] a = reading.output().get(k).data();
            float[] b = reading.truth().get(k).data();
            double sum = 0;
            for (int i = 0; i < a.length; i++) {
                sum += images.image().get(k)[i] ? Math.abs(a[i] - b[i]) : 0;
            }
            if (sum > most) {
                most = sum;
                worst = k;
            }
        }
        return worst;
    }

    private static int[] inItsOwnRange(Plane plane) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (float value : plane.data()) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        return grey(plane, low, high);
    }

    private static int[] grey(Plane plane, double black, double white) {
        Plane small = reduced(plane);
        int[] pixels = new int[small.data().length];
        for (int i = 0; i < pixels.length; i++) {
            int level = level((small.data()[i] - black) / (white - black));
            pixels[i] = level << 16 | level << 8 | level;
        }
        return pixels;
    }

    private static int[] difference(Plane output, Plane truth, double span) {
        float[] difference = new float[output.data().length];
        for (int i = 0; i < difference.length; i++) {
            difference[i] = output.data()[i] - truth.data()[i];
        }
        Plane small = reduced(new Plane(difference, output.rows(), output.columns()));
        int[] pixels = new int[small.data().length];
        for (int i = 0; i < pixels.length; i++) {
            double part = small.data()[i] / span;
            int faded = level(1 - Math.abs(part));
            pixels[i] = part > 0 ? 0xFF0000 | faded << 8 | faded : faded << 16 | faded << 8 | 0xFF;
        }
        return pixels;
    }

    private static int level(double part) {
        return (int) Math.round(255 * Math.min(1, Math.max(0, part)));
    }

    /** Means of square blocks, so that the longer side fits. */
    private static Plane reduced(Plane plane) {
        int block = (Math.max(plane.rows(), plane.columns()) + LARGEST_PANEL - 1) / LARGEST_PANEL;
        if (block == 1) {
            return plane;
        }
        int rows = plane.rows() / block;
        int columns = plane.columns() / block;
        float[] means = new float[rows * columns];
        for (int row = 0; row < rows * block; row++) {
            for (int column = 0; column < columns * block; column++) {
                means[row / block * columns + column / block] += plane.at(row, column) / (block * block);
            }
        }
        return new Plane(means, rows, columns);
    }

    private static BufferedImage sideBySide(List<Panel> panels, Plane format) {
        Plane small = reduced(format);
        BufferedImage image =
                new BufferedImage(small.columns() * panels.size(), small.rows(), BufferedImage.TYPE_INT_RGB);
        for (int k = 0; k < panels.size(); k++) {
            image.setRGB(
                    k * small.columns(),
                    0,
                    small.columns(),
                    small.rows(),
                    panels.get(k).pixels(),
                    0,
                    small.columns());
        }
        return image;
    }
}

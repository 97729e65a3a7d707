package org.afterimage.synthesize;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.afterimage.dicom.io.DicomObject;
import org.afterimage.dicom.pixel.ModalityTransform;
import org.afterimage.dicom.pixel.Rescale;

/**
 * Pictures of a source, of what was made from it and of what was removed: 8 bit grey PNG, at most 1,024 pixels high, source and derived
 * through the same window. They are for looking at on the way, never for reading.
 */
public final class Pictures {

    private static final int MAXIMUM_HEIGHT = 1024;
    private static final int MARGIN = 12;
    private static final int LEAST_CAPTION_HEIGHT = 13;
    private static final int CAPTIONS_A_PICTURE = 40; // so high that a caption is read where the picture is shown small
    private static final double LEAST_FULL_SCALE =
            0.02; // parts of the grey range; keeps rounding from being shown as structure
    private static final double BRIGHTEST = 0.999;

    private final Caption caption = new Caption();

    /**
     * Writes {@code source.png}, {@code derived.png}, {@code removed.png} and {@code side-by-side.png}; nothing is removed from a source
     * that has another contrast.
     *
     * @param instance the images
     * @param label what was done, as the model's manifest words it, such as {@code Bone suppressed}
     * @param folder where to; made when absent
     * @return the files
     */
    public List<Path> write(SyntheticInstance instance, String label, Path folder) throws IOException {
        return write(ImagePair.of(instance), label, folder);
    }

    /**
     * Writes the same pictures of two stored instances.
     *
     * @param source the acquired instance
     * @param derived what was made from it, in the same pixel format
     * @param label what was done
     * @param folder where to; made when absent
     * @return the four files
     * @throws IOException if pixel data can't be read or the two do not have the same format
     */
    public List<Path> write(DicomObject source, DicomObject derived, String label, Path folder) throws IOException {
        return write(ImagePair.of(source, derived), label, folder);
    }

    private List<Path> write(ImagePair pair, String label, Path folder) throws IOException {
        DisplayWindow window = DisplayWindow.of(pair.header(), pair.format(), pair.range());
        Plane source = reduced(shown(window, pair, pair.sourceStored()));
        Plane derived = reduced(pair.windows().isEmpty() ? shown(window, pair, pair.stored()) : shownAnew(pair));
        List<Plane> planes = new ArrayList<>(List.of(source, derived));
        List<String> captions = new ArrayList<>(
                List.of("Source (acquired)", "AI " + label.toLowerCase(Locale.ROOT) + " (not acquired, research use)"));
        Files.createDirectories(folder);
        List<Path> files = new ArrayList<>(List.of(
                save(picture(source), folder.resolve("source.png")),
                save(picture(derived), folder.resolve("derived.png"))));
        if (pair.unitsKept()) {
            planes.add(reduced(removed(pair)));
            captions.add("Removed");
            files.add(save(picture(planes.get(2)), folder.resolve("removed.png")));
        }
        files.add(save(sideBySide(planes, captions), folder.resolve("side-by-side.png")));
        return List.copyOf(files);
    }

    /** The derived image through its own first window; its stored values are what the window speaks of. */
    private static Plane shownAnew(ImagePair pair) throws IOException {
        ModalityTransform modality = pair.unitsKept() ? ModalityTransform.of(pair.header()) : new Rescale(1, 0);
        boolean inverted = pair.unitsKept() && pair.format().monochrome1();
        float[] shown = new float[pair.stored().length];
        for (int i = 0; i < shown.length; i++) {
            double grey = pair.windows().get(0).grey(modality.apply(pair.stored()[i]));
            shown[i] = (float) (inverted ? 1 - grey : grey);
        }
        return new Plane(shown, pair.format().rows(), pair.format().columns());
    }

    private static Plane shown(DisplayWindow window, ImagePair pair, int[] stored) {
        return window.show(stored, pair.format().rows(), pair.format().columns());
    }

    /** What was taken away, white for the most of it (99.9 % of the changed pixels are below). */
    private static Plane removed(ImagePair pair) {
        int[] differences = new int[pair.stored().length];
        int[] counts = new int[pair.format().maximum() - pair.format().minimum() + 1];
        int changed = 0;
        for (int i = 0; i < differences.length; i++) {
            differences[i] = Math.abs(pair.sourceStored()[i] - pair.stored()[i]);
            if (differences[i] > 0) {
                counts[differences[i]]++;
                changed++;
            }
        }
        int full = 1;
        for (long below = 0; full < counts.length - 1; full++) {
            below += counts[full];
            if (below >= BRIGHTEST * changed) {
                break;
            }
        }
        float scale = (float)
                (1 / Math.max(full, LEAST_FULL_SCALE * Math.abs(pair.range().unit())));
        float[] brightness = new float[differences.length];
        for (int i = 0; i < brightness.length; i++) {
            brightness[i] = Math.min(1f, differences[i] * scale);
        }
        return new Plane(brightness, pair.format().rows(), pair.format().columns());
    }

    private static Plane reduced(Plane plane) {
        if (plane.rows() <= MAXIMUM_HEIGHT) {
            return plane;
        }
        int columns = (int) Math.max(1, Math.round((double) plane.columns() * MAXIMUM_HEIGHT / plane.rows()));
        return Resampler.areaAverage(plane, MAXIMUM_HEIGHT, columns);
    }

    private static BufferedImage picture(Plane plane) {
        BufferedImage image = new BufferedImage(plane.columns(), plane.rows(), BufferedImage.TYPE_BYTE_GRAY);
        byte[] grey = new byte[plane.data().length];
        for (int i = 0; i < grey.length; i++) {
            grey[i] = (byte) Math.round(255 * plane.data()[i]);
        }
        image.getRaster().setDataElements(0, 0, plane.columns(), plane.rows(), grey);
        return image;
    }

    private BufferedImage sideBySide(List<Plane> planes, List<String> captions) {
        int captionHeight = Math.max(LEAST_CAPTION_HEIGHT, planes.get(0).rows() / CAPTIONS_A_PICTURE);
        int strip = captionHeight + 2 * MARGIN;
        int panel = Math.min(MAXIMUM_HEIGHT - strip, planes.get(0).rows());
        List<Plane> panels =
                planes.stream().map(plane -> withHeight(plane, panel)).toList();
        int width = panels.stream().mapToInt(plane -> plane.columns() + MARGIN).sum() - MARGIN;
        BufferedImage image = new BufferedImage(width, panel + strip, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setColor(Color.WHITE);
        int left = 0;
        for (int i = 0; i < panels.size(); i++) {
            image.getRaster().setRect(left, strip, picture(panels.get(i)).getRaster());
            caption(
                    graphics,
                    captions.get(i),
                    left + MARGIN,
                    strip - MARGIN,
                    panels.get(i).columns() - 2 * MARGIN,
                    captionHeight);
            left += panels.get(i).columns() + MARGIN;
        }
        graphics.dispose();
        return image;
    }

    /** The caption, smaller where the picture is too narrow for it. */
    private void caption(Graphics2D graphics, String text, int x, int y, int room, int fullHeight) {
        double width = caption.width(text, fullHeight);
        double height = width <= room ? fullHeight : fullHeight * room / width;
        caption.draw(graphics, text, x, y, height);
    }

    private static Plane withHeight(Plane plane, int rows) {
        if (plane.rows() == rows) {
            return plane;
        }
        int columns = (int) Math.max(1, Math.round((double) plane.columns() * rows / plane.rows()));
        return Resampler.areaAverage(plane, rows, columns);
    }

    private static Path save(BufferedImage image, Path file) throws IOException {
        if (!ImageIO.write(image, "png", file.toFile())) {
            throw new IOException("This Java cannot write PNG pictures, so " + file.getFileName() + " was not written");
        }
        return file;
    }
}

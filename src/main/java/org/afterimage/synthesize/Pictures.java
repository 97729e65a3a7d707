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
import org.afterimage.dicom.pixel.PixelFormat;

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
     * Writes {@code source.png}, {@code derived.png}, {@code removed.png} and {@code side-by-side.png}; {@code removed.png} is left out
     * where the values of the result mean something else than the source's.
     *
     * @param instance the images
     * @param label what was done, as the model's manifest words it, such as {@code Bone suppressed}
     * @param folder where to; made when absent
     * @return the files
     */
    public List<Path> write(SyntheticInstance instance, String label, Path folder) throws IOException {
        return write(ImagePair.of(instance), List.of(), label, folder);
    }

    /**
     * Writes the same pictures of stored instances.
     *
     * @param sources the acquired instances: first the one whose place the derived one has, then those of other series, which are shown
     *     beside them
     * @param derived what was made from them
     * @param label what was done
     * @param folder where to; made when absent
     * @return the files
     * @throws IOException if pixel data can't be read or the matrices differ
     */
    public List<Path> write(List<DicomObject> sources, DicomObject derived, String label, Path folder)
            throws IOException {
        List<Plane> others = new ArrayList<>();
        for (DicomObject other : sources.subList(1, sources.size())) {
            ImagePair itself = ImagePair.of(other, other);
            others.add(reduced(shown(itself.sourceWindow(), PixelFormat.of(other.dataSet()), itself.stored())));
        }
        return write(ImagePair.of(sources.get(0), derived), others, label, folder);
    }

    private List<Path> write(ImagePair pair, List<Plane> others, String label, Path folder) throws IOException {
        Files.createDirectories(folder);
        List<Path> files = new ArrayList<>();
        List<Plane> panels = new ArrayList<>();
        List<String> captions = new ArrayList<>();
        for (Plane other : others) {
            captions.add("Source " + (panels.size() + 1) + " (acquired)");
            panels.add(other);
        }
        Plane source = reduced(shown(pair.sourceWindow(), pair.format(), pair.sourceStored()));
        Plane derived = reduced(shown(pair.derivedWindow(), pair.format(), pair.stored()));
        panels.add(source);
        captions.add(others.isEmpty() ? "Source (acquired)" : "Source " + panels.size() + " (acquired)");
        panels.add(derived);
        captions.add("AI " + label.toLowerCase(Locale.ROOT) + " (not acquired, research use)");
        files.add(save(picture(source), folder.resolve("source.png")));
        files.add(save(picture(derived), folder.resolve("derived.png")));
        if (pair.range().isPresent()) {
            Plane removed = reduced(removed(pair, pair.range().get()));
            panels.add(removed);
            captions.add("Removed");
            files.add(save(picture(removed), folder.resolve("removed.png")));
        }
        files.add(save(sideBySide(panels, captions), folder.resolve("side-by-side.png")));
        return List.copyOf(files);
    }

    private static Plane shown(DisplayWindow window, PixelFormat format, int[] stored) {
        return window.show(stored, format.rows(), format.columns());
    }

    /** What was taken away, white for the most of it (99.9 % of the changed pixels are below). */
    private static Plane removed(ImagePair pair, GreyRange range) {
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
        float scale = (float) (1 / Math.max(full, LEAST_FULL_SCALE * Math.abs(range.unit())));
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

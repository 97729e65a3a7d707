package org.afterimage.dicom.pixel;

import java.util.ArrayList;
import java.util.List;
import org.afterimage.dicom.io.DicomFormatException;

/** One component of a tile: its resolutions, subbands, precincts and code-blocks (ITU-T T.800 B.5 to B.7). */
final class J2kTileComponent {

    final J2kArea area;
    final J2kCodingStyle style;

    /** By how many bits a region of interest is raised. */
    private final int regionShift;

    /** The area of each resolution, from the lowest. */
    final J2kArea[] resolutions;

    final List<J2kPrecinct> precincts = new ArrayList<>();

    /** Lays the component out. Components are not subsampled: the tile's area is the component's. */
    J2kTileComponent(
            J2kArea area,
            int component,
            J2kCodingStyle style,
            J2kQuantization quantization,
            int precision,
            int regionShift,
            J2kBudget budget)
            throws DicomFormatException {
        this.area = area;
        this.style = style;
        this.regionShift = regionShift;
        resolutions = new J2kArea[style.levels() + 1];
        for (int r = 0; r <= style.levels(); r++) {
            resolutions[r] = area.reduced(style.levels() - r, 0, 0);
        }
        for (int r = 0; r <= style.levels(); r++) {
            layOut(component, r, bands(r, quantization, precision), budget);
        }
    }

    private List<J2kBand> bands(int resolution, J2kQuantization quantization, int precision)
            throws DicomFormatException {
        List<J2kBand> bands = new ArrayList<>(3);
        if (resolution == 0) {
            bands.add(band(0, style.levels(), 0, quantization, precision));
            return bands;
        }
        for (int orientation = 1; orientation <= 3; orientation++) {
            int number = 3 * (resolution - 1) + orientation;
            bands.add(band(orientation, style.levels() - resolution + 1, number, quantization, precision));
        }
        return bands;
    }

    private J2kBand band(int orientation, int level, int number, J2kQuantization quantization, int precision)
            throws DicomFormatException {
        boolean right = (orientation & 1) != 0;
        boolean below = (orientation & 2) != 0;
        long half = level == 0 ? 0 : 1L << (level - 1);
        J2kArea bandArea = area.reduced(level, right ? half : 0, below ? half : 0);
        J2kArea lower = orientation == 0 ? bandArea : resolutions[style.levels() - level];
        int gain = orientation == 0 ? 0 : orientation == 3 ? 2 : 1;
        return new J2kBand(
                bandArea,
                orientation,
                right ? lower.width() : 0,
                below ? lower.height() : 0,
                quantization.magnitudeBits(number) + regionShift,
                style.reversible() ? 1 : (float) quantization.step(number, precision + gain));
    }

    private void layOut(int component, int resolution, List<J2kBand> bands, J2kBudget budget)
            throws DicomFormatException {
        J2kArea whole = resolutions[resolution];
        if (whole.isEmpty()) {
            return;
        }
        int width = style.precinctWidth(resolution);
        int height = style.precinctHeight(resolution);
        int left = whole.x0() >> width;
        int top = whole.y0() >> height;
        int across = J2kArea.ceiling(whole.x1(), width) - left;
        int down = J2kArea.ceiling(whole.y1(), height) - top;
        // In a subband, everything is half as large as in the resolution that it makes up.
        int halved = resolution == 0 ? 0 : 1;
        int blockWidth = Math.min(style.blockWidth(), width - halved);
        int blockHeight = Math.min(style.blockHeight(), height - halved);
        budget.take((long) across * down);
        for (J2kBand band : bands) {
            budget.take(((long) band.area().width() + (1 << blockWidth) >> blockWidth)
                    * ((long) band.area().height() + (1 << blockHeight) >> blockHeight));
        }
        int levelsAbove = style.levels() - resolution;
        for (int i = 0; i < across * down; i++) {
            long x = left + i % across;
            long y = top + i / across;
            J2kPrecinct precinct = new J2kPrecinct(
                    component,
                    resolution,
                    Math.max(area.x0(), x << width << levelsAbove),
                    Math.max(area.y0(), y << height << levelsAbove),
                    i,
                    style);
            for (J2kBand band : bands) {
                J2kArea part = band.area()
                        .intersection(
                                x << (width - halved),
                                y << (height - halved),
                                (x + 1) << (width - halved),
                                (y + 1) << (height - halved));
                precinct.parts.add(new J2kPrecinct.Part(band, part, blockWidth, blockHeight));
            }
            precincts.add(precinct);
        }
    }
}

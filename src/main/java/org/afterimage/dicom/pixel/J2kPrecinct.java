package org.afterimage.dicom.pixel;

import java.util.ArrayList;
import java.util.List;

/** A precinct of a resolution: the code-blocks whose packets belong together (ITU-T T.800 B.6, B.7 and B.9). */
final class J2kPrecinct {

    /** The code-blocks of one subband in a precinct. */
    static final class Part {
        final J2kBand band;
        final int across;
        final List<J2kBlock> blocks = new ArrayList<>();
        final J2kTagTree inclusion;
        final J2kTagTree zeroPlanes;

        Part(J2kBand band, J2kArea area, int blockWidth, int blockHeight) {
            this.band = band;
            if (area.isEmpty()) {
                across = 0;
                inclusion = null;
                zeroPlanes = null;
                return;
            }
            int left = area.x0() >> blockWidth;
            int top = area.y0() >> blockHeight;
            across = J2kArea.ceiling(area.x1(), blockWidth) - left;
            int down = J2kArea.ceiling(area.y1(), blockHeight) - top;
            for (int y = top; y < top + down; y++) {
                for (int x = left; x < left + across; x++) {
                    blocks.add(new J2kBlock(area.intersection(
                            (long) x << blockWidth,
                            (long) y << blockHeight,
                            (long) (x + 1) << blockWidth,
                            (long) (y + 1) << blockHeight)));
                }
            }
            inclusion = new J2kTagTree(across, down);
            zeroPlanes = new J2kTagTree(across, down);
        }
    }

    final int component;
    final int resolution;

    /** Its place on the reference grid, which orders the packets of three of the five progressions. */
    final long x;

    final long y;
    final int index;
    final J2kCodingStyle style;
    final List<Part> parts = new ArrayList<>(3);

    /** The quality layer whose packet comes next. */
    int nextLayer;

    J2kPrecinct(int component, int resolution, long x, long y, int index, J2kCodingStyle style) {
        this.component = component;
        this.resolution = resolution;
        this.x = x;
        this.y = y;
        this.index = index;
        this.style = style;
    }
}

package org.afterimage.dicom.pixel;

import org.afterimage.dicom.io.DicomFormatException;

/** The coefficients, and then the samples, of a tile-component: whole numbers or, where something was quantized, fractions. */
final class J2kPlane {

    private final int[] whole;
    private final float[] fractions;

    private J2kPlane(int[] whole, float[] fractions) {
        this.whole = whole;
        this.fractions = fractions;
    }

    boolean reversible() {
        return fractions.length == 0;
    }

    /** Decodes the code-blocks and puts the resolutions together. */
    static J2kPlane decode(J2kTileComponent component, int regionShift) throws DicomFormatException {
        int pixels = Math.multiplyExact(component.area.width(), component.area.height());
        boolean reversible = component.style.reversible();
        J2kPlane plane = new J2kPlane(new int[reversible ? pixels : 0], new float[reversible ? 0 : pixels]);
        J2kBlockDecoder blocks = new J2kBlockDecoder(component.style);
        HtBlockDecoder fastBlocks = new HtBlockDecoder(component.style);
        for (J2kPrecinct precinct : component.precincts) {
            for (J2kPrecinct.Part part : precinct.parts) {
                for (J2kBlock block : part.blocks) {
                    if (block.segments.isEmpty()) {
                        continue;
                    }
                    int[] values = new int[block.area.width() * block.area.height()];
                    if (component.style.has(J2kCodingStyle.HIGH_THROUGHPUT)) {
                        fastBlocks.decode(block, part.band.magnitudeBits(), values);
                    } else {
                        int planes = part.band.magnitudeBits() - block.zeroPlanes;
                        blocks.decode(block, part.band.orientation(), planes, values);
                    }
                    if (regionShift > 0) {
                        unshift(values, regionShift);
                    }
                    plane.put(values, block, part.band, component.area.width());
                }
            }
        }
        if (reversible) {
            J2kWavelet.inverse(plane.whole, component.resolutions);
        } else {
            J2kWavelet.inverse(plane.fractions, component.resolutions);
        }
        return plane;
    }

    /** Lowers what a region of interest raised above everything else (T.800 H.1). */
    private static void unshift(int[] values, int shift) {
        for (int i = 0; i < values.length; i++) {
            int magnitude = Math.abs(values[i]);
            if (magnitude >> 1 >= 1L << shift) {
                values[i] = values[i] < 0 ? -(magnitude >> shift) : magnitude >> shift;
            }
        }
    }

    private void put(int[] values, J2kBlock block, J2kBand band, int stride) {
        int width = block.area.width();
        int left = band.column() + block.area.x0() - band.area().x0();
        int top = band.row() + block.area.y0() - band.area().y0();
        float half = band.step() / 2;
        for (int y = 0; y < block.area.height(); y++) {
            int at = (top + y) * stride + left;
            for (int x = 0; x < width; x++) {
                int value = values[y * width + x];
                if (reversible()) {
                    whole[at + x] = value / 2;
                } else {
                    fractions[at + x] = value * half;
                }
            }
        }
    }

    /** The inverse component transforms (T.800 G.2.2 and G.3.2). */
    static void mixColours(J2kPlane first, J2kPlane second, J2kPlane third) {
        for (int i = 0; i < first.whole.length; i++) {
            int green = first.whole[i] - ((second.whole[i] + third.whole[i]) >> 2);
            int red = third.whole[i] + green;
            third.whole[i] = second.whole[i] + green;
            second.whole[i] = green;
            first.whole[i] = red;
        }
        for (int i = 0; i < first.fractions.length; i++) {
            float luminance = first.fractions[i];
            float blue = second.fractions[i];
            float red = third.fractions[i];
            first.fractions[i] = luminance + 1.402f * red;
            second.fractions[i] = luminance - 0.344136f * blue - 0.714136f * red;
            third.fractions[i] = luminance + 1.772f * blue;
        }
    }

    /** A sample, rounded. */
    int value(int at) {
        return reversible() ? whole[at] : Math.round(fractions[at]);
    }
}

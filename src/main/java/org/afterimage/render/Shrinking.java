package org.afterimage.render;

import java.util.Arrays;

/**
 * Makes a picture smaller: each new pixel is the mean of the area that it covers, so that nothing thin is lost between two pixels. Rows come
 * one by one, so that the large picture is nowhere in memory.
 */
final class Shrinking {

    private final Axis across;
    private final Axis down;
    private final int channels;
    private final float[] row;
    private final float[] sums;
    private final byte[] samples;
    private int next;

    /**
     * Begins a picture.
     *
     * @param width pixels of the new picture from left to right, at most {@code columns}
     * @param height its pixels from top to bottom, at most {@code rows}
     */
    Shrinking(int columns, int rows, int channels, int width, int height) {
        this.across = new Axis(columns, width);
        this.down = new Axis(rows, height);
        this.channels = channels;
        this.row = new float[width * channels];
        this.sums = new float[(height + 1) * width * channels];
        this.samples = new byte[height * width * channels];
    }

    /** Takes the next row of the large picture. */
    void add(byte[] source) {
        Arrays.fill(row, 0);
        int last = across.length - 1;
        for (int x = 0; x < across.first.length; x++) {
            int to = across.first[x];
            for (int channel = 0; channel < channels; channel++) {
                float value = source[x * channels + channel] & 0xFF;
                row[to * channels + channel] += value * across.share[x];
                if (to < last) {
                    row[(to + 1) * channels + channel] += value * across.rest[x];
                }
            }
        }
        int at = down.first[next] * row.length;
        float share = down.share[next];
        float rest = down.rest[next];
        for (int i = 0; i < row.length; i++) {
            sums[at + i] += row[i] * share;
            sums[at + row.length + i] += row[i] * rest;
        }
        next++;
    }

    /** The picture, after its last row. */
    Picture picture() {
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (byte) Math.min(255, Math.round(sums[i]));
        }
        return new Picture(across.length, down.length, channels, samples);
    }

    /** How the pixels of one direction are shared out: each lies in one new pixel, or in two that are neighbours. */
    private static final class Axis {
        private final int length;
        private final int[] first;
        private final float[] share;
        private final float[] rest;

        Axis(int from, int to) {
            length = to;
            first = new int[from];
            share = new float[from];
            rest = new float[from];
            for (long i = 0; i < from; i++) {
                long start = i * to; // in units of 1 / from of a new pixel
                long end = start + to;
                int place = (int) (start / from);
                long edge = (place + 1L) * from;
                first[(int) i] = place;
                share[(int) i] = (float) ((double) (Math.min(end, edge) - start) / from);
                rest[(int) i] = (float) ((double) Math.max(0, end - edge) / from);
            }
        }
    }
}

package org.afterimage.dicom.pixel;

/** Encodes one component without loss (ITU-T T.87 Annex A with NEAR = 0). */
final class JpegLsScanEncoder {

    private final JpegLsModel model;
    private final JpegLsBitWriter bits;
    private int runIndex;

    JpegLsScanEncoder(JpegLsModel model, JpegLsBitWriter bits) {
        this.model = model;
        this.bits = bits;
    }

    /** Encodes samples from 0 to MAXVAL, row by row. */
    void encode(int[] samples, int columns) {
        int[] above = new int[columns + 2];
        int[] line = new int[columns + 2];
        for (int at = 0; at < samples.length; at += columns) {
            above[columns + 1] = above[columns];
            line[0] = above[1];
            System.arraycopy(samples, at, line, 1, columns);
            line(above, line, columns);
            int[] used = above;
            above = line;
            line = used;
        }
        bits.end();
    }

    private void line(int[] above, int[] line, int columns) {
        int x = 1;
        while (x <= columns) {
            int context = model.context(line[x - 1], above[x], above[x - 1], above[x + 1]);
            if (context != 0) {
                regular(context, line[x], line[x - 1], above[x], above[x - 1]);
                x++;
                continue;
            }
            int start = x;
            while (x <= columns && line[x] == line[start - 1]) {
                x++;
            }
            run(x - start, x > columns);
            if (x <= columns) {
                afterRun(line[x], line[x - 1], above[x]);
                runIndex = Math.max(0, runIndex - 1);
                x++;
            }
        }
    }

    private void regular(int signedContext, int sample, int ra, int rb, int rc) {
        int sign = signedContext < 0 ? -1 : 1;
        int context = sign * signedContext;
        int error = modulo(sign * (sample - model.predict(ra, rb, rc, context, sign)));
        int k = model.golomb(context);
        int mapped = model.inverted(context, k) ? -error - 1 : error;
        mapped = mapped >= 0 ? 2 * mapped : -2 * mapped - 1;
        bits.golomb(mapped, k, model.longestCode, model.errorBits);
        model.update(context, error);
    }

    /** An error's residue nearest to zero (A.4.5). */
    private int modulo(int error) {
        int residue = error < 0 ? error + model.range : error;
        return residue >= (model.range + 1) / 2 ? residue - model.range : residue;
    }

    /** The length of a run (A.7.1.2). */
    private void run(int length, boolean endsLine) {
        int left = length;
        while (left >= 1 << JpegLsModel.runOrder(runIndex)) {
            bits.write(1, 1);
            left -= 1 << JpegLsModel.runOrder(runIndex);
            runIndex = Math.min(runIndex + 1, JpegLsModel.lastRunIndex());
        }
        if (!endsLine) {
            bits.write(left, 1 + JpegLsModel.runOrder(runIndex));
        } else if (left > 0) {
            bits.write(1, 1);
        }
    }

    /** The sample that ends a run (A.7.2). */
    private void afterRun(int sample, int ra, int rb) {
        int type = ra == rb ? 1 : 0;
        int error = modulo(type == 1 ? sample - ra : ra > rb ? rb - sample : sample - rb);
        int k = model.runGolomb(type);
        boolean odd = error != 0 && (error < 0) == (k != 0 || model.mostlyNegative(type));
        int mapped = 2 * Math.abs(error) - type - (odd ? 1 : 0);
        bits.golomb(mapped, k, model.longestCode - JpegLsModel.runOrder(runIndex) - 1, model.errorBits);
        model.updateRun(type, error, mapped);
    }
}

package org.afterimage.check;

/** How well a measure is explained by a straight line of two others (least squares). */
final class LinearFit {

    private LinearFit() {}

    /** The coefficient of determination, 0 to 1; 0 when the measure is the same everywhere; NaN when one of the values is. */
    static double explained(float[] u, float[] v, float[] measure) {
        double meanU = mean(u);
        double meanV = mean(v);
        double meanO = mean(measure);
        double uu = 0;
        double uv = 0;
        double vv = 0;
        double uo = 0;
        double vo = 0;
        double oo = 0;
        for (int i = 0; i < measure.length; i++) {
            double a = u[i] - meanU;
            double b = v[i] - meanV;
            double o = measure[i] - meanO;
            uu += a * a;
            uv += a * b;
            vv += b * b;
            uo += a * o;
            vo += b * o;
            oo += o * o;
        }
        if (oo == 0) {
            return 0;
        }
        double determinant = uu * vv - uv * uv;
        if (determinant <= 1e-12 * uu * vv) {
            // Both sources lie on one line: the better of them explains all that both do.
            return Math.max(uu > 0 ? uo * uo / uu : 0, vv > 0 ? vo * vo / vv : 0) / oo;
        }
        double slopeU = (uo * vv - vo * uv) / determinant;
        double slopeV = (vo * uu - uo * uv) / determinant;
        return (slopeU * uo + slopeV * vo) / oo;
    }

    private static double mean(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}

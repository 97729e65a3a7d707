package org.afterimage.check;

import java.util.ArrayList;
import java.util.List;
import org.afterimage.check.measure.OrderStatistics;
import org.afterimage.synthesize.SequenceEvidence;
import org.afterimage.synthesize.SyntheticInstance;
import org.afterimage.synthesize.SyntheticSeries;

/**
 * What the gates of a missing sequence measure over a whole series. The head is where both sources exceed half of their bright mean. Without
 * a head nothing is explained and all is unsupported.
 *
 * @param headFraction part of all voxels that is head
 * @param median of the answer over the head, negative values taken as 0
 * @param explained part of the answer's variance over the head that the best straight line of both sources explains
 * @param unsupported part of the head where the answer is bright and the second source is below its median
 */
record HeadMeasures(double headFraction, double median, double explained, double unsupported) {

    private static final float LEAST_OF_BOTH = 0.5f;
    private static final float BRIGHT = 1.3f;
    private static final double HALF = 0.5;

    static HeadMeasures of(SyntheticSeries series) {
        List<SequenceEvidence> slices = new ArrayList<>();
        for (SyntheticInstance instance : series.instances()) {
            if (!(instance.evidence() instanceof SequenceEvidence evidence)) {
                throw new IllegalArgumentException("these gates are for a missing sequence");
            }
            slices.add(evidence);
        }
        return of(slices);
    }

    private static HeadMeasures of(List<SequenceEvidence> slices) {
        long voxels = 0;
        int head = 0;
        for (SequenceEvidence slice : slices) {
            voxels += slice.answer().data().length;
            for (int i = 0; i < slice.answer().data().length; i++) {
                head += inHead(slice, i) ? 1 : 0;
            }
        }
        if (head == 0) {
            return new HeadMeasures(0, 0, 0, 1);
        }
        float[] first = new float[head];
        float[] second = new float[head];
        float[] answer = new float[head];
        int k = 0;
        for (SequenceEvidence slice : slices) {
            for (int i = 0; i < slice.answer().data().length; i++) {
                if (inHead(slice, i)) {
                    first[k] = slice.first().data()[i];
                    second[k] = slice.second().data()[i];
                    answer[k] = Math.max(0, slice.answer().data()[i]); // NaN stays NaN
                    k++;
                }
            }
        }
        return new HeadMeasures(
                (double) head / voxels,
                OrderStatistics.quantile(answer, HALF),
                LinearFit.explained(first, second, answer),
                unsupported(second, answer));
    }

    private static boolean inHead(SequenceEvidence slice, int voxel) {
        return slice.first().data()[voxel] > LEAST_OF_BOTH && slice.second().data()[voxel] > LEAST_OF_BOTH;
    }

    private static double unsupported(float[] second, float[] answer) {
        double median = OrderStatistics.quantile(second, HALF);
        int count = 0;
        for (int i = 0; i < answer.length; i++) {
            count += answer[i] > BRIGHT && second[i] < median ? 1 : 0;
        }
        return (double) count / answer.length;
    }
}

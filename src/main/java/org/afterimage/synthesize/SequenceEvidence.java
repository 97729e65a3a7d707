package org.afterimage.synthesize;

/**
 * What one slice of a missing sequence was made from, and what the network answered, on the grid of the result.
 *
 * @param first the first contrast of the slice as the network saw it (T1)
 * @param second the second contrast, likewise (T2)
 * @param answer the network's answer, before it was scaled and clipped
 */
public record SequenceEvidence(Plane first, Plane second, Plane answer) implements Evidence {

    @Override
    public long notFinite() {
        return answer.notFinite();
    }

    /** A slice beyond the head is empty in the sources too, and may be in the answer. */
    @Override
    public boolean constant() {
        return answer.constant() && !second.constant();
    }
}

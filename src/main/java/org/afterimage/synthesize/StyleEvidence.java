package org.afterimage.synthesize;

/**
 * How the presentation of one radiograph was harmonised, on the network's matrix, cut to the part that is image.
 *
 * @param image the network's input, in parts of the grey range
 * @param styled the network's answer, 0 black and 1 white, not clipped
 * @param detail gain of structure finer than this matrix
 */
public record StyleEvidence(Plane image, Plane styled, Plane detail) implements Evidence {

    @Override
    public long notFinite() {
        return styled.notFinite() + detail.notFinite();
    }

    /** One gain for all detail is plausible; one grey is not. */
    @Override
    public boolean constant() {
        return styled.constant();
    }
}

package org.afterimage.synthesize;

/**
 * What a network was given and answered for one image, on its own small matrix, cut to the part that is image.
 *
 * @param image the network's input, in parts of the grey range, dense tissue bright
 * @param bone how much of each pixel is bone, in the same parts
 * @param lung how likely each pixel is lung, 0 to 1
 */
public record NetworkAnswer(Plane image, Plane bone, Plane lung) {

    /** How many values of the answer are not a number, or infinite. */
    public long notFinite() {
        return bone.notFinite() + lung.notFinite();
    }

    /** Whether an estimate has the same value everywhere, which no radiograph gives. */
    public boolean constant() {
        return bone.constant() || lung.constant();
    }
}

package org.afterimage.synthesize;

/**
 * What a task's synthesizer leaves behind for the checks of its result, besides the pixels. Each task has its own; the gates of a task
 * know it, and no other room needs it.
 */
public interface Evidence {

    /** How many values of the network's answer are not a number, or infinite. */
    long notFinite();

    /** Whether the network answered the same value everywhere, which no image gives. */
    boolean constant();
}

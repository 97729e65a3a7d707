package org.afterimage.render;

/** The pixels of one frame in memory, with all that is needed to show them. */
sealed interface DecodedFrame permits GreyFrame, ColourFrame {

    /** Pixels from top to bottom. */
    int rows();

    /** Pixels from left to right. */
    int columns();

    /** Memory that it takes, in bytes. */
    long weight();

    /** The pixels as they are looked up under a pointer. */
    FrameValues values();
}

package org.afterimage.render;

import java.io.IOException;

/** A frame of which no picture can be made; the sentence says why. */
public final class UnshowableException extends IOException {
    private static final long serialVersionUID = 1L;

    UnshowableException(String sentence) {
        super(sentence);
    }

    UnshowableException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}

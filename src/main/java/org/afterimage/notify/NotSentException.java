package org.afterimage.notify;

/** A message that did not go; the sentence says why and, where it can, what to do. */
public final class NotSentException extends Exception {
    private static final long serialVersionUID = 1L;

    NotSentException(String sentence) {
        super(sentence);
    }

    NotSentException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}

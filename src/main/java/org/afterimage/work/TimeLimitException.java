package org.afterimage.work;

/** A synthesis that took longer than its model's manifest allows; the message is one sentence. */
public final class TimeLimitException extends Exception {
    private static final long serialVersionUID = 1L;

    TimeLimitException(String message) {
        super(message);
    }
}

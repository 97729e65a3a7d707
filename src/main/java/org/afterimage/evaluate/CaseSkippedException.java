package org.afterimage.evaluate;

/** A case that cannot be measured; the message is one sentence that says why. */
public final class CaseSkippedException extends Exception {

    private static final long serialVersionUID = 1L;

    public CaseSkippedException(String message) {
        super(message);
    }

    public CaseSkippedException(String message, Throwable cause) {
        super(message, cause);
    }
}

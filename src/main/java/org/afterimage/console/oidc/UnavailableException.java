package org.afterimage.console.oidc;

/** The provider can't be asked now; the sentence says why, for the log, and has no secret in it. */
public final class UnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnavailableException(String sentence) {
        super(sentence);
    }

    UnavailableException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}

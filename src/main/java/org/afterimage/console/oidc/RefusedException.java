package org.afterimage.console.oidc;

/** The provider did not let somebody in, or what came is not its answer; the sentence says why, for the log, and has no secret in it. */
public final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    RefusedException(String sentence) {
        super(sentence);
    }

    RefusedException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}

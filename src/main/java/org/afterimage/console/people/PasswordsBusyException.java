package org.afterimage.console.people;

import jakarta.ws.rs.ServiceUnavailableException;

/** More passwords are to be looked at than this machine can: answered 503, and nothing was done. */
public final class PasswordsBusyException extends ServiceUnavailableException {
    /** For programs; the console has words of its own. */
    public static final String SENTENCE =
            "Too many passwords are being checked at this moment. Nothing was done; try again in a few seconds.";

    private static final long serialVersionUID = 1L;
    private static final long AGAIN_SECONDS = 5;

    PasswordsBusyException() {
        super(SENTENCE, AGAIN_SECONDS);
    }
}

package org.afterimage.synthesize;

/** A series from which nothing can be synthesised; the message is one sentence that an administrator understands. */
public final class SynthesisException extends Exception {

    private static final long serialVersionUID = 1L;

    public SynthesisException(String message) {
        super(message);
    }

    public SynthesisException(String message, Throwable cause) {
        super(message, cause);
    }
}

package org.afterimage.infer;

/** A network that cannot be loaded, does not match its manifest, or failed while it ran; the message is one sentence. */
public final class InferenceException extends Exception {

    private static final long serialVersionUID = 1L;

    public InferenceException(String message) {
        super(message);
    }

    public InferenceException(String message, Throwable cause) {
        super(message, cause);
    }
}

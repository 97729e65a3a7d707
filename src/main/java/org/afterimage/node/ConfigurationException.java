package org.afterimage.node;

/** A configuration that the node does not start with; the message is one sentence that names file, field and remedy. */
public class ConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Makes the exception with its sentence. */
    public ConfigurationException(String message) {
        super(message);
    }

    /** Makes the exception with its sentence and what led to it. */
    public ConfigurationException(String message, Throwable cause) {
        super(message, cause);
    }
}

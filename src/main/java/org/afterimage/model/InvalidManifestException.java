package org.afterimage.model;

import java.io.IOException;

/** A manifest that does not say what a manifest must; the message begins with the path of the field that is wrong. */
public final class InvalidManifestException extends IOException {

    private static final long serialVersionUID = 1L;

    /** The path of the field, such as {@code accepts.viewPosition[1]}; empty for the file as a whole. */
    private final String field;

    /**
     * @param field path of the field that is wrong, empty for the file as a whole
     * @param reason what is wrong with it
     */
    public InvalidManifestException(String field, String reason) {
        super(field.isEmpty() ? reason : field + ": " + reason);
        this.field = field;
    }

    /** The path of the field that is wrong; empty for the file as a whole. */
    public String field() {
        return field;
    }
}

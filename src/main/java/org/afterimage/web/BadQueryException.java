package org.afterimage.web;

import jakarta.ws.rs.BadRequestException;

/** A query that can't be answered; the sentence says which parameter and what it may be. */
final class BadQueryException extends BadRequestException {
    private static final long serialVersionUID = 1L;

    BadQueryException(String sentence) {
        super(sentence);
    }
}

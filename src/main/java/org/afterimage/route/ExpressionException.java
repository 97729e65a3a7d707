package org.afterimage.route;

/** An expression of {@code routes.yaml} that can't be used; the message is a sentence without a full stop for an administrator. */
final class ExpressionException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int line;

    /**
     * @param line of the expression, from 1
     */
    ExpressionException(int line, String message) {
        super(message);
        this.line = line;
    }

    /** The line of the expression, from 1. */
    int line() {
        return line;
    }
}

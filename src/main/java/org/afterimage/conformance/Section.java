package org.afterimage.conformance;

/** A chapter of the statement. */
@FunctionalInterface
interface Section {
    /** Writes the chapter. */
    void write(Markdown out);
}

package org.afterimage.receive.journal;

import java.io.IOException;

/** All of the journal is taken by records that nobody has released yet. */
public final class JournalFullException extends IOException {
    private static final long serialVersionUID = 1L;

    JournalFullException(int segments) {
        super("all " + segments + " segments of the journal hold records that are not filed yet");
    }
}

package org.afterimage.dicom.net;

import java.io.IOException;

/** The data set that was to be sent could not be read; the cause says why. */
final class UnreadableDataSetException extends IOException {

    private static final long serialVersionUID = 1L;

    UnreadableDataSetException(IOException cause) {
        super(cause);
    }

    /** Returns what the stream threw. */
    IOException original() {
        return (IOException) getCause();
    }
}

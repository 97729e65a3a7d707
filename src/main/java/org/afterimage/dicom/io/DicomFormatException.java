package org.afterimage.dicom.io;

import java.io.IOException;

/** Input that breaks the rules of DICOM (PS3.5 7, PS3.10 7) or the limits set for it; the message is one plain sentence that says where and how. */
public final class DicomFormatException extends IOException {

    private static final long serialVersionUID = 1L;

    /** A fault that one sentence describes. */
    public DicomFormatException(String sentence) {
        super(sentence);
    }

    /** A fault that another exception describes further. */
    public DicomFormatException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}

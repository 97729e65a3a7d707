package org.afterimage.dicom.tls;

import java.io.IOException;

/**
 * Key or certificate files that cannot be used; the message is one sentence that names the file and the remedy, and holds no secret
 * (PS3.15 B.12).
 */
public final class TlsFilesException extends IOException {
    private static final long serialVersionUID = 1L;

    TlsFilesException(String message) {
        super(message);
    }

    TlsFilesException(String message, Throwable cause) {
        super(message, cause);
    }
}

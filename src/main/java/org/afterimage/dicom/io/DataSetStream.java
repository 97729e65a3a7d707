package org.afterimage.dicom.io;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of a data set as a DICOM file holds them (PS3.10 7.2), to be sent on untouched.
 *
 * @param transferSyntax how they are encoded
 * @param sopClassUid Media Storage SOP Class UID of the file
 * @param sopInstanceUid Media Storage SOP Instance UID of the file
 * @param bytes the bytes, from the first element on
 * @param length how many there are
 */
public record DataSetStream(
        TransferSyntax transferSyntax, String sopClassUid, String sopInstanceUid, InputStream bytes, long length)
        implements Closeable {

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}

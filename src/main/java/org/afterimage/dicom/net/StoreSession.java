package org.afterimage.dicom.net;

import java.io.IOException;
import java.io.InputStream;
import org.afterimage.dicom.io.TransferSyntax;

/** An open association to a storage SCP. For one thread at a time. */
public interface StoreSession extends AutoCloseable {

    /** Says whether the peer accepted this SOP class with this transfer syntax. */
    boolean accepts(String sopClassUid, TransferSyntax transferSyntax);

    /**
     * Sends one instance by C-STORE (PS3.7 9.1.1) and waits for the answer.
     *
     * @param sopClassUid SOP class of the instance
     * @param sopInstanceUid SOP instance
     * @param transferSyntax how the data set is encoded
     * @param dataSet the encoded data set without file meta information, read to its end; not closed
     * @return what the peer answered: success, warning or failure
     * @throws PresentationContextNotAcceptedException when {@link #accepts} is false; the association goes on
     * @throws AssociationException when the association ended; the instance may or may not have arrived
     * @throws IOException when {@code dataSet} cannot be read; the association is aborted, since the message cannot be
     *     ended
     */
    Status store(String sopClassUid, String sopInstanceUid, TransferSyntax transferSyntax, InputStream dataSet)
            throws IOException;

    /** Releases the association (PS3.8 7.2). What was answered before is safe, so a failing release is not an error. */
    @Override
    void close();
}

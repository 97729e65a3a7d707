package org.afterimage.dicom.net;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import org.afterimage.dicom.io.TransferSyntax;

/** An open association to a storage SCP (PS3.4 Annex B). For one thread at a time. */
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

    /** Returns how many instances may wait for their answers (PS3.7 D.3.3.3): 1 unless both sides agreed on more. */
    int operationsWindow();

    /**
     * Sends one instance and does not wait for its answer, as far as the window allows: when it is full, answers are
     * awaited first.
     *
     * @param sopClassUid SOP class of the instance
     * @param sopInstanceUid SOP instance
     * @param transferSyntax how the data set is encoded
     * @param dataSet the encoded data set without file meta information, read to its end before this returns; not closed
     * @param answered gets the answer, from this method or a later one of this session, on its caller's thread; never
     *     called when the association ends before
     * @throws IOException as {@link #store}; the association has then ended for all that was not answered, too
     */
    void submit(
            String sopClassUid,
            String sopInstanceUid,
            TransferSyntax transferSyntax,
            InputStream dataSet,
            Consumer<Status> answered)
            throws IOException;

    /**
     * Waits for the answers to all that was submitted.
     *
     * @throws AssociationException when the association ended
     */
    void awaitAnswers() throws IOException;

    /**
     * Releases the association (PS3.8 7.2). What was answered before is safe, so a failing release is not an error. Answers
     * that are still to come are not waited for.
     */
    @Override
    void close();
}

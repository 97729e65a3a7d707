package org.afterimage.dicom.net;

import java.io.IOException;
import java.io.InputStream;

/** What a storage SCP does with an instance (PS3.4 Annex B). Called by many association threads at once. */
public interface StoreService {

    /**
     * Stores one instance. The peer gets its C-STORE-RSP only when this has returned, so a service that answers success
     * only after its own commit makes the answer durable. A service may return before the end of the stream; the rest
     * is drained.
     *
     * @param request who sends what
     * @param dataSet the encoded data set as it arrives, without file meta information. Ends after its last fragment;
     *     throws {@link AssociationException} when the peer aborts, stalls or hangs up before that, and then nothing
     *     can be answered any more: let the exception pass and remove what was written. {@link InputStream#transferTo}
     *     copies least.
     * @return the status to answer
     * @throws org.afterimage.dicom.io.DicomFormatException when the data set cannot be read; answered C000H with its
     *     message
     * @throws IOException when it cannot be stored; answered A700H. A runtime exception is answered 0110H and logged as
     *     a bug. The association goes on after all of these.
     */
    Status store(StoreRequest request, InputStream dataSet) throws IOException;
}

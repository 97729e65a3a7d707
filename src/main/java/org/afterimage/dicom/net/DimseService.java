package org.afterimage.dicom.net;

import java.io.IOException;

/** Performs one DIMSE operation as an SCP. A service is added by adding an implementation. */
interface DimseService {

    /**
     * Performs the operation. What is left of the data set is drained afterwards.
     *
     * @param association the association that asks
     * @param message the request
     * @return the status to answer
     * @throws IOException when the association failed; nothing can be answered then
     */
    Status perform(Association association, Message message) throws IOException;
}

package org.afterimage.receive;

import java.time.Instant;
import org.afterimage.dicom.net.StoreRequest;

/**
 * An instance that is durable and not yet in the index.
 *
 * @param request how it came
 * @param header what the index keeps of its header
 * @param file its name in the spool
 * @param bytes length of the file
 * @param dataSetOffset where in it the data set begins
 * @param receivedAt when all of it was there
 * @param millis from the first byte of the data set to the last
 */
record ReceivedInstance(
        StoreRequest request,
        IndexedHeader header,
        String file,
        long bytes,
        int dataSetOffset,
        Instant receivedAt,
        double millis) {}

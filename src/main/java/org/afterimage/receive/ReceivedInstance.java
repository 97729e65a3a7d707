package org.afterimage.receive;

import org.afterimage.dicom.net.StoreRequest;

/**
 * An instance whose bytes are written and which is not yet in the index.
 *
 * @param request how it came
 * @param header what the index keeps of its header
 * @param folder the folder of its name in the spool, whose sync makes the name durable
 * @param file its name in the spool
 * @param bytes length of the file
 * @param sha256 of the data set as it came, hexadecimal
 * @param millis from the first byte of the data set to the last written
 */
record ReceivedInstance(
        StoreRequest request,
        IndexedHeader header,
        String folder,
        String file,
        long bytes,
        String sha256,
        double millis) {}

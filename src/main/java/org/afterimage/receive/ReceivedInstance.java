package org.afterimage.receive;

import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.net.StoreRequest;

/**
 * An instance that is on disk and not yet in the index.
 *
 * @param request how it came
 * @param dataSet its header
 * @param file its name in the spool
 * @param bytes length of the file
 * @param sha256 of the data set as it came, hexadecimal
 * @param millis from the first byte of the data set to the file synced
 */
public record ReceivedInstance(
        StoreRequest request, DataSet dataSet, String file, long bytes, String sha256, double millis) {}

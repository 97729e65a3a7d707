package org.afterimage.dicom.net;

/**
 * A DIMSE message whose command set has arrived and whose data set may still be arriving (PS3.7 6.3).
 *
 * @param contextId its presentation context
 * @param command its command set
 * @param dataSet its data set, empty when it has none; to be read to the end before the next message
 */
record Message(int contextId, CommandSet command, PDataInputStream dataSet) {}

package org.afterimage.receive;

/**
 * What becomes a row.
 *
 * @param instance the instance
 * @param sha256 of the data set as it came, hexadecimal
 */
record IndexedFile(ReceivedInstance instance, String sha256) {}

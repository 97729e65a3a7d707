package org.afterimage.dicom.net;

/**
 * What the services of one served association share.
 *
 * @param associationId its number, for messages
 * @param reports takes what is to be reported after the response
 * @param transactions the storage commitment requests of this network that wait for their results
 */
record ServedContext(long associationId, EventReports reports, StorageCommitmentTransactions transactions) {}

/**
 * C-STORE to a durable spool and an index: what is acknowledged is on disk and in the database. {@link
 * org.afterimage.receive.StoreReceiver} takes an instance, {@link org.afterimage.receive.Spool} holds its file, and GroupCommit makes rows
 * durable, those of many associations at once.
 * Data sets come in from associations; files, rows and due times of studies go out. It calls node, storage, provenance and dicom.*.
 */
package org.afterimage.receive;

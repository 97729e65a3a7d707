/**
 * What makes provenance hard to change unseen: the chain of hashes over all that was recorded, the signed checkpoints on it, and the check
 * of both against the rows and files that are there now. Records come in from the database's triggers, findings go out. It calls provenance,
 * node, dicom.data, dicom.io and dicom.pixel; all of it is plain JDBC, so that it can be checked beside a running node, or without one.
 */
package org.afterimage.provenance.chain;

package org.afterimage.dicom.net;

/**
 * An instance that is not committed, and why: an item of the Failed SOP Sequence (PS3.3 C.14).
 *
 * @param reference the instance
 * @param reason why
 */
public record StorageCommitmentFailure(SopReference reference, FailureReason reason) {}

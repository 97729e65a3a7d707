package org.afterimage.bench.interop;

import java.nio.file.Path;
import org.afterimage.dicom.io.TransferSyntax;

/**
 * An instance that travels.
 *
 * @param image which image it shows, such as {@code 12s} for 12 bits signed
 * @param file the instance, in its transfer syntax
 * @param sopClassUid its SOP class
 * @param sopInstanceUid its UID, another one for each sample
 * @param transferSyntax its transfer syntax
 * @param stored the stored values that decoding gives; those of the reference decoder when the compression is lossy
 * @param bound by how much a decoded value may differ from them
 */
@SuppressWarnings("ArrayRecordComponent")
record Sample(
        String image,
        Path file,
        String sopClassUid,
        String sopInstanceUid,
        TransferSyntax transferSyntax,
        int[] stored,
        int bound) {}

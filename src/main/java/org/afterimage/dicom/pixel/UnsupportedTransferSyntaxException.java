package org.afterimage.dicom.pixel;

import java.io.IOException;
import org.afterimage.dicom.io.TransferSyntax;

/** Pixel data is compressed in a way that this node does not decode (PS3.5 8.2). */
public final class UnsupportedTransferSyntaxException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Names the transfer syntax in the message. */
    public UnsupportedTransferSyntaxException(TransferSyntax transferSyntax) {
        super("Pixel data in " + transferSyntax.name() + " (" + transferSyntax.uid()
                + ") cannot be decoded; send the object uncompressed.");
    }
}

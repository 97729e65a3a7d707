package org.afterimage.node;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.afterimage.dicom.io.TransferSyntax;

/** How a destination wants derived series (PS3.5 Annex A); none of them loses anything. */
public enum DerivedTransferSyntax {
    /** Explicit VR Little Endian, which every destination takes. */
    @JsonProperty("explicit")
    EXPLICIT(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN),

    /** JPEG 2000 (Lossless Only). */
    @JsonProperty("jpeg2000-lossless")
    JPEG2000_LOSSLESS(TransferSyntax.JPEG_2000_LOSSLESS),

    /** JPEG-LS Lossless. */
    @JsonProperty("jpegls-lossless")
    JPEGLS_LOSSLESS(TransferSyntax.JPEG_LS_LOSSLESS),

    /** RLE Lossless. */
    @JsonProperty("rle")
    RLE(TransferSyntax.RLE_LOSSLESS);

    private final TransferSyntax syntax;

    DerivedTransferSyntax(TransferSyntax syntax) {
        this.syntax = syntax;
    }

    /** The transfer syntax itself. */
    public TransferSyntax syntax() {
        return syntax;
    }
}

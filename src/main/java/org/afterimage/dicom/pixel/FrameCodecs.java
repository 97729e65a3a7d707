package org.afterimage.dicom.pixel;

import java.util.List;
import java.util.Optional;
import org.afterimage.dicom.io.TransferSyntax;

/** The codecs of this node by transfer syntax. A compression is added by adding its class here. */
final class FrameCodecs {

    private static final RleCodec RLE = new RleCodec();
    private static final JpegLsCodec JPEG_LS = new JpegLsCodec();
    private static final J2kCodec JPEG_2000 = new J2kCodec();
    private static final List<FrameCodec> DECODERS =
            List.of(RLE, new JpegCodec(), JPEG_LS, JPEG_2000, new NativeFrameCodec(), new DeflatedFrameCodec());
    private static final List<FrameEncoder> ENCODERS = List.of(RLE, JPEG_LS, JPEG_2000);

    private FrameCodecs() {}

    /** The codec that decodes a transfer syntax. */
    static Optional<FrameCodec> decoder(TransferSyntax syntax) {
        return DECODERS.stream()
                .filter(codec -> codec.transferSyntaxes().contains(syntax))
                .findFirst();
    }

    /** The codec that encodes to a transfer syntax. */
    static Optional<FrameEncoder> encoder(TransferSyntax syntax) {
        return ENCODERS.stream()
                .filter(codec -> codec.transferSyntax().equals(syntax))
                .findFirst();
    }
}

package org.afterimage.derive;

import java.util.Map;
import java.util.Set;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Element;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.DicomObject;
import org.afterimage.dicom.io.TransferSyntax;
import org.afterimage.dicom.pixel.PixelFormat;

/** Lossy compression, once there, stays on record with its ratio and method (PS3.3 C.7.6.1.1.5). */
final class Lossiness {

    private static final String LOSSY = "01";

    /** Transfer syntaxes that lose something always, with the defined term of their method. */
    private static final Map<TransferSyntax, String> ALWAYS_LOSSY = Map.of(
            TransferSyntax.JPEG_BASELINE, "ISO_10918_1",
            TransferSyntax.JPEG_EXTENDED, "ISO_10918_1",
            TransferSyntax.JPEG_LS_NEAR_LOSSLESS, "ISO_14495_1");

    private static final Map<TransferSyntax, String> LOSSY_IF_STATED =
            Map.of(TransferSyntax.JPEG_2000, "ISO_15444_1", TransferSyntax.HTJ2K, "ISO_15444_15");

    private static final Set<Integer> RATIO_AND_METHOD =
            Set.of(Tag.LOSSY_IMAGE_COMPRESSION_RATIO, Tag.LOSSY_IMAGE_COMPRESSION_METHOD);

    private Lossiness() {}

    /** Completes what was copied from the source by what its transfer syntax says. */
    static void record(DicomObject source, PixelFormat format, DataSet target) {
        TransferSyntax syntax = source.transferSyntax();
        boolean stated = source.dataSet()
                .string(Tag.LOSSY_IMAGE_COMPRESSION)
                .filter(LOSSY::equals)
                .isPresent();
        if (!stated && !ALWAYS_LOSSY.containsKey(syntax)) {
            return;
        }
        target.putString(Tag.LOSSY_IMAGE_COMPRESSION, LOSSY);
        String method = ALWAYS_LOSSY.getOrDefault(syntax, LOSSY_IF_STATED.get(syntax));
        if (method != null && RATIO_AND_METHOD.stream().noneMatch(target::contains)) {
            target.putString(Tag.LOSSY_IMAGE_COMPRESSION_METHOD, method);
            target.putDecimals(Tag.LOSSY_IMAGE_COMPRESSION_RATIO, ratio(source.dataSet(), format));
        }
    }

    /** Bytes of the frame over bytes of its compressed form, two decimals. */
    private static double ratio(DataSet source, PixelFormat format) {
        Element pixels = source.get(Tag.PIXEL_DATA).orElseThrow();
        long compressed = 1;
        if (pixels instanceof Element.Bulk bulk) {
            compressed = bulk.length();
        } else if (pixels instanceof Element.Fragments fragments) {
            compressed = fragments.fragments().stream()
                    .skip(1)
                    .mapToLong(f -> f.length)
                    .sum();
        }
        return Math.max(1, Math.round(100.0 * format.frameBytes() * format.frames() / Math.max(1, compressed)) / 100.0);
    }
}

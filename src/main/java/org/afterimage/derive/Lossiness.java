package org.afterimage.derive;

import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Element;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.DicomFormatException;
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

    private static final int[] RATIO_AND_METHOD = {Tag.LOSSY_IMAGE_COMPRESSION_RATIO, Tag.LOSSY_IMAGE_COMPRESSION_METHOD
    };

    private Lossiness() {}

    /**
     * Records what was lost before the node got the sources. Of several sources that lost something, the one that lost the most stands on
     * record, its steps in their order; where only one did, that one.
     *
     * @param sources the instances that an image was made from; what the first states has been copied already
     */
    static void record(List<DicomObject> sources, DataSet target) {
        Optional<DataSet> worst = sources.stream()
                .map(Lossiness::history)
                .flatMap(Optional::stream)
                .max(Comparator.comparingDouble(Lossiness::total));
        if (worst.isPresent()) {
            target.putString(Tag.LOSSY_IMAGE_COMPRESSION, LOSSY);
            for (int tag : RATIO_AND_METHOD) {
                target.remove(tag).copy(worst.get(), tag);
            }
        }
    }

    /** Ratio and method of each step of one source, what its transfer syntax says included; empty when nothing was lost. */
    private static Optional<DataSet> history(DicomObject source) {
        DataSet dataSet = source.dataSet();
        TransferSyntax syntax = source.transferSyntax();
        boolean stated = dataSet.string(Tag.LOSSY_IMAGE_COMPRESSION)
                .filter(LOSSY::equals)
                .isPresent();
        if (!stated && !ALWAYS_LOSSY.containsKey(syntax)) {
            return Optional.empty();
        }
        DataSet history = new DataSet().copy(dataSet, RATIO_AND_METHOD);
        String method = ALWAYS_LOSSY.getOrDefault(syntax, LOSSY_IF_STATED.get(syntax));
        if (method != null
                && !history.contains(Tag.LOSSY_IMAGE_COMPRESSION_RATIO)
                && !history.contains(Tag.LOSSY_IMAGE_COMPRESSION_METHOD)) {
            history.putString(Tag.LOSSY_IMAGE_COMPRESSION_METHOD, method);
            history.putDecimals(Tag.LOSSY_IMAGE_COMPRESSION_RATIO, ratio(dataSet));
        }
        return Optional.of(history);
    }

    /** Steps that follow one another multiply. */
    private static double total(DataSet history) {
        return DoubleStream.of(history.decimals(Tag.LOSSY_IMAGE_COMPRESSION_RATIO))
                .reduce(1, (one, other) -> one * other);
    }

    /** Bytes of the frames over bytes of their compressed form, two decimals. */
    private static double ratio(DataSet source) {
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
        try {
            PixelFormat format = PixelFormat.of(source);
            double frames = (double) format.frameBytes() * format.frames();
            return Math.max(1, Math.round(100.0 * frames / Math.max(1, compressed)) / 100.0);
        } catch (DicomFormatException e) {
            throw new UncheckedIOException("a source that was synthesised from is no image", e);
        }
    }
}

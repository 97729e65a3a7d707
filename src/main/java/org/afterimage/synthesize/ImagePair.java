package org.afterimage.synthesize;

import java.io.IOException;
import java.util.List;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.io.DicomObject;
import org.afterimage.dicom.pixel.PixelFormat;
import org.afterimage.dicom.pixel.PixelReader;
import org.afterimage.dicom.pixel.Window;

/**
 * A source and what was made from it, ready to be pictured.
 *
 * @param header the source's attributes
 * @param format the pixel format of both
 * @param sourceStored stored values as acquired
 * @param stored stored values of the derived image
 * @param range the stored values that are shown black and white where the source has no VOI window
 * @param windows windows of the derived image; none when it is shown through the source's
 * @param unitsKept whether a difference of both means something
 */
@SuppressWarnings("ArrayRecordComponent") // tens of megabytes an image; never used as a key
record ImagePair(
        DataSet header,
        PixelFormat format,
        int[] sourceStored,
        int[] stored,
        GreyRange range,
        List<Window> windows,
        boolean unitsKept) {
    private static final double LOW_PERCENTILE = 0.5;
    private static final double HIGH_PERCENTILE = 99.5;

    /** Reads both instances' first frames. */
    static ImagePair of(DicomObject source, DicomObject derived) throws IOException {
        PixelFormat format = PixelFormat.of(source.dataSet());
        PixelFormat derivedFormat = PixelFormat.of(derived.dataSet());
        if (format.rows() != derivedFormat.rows() || format.columns() != derivedFormat.columns()) {
            throw new IOException("The derived image has " + derivedFormat.rows() + " x " + derivedFormat.columns()
                    + " pixels, its source " + format.rows() + " x " + format.columns());
        }
        return of(
                source.dataSet(), format, PixelReader.frame(source, 0), PixelReader.frame(derived, 0), List.of(), true);
    }

    /** A synthetic image in memory, and its first source. */
    static ImagePair of(SyntheticInstance instance) throws IOException {
        DataSet header = instance.source().object().dataSet();
        return of(
                header,
                PixelFormat.of(header),
                instance.sourceStored(),
                instance.stored(),
                instance.windows(),
                instance.unitsKept());
    }

    private static ImagePair of(
            DataSet header,
            PixelFormat format,
            int[] sourceStored,
            int[] stored,
            List<Window> windows,
            boolean unitsKept)
            throws IOException {
        try {
            PaddingRange padding = PaddingRange.of(header, format.signed());
            GreyRange range =
                    GreyRange.of(sourceStored, padding, format.monochrome1(), LOW_PERCENTILE, HIGH_PERCENTILE);
            return new ImagePair(header, format, sourceStored, stored, range, windows, unitsKept);
        } catch (SynthesisException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}

package org.afterimage.synthesize;

import java.io.IOException;
import java.util.Optional;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.DicomObject;
import org.afterimage.dicom.pixel.ModalityTransform;
import org.afterimage.dicom.pixel.PixelFormat;
import org.afterimage.dicom.pixel.PixelReader;
import org.afterimage.dicom.pixel.Rescale;

/**
 * A source and what was made from it, ready to be pictured.
 *
 * @param format the pixel format of the derived image
 * @param sourceStored stored values as acquired
 * @param stored stored values of the derived image
 * @param sourceWindow how the source is shown
 * @param derivedWindow how the derived image is shown
 * @param range the source's grey range, where stored values of both mean the same, so that one can be taken from the other; empty else
 */
@SuppressWarnings("ArrayRecordComponent") // tens of megabytes an image; never used as a key
record ImagePair(
        PixelFormat format,
        int[] sourceStored,
        int[] stored,
        DisplayWindow sourceWindow,
        DisplayWindow derivedWindow,
        Optional<GreyRange> range) {
    private static final double LOW_PERCENTILE = 0.5;
    private static final double HIGH_PERCENTILE = 99.5;
    private static final int[] UNITS_AND_DISPLAY = {
        Tag.WINDOW_CENTER, Tag.WINDOW_WIDTH, Tag.VOI_LUT_SEQUENCE, Tag.RESCALE_INTERCEPT, Tag.RESCALE_SLOPE
    };

    /** Reads both instances' first frames. */
    static ImagePair of(DicomObject source, DicomObject derived) throws IOException {
        PixelFormat format = PixelFormat.of(derived.dataSet());
        PixelFormat sourceFormat = PixelFormat.of(source.dataSet());
        if (format.rows() != sourceFormat.rows() || format.columns() != sourceFormat.columns()) {
            throw new IOException("The derived image has " + format.rows() + " x " + format.columns()
                    + " pixels, its source " + sourceFormat.rows() + " x " + sourceFormat.columns());
        }
        int[] sourceStored = PixelReader.frame(source, 0);
        GreyRange range = range(source.dataSet(), sourceFormat, sourceStored);
        DisplayWindow sourceWindow = DisplayWindow.of(source.dataSet(), sourceFormat, range);
        int[] stored = PixelReader.frame(derived, 0);
        boolean sameUnits = format.equals(sourceFormat);
        for (int tag : UNITS_AND_DISPLAY) {
            sameUnits &= source.dataSet().get(tag).equals(derived.dataSet().get(tag));
        }
        if (sameUnits) {
            return new ImagePair(format, sourceStored, stored, sourceWindow, sourceWindow, Optional.of(range));
        }
        DisplayWindow derivedWindow =
                DisplayWindow.of(derived.dataSet(), format, range(derived.dataSet(), format, stored));
        return new ImagePair(format, sourceStored, stored, sourceWindow, derivedWindow, Optional.empty());
    }

    /** Both images in memory. */
    static ImagePair of(SyntheticInstance synthetic) throws IOException {
        DataSet header = synthetic.source().object().dataSet();
        PixelFormat sourceFormat = PixelFormat.of(header);
        int[] sourceStored = synthetic.sourceStored();
        GreyRange range = range(header, sourceFormat, sourceStored);
        DisplayWindow sourceWindow = DisplayWindow.of(header, sourceFormat, range);
        if (synthetic.windows().isEmpty()) {
            return new ImagePair(
                    synthetic.format(),
                    sourceStored,
                    synthetic.stored(),
                    sourceWindow,
                    sourceWindow,
                    Optional.of(range));
        }
        ModalityTransform modality = synthetic.unitsKept() ? ModalityTransform.of(header) : new Rescale(1, 0);
        return new ImagePair(
                synthetic.format(),
                sourceStored,
                synthetic.stored(),
                sourceWindow,
                DisplayWindow.of(synthetic.windows().get(0), modality, synthetic.format()),
                Optional.empty());
    }

    private static GreyRange range(DataSet header, PixelFormat format, int[] stored) throws IOException {
        try {
            PaddingRange padding = PaddingRange.of(header, format.signed());
            return GreyRange.of(stored, padding, format.monochrome1(), LOW_PERCENTILE, HIGH_PERCENTILE);
        } catch (SynthesisException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}

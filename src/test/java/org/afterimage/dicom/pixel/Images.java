package org.afterimage.dicom.pixel;

import java.nio.file.Path;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.DicomObject;
import org.afterimage.dicom.io.TransferSyntax;

/** Small monochrome images for tests. */
final class Images {

    private Images() {}

    /** The attributes of an image without its pixel data. */
    static DataSet of(int rows, int columns, int bitsAllocated, int bitsStored, boolean signed) {
        return new DataSet()
                .putString(Tag.SOP_CLASS_UID, SopClass.SECONDARY_CAPTURE_IMAGE)
                .putString(Tag.SOP_INSTANCE_UID, "1.2.3.4")
                .putIntegers(Tag.SAMPLES_PER_PIXEL, 1)
                .putString(Tag.PHOTOMETRIC_INTERPRETATION, "MONOCHROME2")
                .putIntegers(Tag.ROWS, rows)
                .putIntegers(Tag.COLUMNS, columns)
                .putIntegers(Tag.BITS_ALLOCATED, bitsAllocated)
                .putIntegers(Tag.BITS_STORED, bitsStored)
                .putIntegers(Tag.HIGH_BIT, Math.max(bitsStored - 1, 0))
                .putIntegers(Tag.PIXEL_REPRESENTATION, signed ? 1 : 0);
    }

    /** An image that was not read from a file. */
    static DicomObject object(DataSet image, TransferSyntax transferSyntax) {
        return new DicomObject(new DataSet(), transferSyntax, image);
    }

    /** A study of this repository, whose pixels are simulated. */
    static Path fixture(String path) {
        return Path.of("test-fixtures", path);
    }
}

package org.afterimage.dicom.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Element;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.VR;

/** Small data sets with every kind of element, as seeds for fuzzing and material for tests. */
public final class SampleDataSets {

    private SampleDataSets() {}

    /** Elements of every value representation, nested sequences with both kinds of length, and private elements. */
    public static DataSet everyKind() {
        DataSet item = new DataSet()
                .putString(Tag.CODE_VALUE, "121322")
                .putString(Tag.CODE_MEANING, "Source image for image processing");
        DataSet delimited = item.shallowCopy().setUndefinedLength(true);
        DataSet dataSet = new DataSet()
                .putString(Tag.SPECIFIC_CHARACTER_SET, "", "ISO 2022 IR 87", "ISO 2022 IR 149")
                .putString(Tag.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.7")
                .putString(Tag.SOP_INSTANCE_UID, "2.25.1")
                .putString(Tag.MODALITY, "OT")
                .putBytes(
                        Tag.PATIENT_NAME,
                        VR.PN,
                        "Yamada^Tarou=\u001b$B;3ED\u001b(B^\u001b$BB@O:\u001b(B=".getBytes(StandardCharsets.ISO_8859_1))
                .put(new Element.Sequence(Tag.ANATOMIC_REGION_SEQUENCE, VR.SQ, List.of(item, delimited), true))
                .putItems(
                        Tag.REQUEST_ATTRIBUTES_SEQUENCE,
                        new DataSet().putItems(Tag.DERIVATION_CODE_SEQUENCE, delimited.shallowCopy()))
                .put(new Element.Sequence(Tag.of(0x0019, 0x1000), VR.UN, List.of(item.shallowCopy()), true))
                .putString(Tag.of(0x0019, 0x0010), VR.LO, "AFTERIMAGE SAMPLE");
        int element = 0x1001;
        for (VR vr : VR.values()) {
            if (vr != VR.SQ) {
                dataSet.putBytes(Tag.of(0x0019, element++), vr, new byte[] {'1', '2', '3', '4', '5', '6', '7', '8'});
            }
        }
        return dataSet;
    }

    /** The same with a small monochrome image whose pixel data is not encapsulated. */
    public static DataSet withNativePixels() {
        return image(everyKind(), 8).putBytes(Tag.PIXEL_DATA, VR.OW, new byte[] {0, 1, 2, 3, 4, 5});
    }

    /** A small monochrome image in two frames, each one segment of RLE Lossless in one fragment. */
    public static DataSet withRlePixels() {
        byte[] frame = new byte[64 + 6];
        frame[0] = 1;
        frame[4] = 64;
        frame[64] = 2;
        frame[65] = 10;
        frame[66] = 20;
        frame[67] = 30;
        frame[68] = -2;
        frame[69] = 40;
        byte[] offsets = {0, 0, 0, 0, 78, 0, 0, 0};
        return image(everyKind(), 8)
                .putString(Tag.NUMBER_OF_FRAMES, "2")
                .put(new Element.Fragments(Tag.PIXEL_DATA, VR.OB, List.of(offsets, frame, frame.clone())));
    }

    /** A data set as the writer lays it out. */
    public static byte[] encode(DataSet dataSet, TransferSyntax syntax) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            DataSetWriter.write(out, dataSet, syntax);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DataSet image(DataSet dataSet, int bits) {
        return dataSet.putIntegers(Tag.SAMPLES_PER_PIXEL, 1)
                .putString(Tag.PHOTOMETRIC_INTERPRETATION, "MONOCHROME2")
                .putIntegers(Tag.ROWS, 2)
                .putIntegers(Tag.COLUMNS, 3)
                .putIntegers(Tag.BITS_ALLOCATED, bits)
                .putIntegers(Tag.BITS_STORED, bits)
                .putIntegers(Tag.HIGH_BIT, bits - 1)
                .putIntegers(Tag.PIXEL_REPRESENTATION, 0);
    }
}

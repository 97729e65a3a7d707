package org.afterimage.dicom.pixel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.VR;
import org.afterimage.dicom.io.DicomFormatException;
import org.afterimage.dicom.io.Limits;
import org.afterimage.dicom.io.Part10;
import org.afterimage.dicom.io.TransferSyntax;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LookupTableTest {

    @TempDir
    Path folder;

    @Test
    void aModalityLutTakesThePlaceOfTheRescale() throws IOException {
        DataSet image = Images.of(1, 5, 16, 12, false)
                .putDecimals(Tag.RESCALE_SLOPE, 7)
                .putItems(Tag.MODALITY_LUT_SEQUENCE, table(VR.US, 100, 16, 10, 40, 90));
        ModalityTransform transform = ModalityTransform.of(image);

        assertThat(transform.apply(99)).isEqualTo(10);
        assertThat(transform.apply(100)).isEqualTo(10);
        assertThat(transform.apply(101)).isEqualTo(40);
        assertThat(transform.apply(102)).isEqualTo(90);
        assertThat(transform.apply(4000)).isEqualTo(90);
    }

    @Test
    void aTableMayBeginBelowZero() throws IOException {
        LookupTable table = LookupTable.of(table(VR.SS, -2, 8, 0, 1, 2, 3));

        assertThat(table.apply(-3)).isZero();
        assertThat(table.apply(-1)).isEqualTo(1);
        assertThat(table.apply(1)).isEqualTo(3);
        assertThat(table.apply(Integer.MAX_VALUE * 2.0)).isEqualTo(3);
        assertThat(table.apply(Integer.MIN_VALUE * 2.0)).isZero();
    }

    @Test
    void aVoiLutTakesThePlaceOfTheWindow() throws IOException {
        DataSet image = Images.of(1, 4, 16, 12, false)
                .putDecimals(Tag.WINDOW_CENTER, 1)
                .putDecimals(Tag.WINDOW_WIDTH, 1)
                .putItems(Tag.VOI_LUT_SEQUENCE, table(VR.US, 0, 8, 0, 51, 255), table(VR.US, 0, 8, 9, 9, 9));

        byte[] grey = Presentation.toGray8(new int[] {0, 1, 2, 3}, PixelFormat.of(image), image);

        assertThat(grey).containsExactly(0, 51, 255, 255);
    }

    @Test
    void theRangeOfAVoiLutFollowsItsBits() throws IOException {
        LookupTable twelve = LookupTable.of(table(VR.US, 0, 12, 0, 4095, 5000));

        assertThat(twelve.bits()).isEqualTo(12);
        assertThat(twelve.grey(1)).isEqualTo(1);
        assertThat(twelve.grey(2)).isEqualTo(1);
        assertThat(LookupTable.of(table(VR.US, 0, 16, 0, 32768)).grey(1)).isEqualTo(32768 / 65535.0);
    }

    @Test
    void eachFrameIsShownWithItsOwnTransforms() throws IOException {
        DataSet image = EnhancedImages.mr();
        PixelFormat format = PixelFormat.of(image);
        int[] stored = {50 + 2, 50 + 50};

        byte[] first = Presentation.toGray8(stored, format, image, 0);
        byte[] fifth = Presentation.toGray8(stored, format, image, 4);

        // Rescaled by 2, windows 100/200 and 104/200: (value - (centre - 0.5)) / 199 + 0.5.
        assertThat(first).containsExactly((byte) Math.round(255 * (4.5 / 199 + 0.5)), (byte) 255);
        assertThat(fifth).containsExactly((byte) Math.round(255 * (0.5 / 199 + 0.5)), (byte) 251);
        assertThatThrownBy(() -> Presentation.toGray8(stored, format, image, 6))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tablesOfBytesAreRead() throws IOException {
        DataSet item = new DataSet()
                .putIntegers(Tag.LUT_DESCRIPTOR, VR.US, 3, 0, 8)
                .putBytes(Tag.LUT_DATA, VR.OW, new byte[] {1, 2, (byte) 250, 0});

        assertThat(LookupTable.of(item).apply(2)).isEqualTo(250);
    }

    @Test
    void theLargestTableIsReadFromTheFileItWasLeftIn() throws IOException {
        byte[] data = new byte[2 * 65536];
        for (int i = 0; i < 65536; i++) {
            int entry = 65535 - i;
            data[2 * i] = (byte) entry;
            data[2 * i + 1] = (byte) (entry >> 8);
        }
        DataSet item =
                new DataSet().putIntegers(Tag.LUT_DESCRIPTOR, VR.US, 0, 0, 16).putBytes(Tag.LUT_DATA, VR.OW, data);
        DataSet image = Images.of(1, 1, 16, 16, false).putItems(Tag.MODALITY_LUT_SEQUENCE, item);
        Path file = folder.resolve("lut.dcm");
        Part10.write(file, image, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);

        ModalityTransform transform =
                ModalityTransform.of(Part10.read(file, Limits.defaults()).dataSet());

        assertThat(transform.apply(0)).isEqualTo(65535);
        assertThat(transform.apply(1)).isEqualTo(65534);
        assertThat(transform.apply(65535)).isZero();
    }

    @Test
    void damagedTablesAreRefused() {
        assertRefused(new DataSet(), "LUT Descriptor (0028,3002)");
        assertRefused(new DataSet().putIntegers(Tag.LUT_DESCRIPTOR, VR.US, 3, 0), "LUT Descriptor (0028,3002)");
        assertRefused(new DataSet().putIntegers(Tag.LUT_DESCRIPTOR, VR.US, 3, 0, 16), "no LUT Data");
        assertRefused(table(VR.US, 0, 0, 1, 2), "0 bits");
        assertRefused(table(VR.US, 0, 17, 1, 2), "17 bits");
        assertRefused(
                new DataSet()
                        .putIntegers(Tag.LUT_DESCRIPTOR, VR.US, 100, 0, 16)
                        .putBytes(Tag.LUT_DATA, VR.OW, new byte[6]),
                "6 bytes for 100 entries");
    }

    private static void assertRefused(DataSet item, String mention) {
        assertThatThrownBy(() -> LookupTable.of(item))
                .isInstanceOf(DicomFormatException.class)
                .hasMessageContaining(mention);
    }

    private static DataSet table(VR vr, int first, int bits, int... entries) {
        return new DataSet()
                .putIntegers(Tag.LUT_DESCRIPTOR, vr, entries.length, first, bits)
                .putIntegers(Tag.LUT_DATA, VR.US, entries);
    }
}

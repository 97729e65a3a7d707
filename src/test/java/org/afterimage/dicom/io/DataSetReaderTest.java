package org.afterimage.dicom.io;

import static org.afterimage.dicom.io.Bytes.UNDEFINED;
import static org.afterimage.dicom.io.Bytes.ascii;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Element;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.VR;
import org.junit.jupiter.api.Test;

class DataSetReaderTest {

    private static final TransferSyntax EXPLICIT = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
    private static final TransferSyntax IMPLICIT = TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN;

    @Test
    void bigEndianValuesAreLittleEndianInMemory() throws IOException {
        Bytes item = Bytes.bigEndian().explicit(Tag.REFERENCED_FRAME_NUMBER, "IS", "12");
        byte[] bytes = Bytes.bigEndian()
                .explicitLong(
                        Tag.SOURCE_IMAGE_SEQUENCE,
                        "SQ",
                        Bytes.bigEndian().item(item.toArray()).toArray())
                .explicit(Tag.of(0x0018, 0x6020), "SL", new byte[] {-1, -1, -1, -2})
                .explicit(
                        Tag.of(0x0018, 0x9087), "FD", new byte[] {0x40, 0x09, 0x21, (byte) 0xFB, 0x54, 0x44, 0x2D, 0x18
                        })
                .explicit(Tag.FRAME_INCREMENT_POINTER, "AT", new byte[] {0, 0x18, 0x10, 0x63})
                .explicit(Tag.ROWS, "US", new byte[] {2, 0})
                .explicitLong(Tag.PIXEL_DATA, "OW", new byte[] {1, 2, 3, 4})
                .toArray();

        DataSet dataSet = read(bytes, TransferSyntax.EXPLICIT_VR_BIG_ENDIAN);

        assertThat(dataSet.item(Tag.SOURCE_IMAGE_SEQUENCE).orElseThrow().integer(Tag.REFERENCED_FRAME_NUMBER))
                .hasValue(12);
        assertThat(dataSet.integer(Tag.of(0x0018, 0x6020))).hasValue(-2);
        assertThat(dataSet.decimal(Tag.of(0x0018, 0x9087))).hasValue(Math.PI);
        assertThat(dataSet.string(Tag.FRAME_INCREMENT_POINTER)).contains("(0018,1063)");
        assertThat(dataSet.integer(Tag.ROWS)).hasValue(512);
        assertThat(dataSet.get(Tag.PIXEL_DATA))
                .contains(new Element.Value(Tag.PIXEL_DATA, VR.OW, new byte[] {2, 1, 4, 3}));
    }

    @Test
    void implicitVrTakesUsOrSsFromPixelRepresentation() throws IOException {
        byte[] bytes = Bytes.littleEndian()
                .implicit(Tag.PIXEL_REPRESENTATION, new byte[] {1, 0})
                .implicit(Tag.PIXEL_PADDING_VALUE, new byte[] {0x30, (byte) 0xF8})
                .implicit(Tag.MODALITY_LUT_SEQUENCE, UNDEFINED)
                .item(Bytes.littleEndian()
                        .implicit(Tag.LUT_DESCRIPTOR, new byte[] {0, 1, 0, (byte) 0xFC, 16, 0})
                        .toArray())
                .endOfSequence()
                .toArray();

        DataSet dataSet = read(bytes, IMPLICIT);

        assertThat(dataSet.integer(Tag.PIXEL_PADDING_VALUE)).hasValue(-2000);
        assertThat(dataSet.item(Tag.MODALITY_LUT_SEQUENCE).orElseThrow().integers(Tag.LUT_DESCRIPTOR))
                .containsExactly(256, -1024, 16);
    }

    @Test
    void aVrOfTheFutureIsReadAsUnknownWithALongLength() throws IOException {
        DataSet dataSet = read(
                Bytes.littleEndian()
                        .explicitLong(Tag.of(0x0028, 0x9998), "ZZ", new byte[] {1, 2})
                        .explicit(Tag.PATIENT_ID, "LO", "7 ")
                        .toArray(),
                EXPLICIT);

        assertThat(dataSet.get(Tag.of(0x0028, 0x9998)).orElseThrow().vr()).isEqualTo(VR.UN);
        assertThat(dataSet.string(Tag.PATIENT_ID)).contains("7");
    }

    @Test
    void readingBeforeATagStopsThere() throws IOException {
        byte[] bytes = Bytes.littleEndian()
                .explicit(Tag.MODALITY, "CS", "CT")
                .explicitLong(Tag.PIXEL_DATA, "OW", 1_000_000)
                .toArray();

        DataSet dataSet = new DataSetReader(new ByteArrayInputStream(bytes), EXPLICIT, Limits.defaults())
                .readBefore(Tag.PIXEL_DATA);

        assertThat(dataSet.size()).isEqualTo(1);
    }

    @Test
    void bytesWithoutAValueRepresentationAreRefused() {
        assertRefused(
                Bytes.littleEndian().implicit(Tag.MODALITY, ascii("CT")), EXPLICIT, "(0008,0060)", "byte 0", "02 00");
    }

    @Test
    void theSameTagTwiceIsRefused() {
        assertRefused(
                Bytes.littleEndian().explicit(Tag.PATIENT_ID, "LO", "7 ").explicit(Tag.PATIENT_ID, "LO", "8 "),
                EXPLICIT,
                "(0010,0020)",
                "byte 10",
                "second time");
    }

    @Test
    void tagsOutOfOrderArePutInOrder() throws IOException {
        DataSet dataSet = read(
                Bytes.littleEndian()
                        .explicit(Tag.PATIENT_ID, "LO", "7 ")
                        .explicit(Tag.MODALITY, "CS", "CT")
                        .toArray(),
                EXPLICIT);

        assertThat(dataSet.iterator().next().tag()).isEqualTo(Tag.MODALITY);
    }

    @Test
    void anUndefinedLengthIsForSequencesAndPixelDataAlone() {
        assertRefused(
                Bytes.littleEndian().explicitLong(Tag.of(0x0040, 0xA160), "UT", UNDEFINED),
                EXPLICIT,
                "(0040,A160)",
                "undefined length");
        assertRefused(
                Bytes.littleEndian().implicit(Tag.PATIENT_ID, UNDEFINED), IMPLICIT, "(0010,0020)", "undefined length");
    }

    @Test
    void itemsOutsideOfSequencesAreRefused() {
        assertRefused(Bytes.littleEndian().item(0), EXPLICIT, "(FFFE,E000)", "byte 0");
        assertRefused(Bytes.littleEndian().endOfItem(), EXPLICIT, "(FFFE,E00D)", "byte 0");
    }

    @Test
    void elementsBetweenItemsAreRefused() {
        assertRefused(
                Bytes.littleEndian()
                        .explicitLong(Tag.SOURCE_IMAGE_SEQUENCE, "SQ", UNDEFINED)
                        .explicit(Tag.PATIENT_ID, "LO", "7 ")
                        .endOfSequence(),
                EXPLICIT,
                "(0010,0020)",
                "byte 12",
                "item of (0008,2112)");
    }

    @Test
    void aValueThatReachesBeyondItsItemIsRefused() {
        byte[] item =
                Bytes.littleEndian().explicit(Tag.CODE_VALUE, "SH", "121322").toArray();

        assertRefused(
                Bytes.littleEndian()
                        .explicitLong(Tag.SOURCE_IMAGE_SEQUENCE, "SQ", 8 + 10)
                        .item(10)
                        .raw(item)
                        .explicit(Tag.PATIENT_ID, "LO", "7 "),
                EXPLICIT,
                "(0008,0100)",
                "6 bytes",
                "only 2");
    }

    @Test
    void aDelimiterOutsideOfItsSequenceIsRefused() {
        assertRefused(
                Bytes.littleEndian()
                        .explicitLong(Tag.SOURCE_IMAGE_SEQUENCE, "SQ", 8)
                        .item(UNDEFINED)
                        .endOfItem(),
                EXPLICIT,
                "(FFFE,E00D)");
    }

    @Test
    void theLengthOfADelimiterMeansNothing() throws IOException {
        byte[] bytes = Bytes.littleEndian()
                .explicitLong(Tag.ANATOMIC_REGION_SEQUENCE, "SQ", Bytes.UNDEFINED)
                .item(Bytes.UNDEFINED)
                .explicit(Tag.CODE_VALUE, "SH", "1234")
                .tag(Tag.ITEM_DELIMITATION_ITEM)
                .u32(5000)
                .tag(Tag.SEQUENCE_DELIMITATION_ITEM)
                .u32(6000)
                .explicit(Tag.PATIENT_ID, "LO", "AB")
                .toArray();
        Path file = Files.createTempFile("delimiter", ".dcm");
        try {
            ByteArrayOutputStream object = new ByteArrayOutputStream();
            Part10.begin(object, "1.2", "1.2.3", TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, "");
            object.writeBytes(bytes);
            Files.write(file, object.toByteArray());

            DataSet fromStream = new DataSetReader(
                            new ByteArrayInputStream(bytes),
                            TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
                            Limits.defaults())
                    .read();
            for (DataSet read :
                    List.of(fromStream, Part10.read(file, Limits.defaults()).dataSet())) {
                assertThat(read.items(Tag.ANATOMIC_REGION_SEQUENCE).get(0).string(Tag.CODE_VALUE))
                        .contains("1234");
                assertThat(read.string(Tag.PATIENT_ID)).contains("AB");
            }
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void aFragmentOfUndefinedLengthIsRefused() {
        assertRefused(
                Bytes.littleEndian()
                        .explicitLong(Tag.PIXEL_DATA, "OB", UNDEFINED)
                        .item(UNDEFINED)
                        .endOfSequence(),
                TransferSyntax.RLE_LOSSLESS,
                "fragment",
                "(7FE0,0010)");
    }

    @Test
    void anEarlyEndSaysWhatIsMissing() {
        assertRefused(
                Bytes.littleEndian().explicitLong(Tag.PIXEL_DATA, "OW", 1000).raw(new byte[4]),
                EXPLICIT,
                "(7FE0,0010)",
                "byte 16",
                "lacks 996 bytes");
        assertRefused(Bytes.littleEndian().tag(Tag.PATIENT_ID), EXPLICIT, "byte 4");
    }

    private static void assertRefused(Bytes bytes, TransferSyntax syntax, String... mentions) {
        assertThatThrownBy(() -> read(bytes.toArray(), syntax))
                .isInstanceOf(DicomFormatException.class)
                .hasMessageContainingAll(mentions);
    }

    private static DataSet read(byte[] bytes, TransferSyntax syntax) throws IOException {
        return new DataSetReader(new ByteArrayInputStream(bytes), syntax, Limits.defaults()).read();
    }
}

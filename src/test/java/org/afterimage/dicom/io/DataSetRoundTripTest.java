package org.afterimage.dicom.io;

import static org.afterimage.dicom.io.Bytes.UNDEFINED;
import static org.afterimage.dicom.io.Bytes.ascii;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Element;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.VR;
import org.junit.jupiter.api.Test;

/** What was read is written back byte for byte. */
class DataSetRoundTripTest {

    private static final int PRIVATE_CREATOR = Tag.of(0x0019, 0x0010);
    private static final int PRIVATE_ELEMENT = Tag.of(0x0019, 0x1001);

    @Test
    void textInAnyCharacterSetKeepsItsBytes() throws IOException {
        byte[] kanji = "\u001b$B;3ED\u001b(B^x".getBytes(StandardCharsets.ISO_8859_1);

        assertSurvivesExplicit(Bytes.littleEndian()
                .explicit(Tag.SPECIFIC_CHARACTER_SET, "CS", "\\ISO 2022 IR 87 ")
                .explicit(Tag.SERIES_DESCRIPTION, "LO", new byte[] {(byte) 0xFF, (byte) 0x80})
                .explicit(Tag.PATIENT_NAME, "PN", kanji)
                .explicit(Tag.PATIENT_ID, "LO", "  padded  "));
        assertSurvivesExplicit(
                Bytes.littleEndian().explicit(Tag.PATIENT_NAME, "PN", "J\u00F6rg ".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void privateAndUnknownElementsKeepTheirBytesInExplicitVr() throws IOException {
        assertSurvivesExplicit(Bytes.littleEndian()
                .explicit(PRIVATE_CREATOR, "LO", "MAKER 1 ")
                .explicitLong(PRIVATE_ELEMENT, "UN", new byte[] {1, 2, 3, 4})
                .explicit(Tag.of(0x0019, 0x1002), "DS", "1.50")
                .explicitLong(Tag.of(0x0028, 0x9998), "OB", new byte[6]));
    }

    @Test
    void privateAndUnknownElementsKeepTheirBytesInImplicitVr() throws IOException {
        assertSurvivesImplicit(Bytes.littleEndian()
                .implicit(PRIVATE_CREATOR, ascii("MAKER 1 "))
                .implicit(PRIVATE_ELEMENT, new byte[] {1, 2, 3, 4})
                .implicit(Tag.ROWS, new byte[] {0, 2})
                .implicit(Tag.of(0x0028, 0x9998), new byte[6]));
    }

    @Test
    void sequencesKeepTheKindOfLengthTheyCameWith() throws IOException {
        byte[] meaning = Bytes.littleEndian()
                .explicit(Tag.CODE_MEANING, "LO", "meaning ")
                .toArray();

        assertSurvivesExplicit(Bytes.littleEndian()
                .explicitLong(Tag.ANATOMIC_REGION_SEQUENCE, "SQ", UNDEFINED)
                .item(meaning)
                .item(UNDEFINED)
                .raw(meaning)
                .endOfItem()
                .item(0)
                .endOfSequence()
                .explicitLong(
                        Tag.DERIVATION_CODE_SEQUENCE,
                        "SQ",
                        Bytes.littleEndian()
                                .item(meaning)
                                .item(UNDEFINED)
                                .endOfItem()
                                .toArray())
                .explicitLong(Tag.VOI_LUT_SEQUENCE, "SQ", UNDEFINED)
                .endOfSequence()
                .explicitLong(Tag.ICON_IMAGE_SEQUENCE, "SQ", 0));
    }

    @Test
    void sequencesInSequencesKeepTheirBytes() throws IOException {
        byte[] inner = Bytes.littleEndian()
                .explicitLong(Tag.PURPOSE_OF_REFERENCE_CODE_SEQUENCE, "SQ", UNDEFINED)
                .item(Bytes.littleEndian()
                        .explicit(Tag.CODE_VALUE, "SH", "121322")
                        .toArray())
                .endOfSequence()
                .toArray();

        assertSurvivesExplicit(Bytes.littleEndian()
                .explicitLong(
                        Tag.SOURCE_IMAGE_SEQUENCE,
                        "SQ",
                        Bytes.littleEndian().item(inner).toArray()));
    }

    @Test
    void aSequenceSentAsUnknownHoldsImplicitVrAndKeepsItsBytes() throws IOException {
        byte[] implicitItem =
                Bytes.littleEndian().implicit(Tag.CODE_VALUE, ascii("T-D3000 ")).toArray();
        Bytes bytes = Bytes.littleEndian()
                .explicitLong(PRIVATE_ELEMENT, "UN", UNDEFINED)
                .item(implicitItem)
                .item(UNDEFINED)
                .raw(implicitItem)
                .endOfItem()
                .endOfSequence();

        assertSurvivesExplicit(bytes);
        DataSet dataSet = read(bytes.toArray(), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        assertThat(dataSet.items(PRIVATE_ELEMENT))
                .extracting(item -> item.string(Tag.CODE_VALUE).orElse(""))
                .containsExactly("T-D3000", "T-D3000");
    }

    @Test
    void aPrivateSequenceInImplicitVrKeepsItsBytes() throws IOException {
        assertSurvivesImplicit(Bytes.littleEndian()
                .implicit(PRIVATE_ELEMENT, UNDEFINED)
                .item(Bytes.littleEndian()
                        .implicit(Tag.CODE_VALUE, ascii("T-D3000 "))
                        .toArray())
                .endOfSequence());
    }

    @Test
    void fragmentsKeepTheirBytes() throws IOException {
        Bytes bytes = Bytes.littleEndian()
                .explicitLong(Tag.PIXEL_DATA, "OB", UNDEFINED)
                .item(0)
                .item(new byte[] {1, 2, 3, 4})
                .item(new byte[] {5, 6})
                .endOfSequence()
                .explicitLong(Tag.DATA_SET_TRAILING_PADDING, "OB", new byte[4]);

        assertSurvives(bytes.toArray(), TransferSyntax.JPEG_BASELINE);
    }

    @Test
    void aDeflatedDataSetComesBackAndHasAnEvenLength() throws IOException {
        DataSet dataSet = new DataSet();
        for (int length = 1; length < 40; length++) {
            dataSet.putString(Tag.IMAGE_COMMENTS, "odd and even ".repeat(length));
            byte[] deflated = written(dataSet, TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN);

            assertThat(deflated.length % 2).isZero();
            assertThat(read(deflated, TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN))
                    .isEqualTo(dataSet);
        }
    }

    @Test
    void aValueOfOddLengthIsReadAndWrittenWithPadding() throws IOException {
        byte[] odd = Bytes.littleEndian()
                .explicit(Tag.SOP_INSTANCE_UID, "UI", "1.2.3")
                .explicit(Tag.MODALITY, "CS", "MRI")
                .toArray();

        DataSet dataSet = read(odd, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);

        assertThat(dataSet.string(Tag.SOP_INSTANCE_UID)).contains("1.2.3");
        assertThat(written(dataSet, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN))
                .isEqualTo(Bytes.littleEndian()
                        .explicit(Tag.SOP_INSTANCE_UID, "UI", "1.2.3\0")
                        .explicit(Tag.MODALITY, "CS", "MRI ")
                        .toArray());
    }

    @Test
    void groupLengthsAreLeftOut() throws IOException {
        byte[] withLength = Bytes.littleEndian()
                .explicit(Tag.of(0x0008, 0), "UL", new byte[] {10, 0, 0, 0})
                .explicit(Tag.MODALITY, "CS", "CT")
                .toArray();

        DataSet dataSet = read(withLength, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);

        assertThat(written(dataSet, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN))
                .isEqualTo(
                        Bytes.littleEndian().explicit(Tag.MODALITY, "CS", "CT").toArray());
    }

    @Test
    void implicitAndExplicitVrHoldTheSameDataSet() throws IOException {
        DataSet dataSet = new DataSet()
                .putString(Tag.SPECIFIC_CHARACTER_SET, "ISO_IR 100")
                .putString(Tag.SOP_INSTANCE_UID, "1.2.3")
                .putString(Tag.PATIENT_NAME, "Prüfstück^Jörg")
                .putItems(
                        Tag.DERIVATION_CODE_SEQUENCE,
                        new DataSet().putString(Tag.CODE_VALUE, "BONESUPPRESSION"),
                        new DataSet().setUndefinedLength(true))
                .putIntegers(Tag.PIXEL_REPRESENTATION, 1)
                .putIntegers(Tag.PIXEL_PADDING_VALUE, -2000)
                .putDecimals(Tag.PIXEL_SPACING, 0.5, 0.25)
                .putBytes(Tag.PIXEL_DATA, VR.OW, new byte[] {1, 2, 3, 4});

        byte[] implicit = written(dataSet, TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN);
        DataSet fromImplicit = read(implicit, TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN);
        byte[] explicit = written(fromImplicit, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);

        assertThat(fromImplicit).isEqualTo(dataSet);
        assertThat(explicit).isEqualTo(written(dataSet, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN));
        assertThat(written(
                        read(explicit, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN),
                        TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN))
                .isEqualTo(implicit);
    }

    @Test
    void aValueTooLongForItsVrsLengthIsWrittenAsUnknownAndStaysReadable() throws IOException {
        byte[] values = new byte[70_000];
        Arrays.fill(values, (byte) '1');
        DataSet dataSet = new DataSet().putBytes(Tag.WINDOW_CENTER, VR.DS, values);

        DataSet back = read(
                written(dataSet, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);

        assertThat(back.get(Tag.WINDOW_CENTER)).contains(new Element.Value(Tag.WINDOW_CENTER, VR.UN, values));
        assertThat(back.strings(Tag.WINDOW_CENTER)).hasSize(1);
    }

    @Test
    void aCommandSetBeginsWithItsLength() throws IOException {
        DataSet command = new DataSet()
                .putString(Tag.AFFECTED_SOP_CLASS_UID, "1.2.840.10008.1.1")
                .putIntegers(Tag.COMMAND_FIELD, 0x0030);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DataSetWriter.writeCommandSet(out, command);

        assertThat(out.toByteArray())
                .isEqualTo(Bytes.littleEndian()
                        .implicit(Tag.COMMAND_GROUP_LENGTH, new byte[] {36, 0, 0, 0})
                        .implicit(Tag.AFFECTED_SOP_CLASS_UID, ascii("1.2.840.10008.1.1\0"))
                        .implicit(Tag.COMMAND_FIELD, new byte[] {0x30, 0})
                        .toArray());
        assertThat(new DataSetReader(
                                new ByteArrayInputStream(out.toByteArray()),
                                TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN,
                                Limits.commandSet())
                        .read())
                .isEqualTo(command);
    }

    private static void assertSurvivesExplicit(Bytes bytes) throws IOException {
        assertSurvives(bytes.toArray(), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
    }

    private static void assertSurvivesImplicit(Bytes bytes) throws IOException {
        assertSurvives(bytes.toArray(), TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN);
    }

    private static void assertSurvives(byte[] bytes, TransferSyntax syntax) throws IOException {
        assertThat(written(read(bytes, syntax), syntax)).isEqualTo(bytes);
    }

    private static DataSet read(byte[] bytes, TransferSyntax syntax) throws IOException {
        return new DataSetReader(new ByteArrayInputStream(bytes), syntax, Limits.defaults()).read();
    }

    private static byte[] written(DataSet dataSet, TransferSyntax syntax) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DataSetWriter.write(out, dataSet, syntax);
        return out.toByteArray();
    }
}

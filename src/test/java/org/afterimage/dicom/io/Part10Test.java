package org.afterimage.dicom.io;

import static org.afterimage.dicom.io.Bytes.UNDEFINED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Element;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.VR;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Part10Test {

    private static final TransferSyntax EXPLICIT = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
    private static final byte[] PIXELS = new byte[200_000];

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameAFile() {
        file = folder.resolve("instance.dcm");
        new Random(7).nextBytes(PIXELS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.1.99"})
    void whatWasWrittenIsReadAgain(String uid) throws IOException {
        TransferSyntax syntax = TransferSyntax.of(uid).orElseThrow();
        Part10.write(file, image(), syntax);

        DicomObject object = Part10.read(file, Limits.defaults().withBulkThreshold(Long.MAX_VALUE));

        assertThat(object.transferSyntax()).isEqualTo(syntax);
        assertThat(object.dataSet()).isEqualTo(image());
        assertThat(object.sopClassUid()).isEqualTo(SopClass.CR_IMAGE);
        assertThat(object.sopInstanceUid()).isEqualTo("1.2.3.4");
    }

    @Test
    void aFileBeginsAsTheStandardWantsIt() throws IOException {
        Part10.write(file, image(), EXPLICIT);

        byte[] bytes = Files.readAllBytes(file);
        DataSet meta = Part10.read(file, Limits.defaults()).fileMeta();

        assertThat(Arrays.copyOf(bytes, 128)).containsOnly(0);
        assertThat(new String(bytes, 128, 4, StandardCharsets.US_ASCII)).isEqualTo("DICM");
        assertThat(meta.string(Tag.MEDIA_STORAGE_SOP_CLASS_UID)).contains(SopClass.CR_IMAGE);
        assertThat(meta.string(Tag.MEDIA_STORAGE_SOP_INSTANCE_UID)).contains("1.2.3.4");
        assertThat(meta.string(Tag.IMPLEMENTATION_CLASS_UID)).contains(Implementation.CLASS_UID);
        assertThat(meta.string(Tag.IMPLEMENTATION_VERSION_NAME).orElseThrow()).hasSizeLessThanOrEqualTo(16);
    }

    @Test
    void longValuesStayInTheFile() throws IOException {
        Part10.write(file, image(), EXPLICIT);

        Element pixelData = Part10.read(file, Limits.defaults())
                .dataSet()
                .get(Tag.PIXEL_DATA)
                .orElseThrow();

        assertThat(pixelData)
                .isEqualTo(new Element.Bulk(
                        Tag.PIXEL_DATA, VR.OW, file, Files.size(file) - PIXELS.length, PIXELS.length, false, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.1.99"})
    void aDataSetReadOnItsWayIntoAFileIsTheSameAsOneReadFromIt(String uid) throws IOException {
        TransferSyntax syntax = TransferSyntax.of(uid).orElseThrow();
        Part10.write(file, image(), syntax);
        try (DataSetStream stream = Part10.openDataSet(file)) {
            long offset = Files.size(file) - stream.length();
            DataSet onItsWay = Part10.readOnItsWay(stream.bytes(), syntax, file, offset, Limits.defaults());
            assertThat(onItsWay).isEqualTo(Part10.read(file, Limits.defaults()).dataSet());
        }
    }

    @Test
    void aDataSetThatEndsEarlyOnItsWayIsRefused() throws IOException {
        Part10.write(file, image(), EXPLICIT);
        try (DataSetStream stream = Part10.openDataSet(file)) {
            byte[] bytes = stream.bytes().readNBytes((int) stream.length() - 1);
            assertThatThrownBy(() -> Part10.readOnItsWay(
                            new ByteArrayInputStream(bytes), EXPLICIT, file, 300, Limits.defaults()))
                    .isInstanceOf(DicomFormatException.class)
                    .hasMessageContaining("(7FE0,0010)");
        }
    }

    @Test
    void valuesOnDiskAreCopiedIntoANewFile() throws IOException {
        Part10.write(file, image(), EXPLICIT);
        Path copy = folder.resolve("copy.dcm");

        Part10.write(copy, Part10.read(file, Limits.defaults()).dataSet(), EXPLICIT);

        assertThat(copy).hasSameBinaryContentAs(file);
    }

    @Test
    void bigEndianValuesOnDiskAreWrittenLittleEndian() throws IOException {
        byte[] swapped = PIXELS.clone();
        ByteOrders.reverse(swapped, 2);
        writeFile(
                TransferSyntax.EXPLICIT_VR_BIG_ENDIAN,
                Bytes.bigEndian()
                        .explicit(Tag.SOP_CLASS_UID, "UI", "1.2.840.10008.5.1.4.1.1.1\0")
                        .explicit(Tag.SOP_INSTANCE_UID, "UI", "1.2.3.4\0")
                        .explicitLong(Tag.PIXEL_DATA, "OW", swapped)
                        .toArray());
        Path copy = folder.resolve("copy.dcm");

        Part10.write(copy, Part10.read(file, Limits.defaults()).dataSet(), EXPLICIT);

        assertThat(Part10.read(copy, Limits.defaults().withBulkThreshold(Long.MAX_VALUE))
                        .dataSet()
                        .get(Tag.PIXEL_DATA))
                .contains(new Element.Value(Tag.PIXEL_DATA, VR.OW, PIXELS));
    }

    @Test
    void encapsulatedPixelDataStaysInTheFileAndIsCopiedWithItsDelimiters() throws IOException {
        byte[] dataSet = Bytes.littleEndian()
                .explicit(Tag.SOP_CLASS_UID, "UI", "1.2.840.10008.5.1.4.1.1.1\0")
                .explicit(Tag.SOP_INSTANCE_UID, "UI", "1.2.3.4\0")
                .explicitLong(Tag.PIXEL_DATA, "OB", UNDEFINED)
                .item(0)
                .item(PIXELS)
                .endOfSequence()
                .explicitLong(Tag.DATA_SET_TRAILING_PADDING, "OB", new byte[2])
                .toArray();
        writeFile(TransferSyntax.JPEG_BASELINE, dataSet);
        DicomObject object = Part10.read(file, Limits.defaults());
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        DataSetWriter.write(out, object.dataSet(), TransferSyntax.JPEG_BASELINE);

        assertThat(object.dataSet().get(Tag.PIXEL_DATA).orElseThrow()).isInstanceOf(Element.Bulk.class);
        assertThat(out.toByteArray()).isEqualTo(dataSet);
        assertThatThrownBy(() -> DataSetWriter.write(out, object.dataSet(), EXPLICIT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("encapsulated");
    }

    @Test
    void theHeaderIsReadWithoutThePixelData() throws IOException {
        Part10.write(file, image(), EXPLICIT);
        try (SeekableByteChannel channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
            channel.truncate(Files.size(file) - PIXELS.length);
        }

        DataSet header = Part10.readHeader(file, Limits.defaults()).dataSet();

        assertThat(header.contains(Tag.PIXEL_DATA)).isFalse();
        assertThat(header.size()).isEqualTo(image().size() - 1);
        assertThatThrownBy(() -> Part10.read(file, Limits.defaults()))
                .isInstanceOf(DicomFormatException.class)
                .hasMessageContainingAll("(7FE0,0010)", "200000 bytes", "only 0 are left");
    }

    @Test
    void aReceivedDataSetFollowsItsMetaInformationUntouched() throws IOException {
        byte[] received = Bytes.littleEndian()
                .implicit(Tag.of(0x0008, 0), new byte[] {10, 0, 0, 0})
                .implicit(Tag.MODALITY, Bytes.ascii("CT"))
                .toArray();
        try (OutputStream out = Files.newOutputStream(file)) {
            Part10.begin(out, SopClass.CT_IMAGE, "1.2.3.4", TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN, "SCANNER");
            out.write(received);
        }

        try (DataSetStream stream = Part10.openDataSet(file)) {
            assertThat(stream.bytes().readAllBytes()).isEqualTo(received);
            assertThat(stream.length()).isEqualTo(received.length);
            assertThat(stream.transferSyntax()).isEqualTo(TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN);
            assertThat(stream.sopClassUid()).isEqualTo(SopClass.CT_IMAGE);
            assertThat(stream.sopInstanceUid()).isEqualTo("1.2.3.4");
        }
        assertThat(Part10.read(file, Limits.defaults()).fileMeta().string(Tag.SOURCE_APPLICATION_ENTITY_TITLE))
                .contains("SCANNER");
    }

    @Test
    void aUidThatIsNoneIsNotWritten() {
        assertThatThrownBy(() -> Part10.begin(
                        OutputStream.nullOutputStream(), SopClass.CT_IMAGE, "../PWNED", EXPLICIT, "SCANNER"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aSourceThatIsNoAeTitleIsLeftOut() throws IOException {
        for (String title : List.of("", "back\\slash", "J\u00F6rg", "tab\t", "seventeen letters")) {
            try (OutputStream out = Files.newOutputStream(file)) {
                Part10.begin(out, SopClass.CT_IMAGE, "1.2.3.4", EXPLICIT, title);
            }

            assertThat(Part10.read(file, Limits.defaults()).fileMeta().contains(Tag.SOURCE_APPLICATION_ENTITY_TITLE))
                    .isFalse();
        }
    }

    @Test
    void aDataSetDoesNotReplaceTheFileThatItsValuesLieIn() throws IOException {
        Part10.write(file, image(), EXPLICIT);
        DataSet onDisk = Part10.read(file, Limits.defaults()).dataSet();

        assertThatThrownBy(() -> Part10.write(file, onDisk, EXPLICIT)).isInstanceOf(IllegalArgumentException.class);

        assertThat(Part10.read(file, Limits.defaults()).dataSet()).isEqualTo(onDisk);
    }

    @Test
    void filesThatAreNoDicomFilesAreRefused() throws IOException {
        Files.write(file, new byte[0]);
        assertRefused("no DICM at byte 128");
        Files.write(file, Bytes.ascii("GIF89a".repeat(100)));
        assertRefused("no DICM at byte 128");
    }

    @Test
    void damagedMetaInformationIsRefused() throws IOException {
        writeAfterPrefix(Bytes.littleEndian().explicit(Tag.TRANSFER_SYNTAX_UID, "UI", EXPLICIT.uid()));
        assertRefused("(0002,0010)", "group length");
        writeAfterPrefix(Bytes.littleEndian()
                .explicit(Tag.FILE_META_INFORMATION_GROUP_LENGTH, "UL", new byte[] {-1, -1, -1, 127}));
        assertRefused("announces 2147483647 bytes");
        writeAfterPrefix(
                Bytes.littleEndian().explicit(Tag.FILE_META_INFORMATION_GROUP_LENGTH, "UL", new byte[] {99, 0, 0, 0}));
        assertRefused("lacks 99 bytes");
        writeAfterPrefix(Bytes.littleEndian()
                .explicit(Tag.FILE_META_INFORMATION_GROUP_LENGTH, "UL", new byte[] {10, 0, 0, 0})
                .explicit(Tag.MODALITY, "CS", "CT"));
        assertRefused("(0008,0060)");
        writeAfterPrefix(Bytes.littleEndian()
                .explicit(Tag.FILE_META_INFORMATION_GROUP_LENGTH, "UL", new byte[] {14, 0, 0, 0})
                .explicit(Tag.TRANSFER_SYNTAX_UID, "UI", "1.2.3\0"));
        assertRefused("transfer syntax 1.2.3 is not known");
        writeAfterPrefix(
                Bytes.littleEndian().explicit(Tag.FILE_META_INFORMATION_GROUP_LENGTH, "UL", new byte[] {0, 0, 0, 0}));
        assertRefused("names no transfer syntax");
    }

    @Test
    @org.junit.jupiter.api.Tag("long")
    void aFileCutOffAtAnyByteIsReadOrRefused() throws IOException {
        Part10.write(file, image(), EXPLICIT);
        byte[] whole = Arrays.copyOf(Files.readAllBytes(file), (int) Files.size(file) - PIXELS.length + 100);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            try {
                Part10.read(file, Limits.defaults());
            } catch (DicomFormatException expected) {
                assertThat(expected.getMessage()).endsWith(".");
            }
        }
    }

    private static DataSet image() {
        return new DataSet()
                .putString(Tag.SPECIFIC_CHARACTER_SET, "ISO_IR 100")
                .putString(Tag.SOP_CLASS_UID, SopClass.CR_IMAGE)
                .putString(Tag.SOP_INSTANCE_UID, "1.2.3.4")
                .putString(Tag.PATIENT_NAME, "Prüfstück^Jörg")
                .putItems(Tag.REQUEST_ATTRIBUTES_SEQUENCE, new DataSet().putString(Tag.REQUESTED_PROCEDURE_ID, "7"))
                .putBytes(Tag.PIXEL_DATA, VR.OW, PIXELS);
    }

    private void writeFile(TransferSyntax syntax, byte[] dataSet) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            Part10.begin(out, SopClass.CR_IMAGE, "1.2.3.4", syntax, "").write(dataSet);
        }
    }

    private void writeAfterPrefix(Bytes meta) throws IOException {
        Files.write(
                file,
                Bytes.littleEndian()
                        .raw(new byte[128])
                        .raw(Bytes.ascii("DICM"))
                        .raw(meta.toArray())
                        .toArray());
    }

    private void assertRefused(String... mentions) {
        assertThatThrownBy(() -> Part10.read(file, Limits.defaults()))
                .isInstanceOf(DicomFormatException.class)
                .hasMessageContainingAll(mentions);
    }
}

package org.afterimage.dicom.pixel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Element;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.VR;
import org.afterimage.dicom.io.Bytes;
import org.afterimage.dicom.io.DataSetWriter;
import org.afterimage.dicom.io.DicomFormatException;
import org.afterimage.dicom.io.DicomObject;
import org.afterimage.dicom.io.Limits;
import org.afterimage.dicom.io.Part10;
import org.afterimage.dicom.io.TransferSyntax;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fragments beyond 2 GB and 4 GB, in files that are mostly holes: lengths and offsets are 32 and 64 bits without a sign (PS3.5 A.4). */
class LargeFragmentsTest {

    private static final TransferSyntax NATIVE =
            TransferSyntax.of("1.2.840.10008.1.2.1.98").orElseThrow();
    private static final long THREE_GB = 3L << 30;

    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("large.dcm");
    }

    @Test
    void framesBehindALongFragmentAreFoundByTheirOffsets() throws IOException {
        write(Bytes.littleEndian().u32(0).u32(THREE_GB + 8).toArray(), new byte[0], THREE_GB);

        DicomObject object = Part10.read(file(), Limits.defaults());
        FrameReader reader = new FrameReader(object);

        assertThat(((Element.Bulk) object.dataSet().get(Tag.PIXEL_DATA).orElseThrow()).length())
                .isGreaterThan(THREE_GB);
        assertThat(reader.stored(1)).containsExactly(5, 6);
        assertThatThrownBy(() -> reader.stored(0))
                .isInstanceOf(DicomFormatException.class)
                .hasMessageContaining("3221225472 bytes is too large");
    }

    @Test
    void framesBehindFourGigabytesAreFoundByTheExtendedOffsetTable() throws IOException {
        byte[] extended = ByteBuffer.allocate(2 * Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(0)
                .putLong(2 * (THREE_GB + 8))
                .array();
        write(new byte[0], extended, THREE_GB, THREE_GB);

        FrameReader reader = new FrameReader(Part10.read(file(), Limits.defaults()));

        assertThat(reader.stored(1)).containsExactly(5, 6);
        assertThatThrownBy(() -> reader.stored(0))
                .isInstanceOf(DicomFormatException.class)
                .hasMessageContaining("6442450944 bytes is too large");
    }

    @Test
    void aLongFragmentThatIsCutOffIsRefused() throws IOException {
        write(new byte[0], new byte[0], THREE_GB);
        try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.WRITE)) {
            channel.truncate(THREE_GB / 2);
        }

        assertThatThrownBy(() -> Part10.read(file(), Limits.defaults()).dataSet())
                .isInstanceOf(DicomFormatException.class);
    }

    /** An image of two frames of 1 x 2 pixels: fragments that are holes, and one of two bytes behind them. */
    private void write(byte[] basicOffsetTable, byte[] extendedOffsetTable, long... holes) throws IOException {
        DataSet image = Images.of(1, 2, 8, 8, false).putIntegers(Tag.NUMBER_OF_FRAMES, 2);
        if (extendedOffsetTable.length > 0) {
            image.putBytes(Tag.EXTENDED_OFFSET_TABLE, VR.OV, extendedOffsetTable);
        }
        ByteArrayOutputStream start = new ByteArrayOutputStream();
        Part10.begin(start, SopClass.SECONDARY_CAPTURE_IMAGE, "1.2.3.4", NATIVE, "");
        DataSetWriter.write(start, image, NATIVE);
        start.writeBytes(Bytes.littleEndian()
                .explicitLong(Tag.PIXEL_DATA, "OB", 0xFFFFFFFFL)
                .item(basicOffsetTable)
                .toArray());
        try (FileChannel channel = FileChannel.open(
                file(), StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW, StandardOpenOption.SPARSE)) {
            channel.write(ByteBuffer.wrap(start.toByteArray()));
            for (long hole : holes) {
                channel.write(ByteBuffer.wrap(Bytes.littleEndian().item(hole).toArray()));
                channel.position(channel.position() + hole);
            }
            channel.write(ByteBuffer.wrap(
                    Bytes.littleEndian().item(new byte[] {5, 6}).endOfSequence().toArray()));
        }
    }
}

package org.afterimage.dicom.io;

import static org.afterimage.dicom.io.Bytes.UNDEFINED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.testing.SmallHeap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Input made to harm the node is refused while it has read and held little. */
@SmallHeap
@Timeout(30)
class HostileInputTest {

    private static final TransferSyntax EXPLICIT = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
    private static final TransferSyntax IMPLICIT = TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN;
    private static final TransferSyntax DEFLATED = TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN;

    @Test
    @org.junit.jupiter.api.Tag("long")
    void fourMillionEmptyItemsAreRefusedAfterTheAllowedNumber() {
        byte[] sequence = Bytes.littleEndian()
                .explicitLong(Tag.SOURCE_IMAGE_SEQUENCE, "SQ", UNDEFINED)
                .toArray();
        CountingInput input =
                new CountingInput(sequence, Bytes.littleEndian().item(0).toArray(), 4_000_000);

        assertRefused(input, EXPLICIT, Limits.defaults(), "more than 200000 items", "(0008,2112)");
        assertThat(input.count()).isLessThan(8 * 210_000);
    }

    @Test
    @org.junit.jupiter.api.Tag("long")
    void fourMillionEmptyFragmentsAreRefusedAfterTheAllowedNumber() {
        byte[] pixelData = Bytes.littleEndian()
                .explicitLong(Tag.PIXEL_DATA, "OB", UNDEFINED)
                .toArray();
        CountingInput input =
                new CountingInput(pixelData, Bytes.littleEndian().item(0).toArray(), 4_000_000);

        assertRefused(input, TransferSyntax.RLE_LOSSLESS, Limits.defaults(), "more than 200000 items");
        assertThat(input.count()).isLessThan(8 * 210_000);
    }

    @Test
    void fiftyThousandNestedSequencesAreRefusedAtTheAllowedDepth() {
        byte[] nested = Bytes.littleEndian()
                .explicitLong(Tag.SOURCE_IMAGE_SEQUENCE, "SQ", UNDEFINED)
                .item(UNDEFINED)
                .toArray();

        assertRefused(
                new CountingInput(new byte[0], nested, 50_000),
                EXPLICIT,
                Limits.defaults(),
                "more than 32 deep",
                "byte " + 32 * nested.length);
    }

    @Test
    void nestedSequencesAreWrittenWithoutMeasuringThemAgainAndAgain() throws IOException {
        DataSet nested = new DataSet();
        for (int depth = 0; depth < 30; depth++) {
            nested = new DataSet().putItems(Tag.SOURCE_IMAGE_SEQUENCE, nested, new DataSet());
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        DataSetWriter.write(out, nested, EXPLICIT);

        assertThat(read(new ByteArrayInputStream(out.toByteArray()), EXPLICIT, Limits.defaults()))
                .isEqualTo(nested);
    }

    @Test
    void moreElementsThanAllowedAreRefused() {
        Limits limits = new Limits(1000, 2, 10, 3, 100_000, 0, 1, 1000);
        Bytes four = Bytes.littleEndian()
                .explicit(Tag.MODALITY, "CS", "CT")
                .explicit(Tag.PATIENT_NAME, "PN", "Doe^J ")
                .explicit(Tag.PATIENT_ID, "LO", "7 ")
                .explicit(Tag.STUDY_ID, "SH", "7 ");

        assertRefused(
                new ByteArrayInputStream(four.toArray()), EXPLICIT, limits, "more than 3 elements", "(0020,0010)");
    }

    @Test
    void manyLongValuesAreRefusedTogetherWhenEachIsAllowed() {
        Limits limits = new Limits(1000, 2, 10, 100, 2000, 0, 1, 1000);
        Bytes values = Bytes.littleEndian();
        for (int element = 1; element <= 10; element++) {
            values.explicitLong(Tag.of(0x0019, 0x1000 + element), "OB", new byte[500]);
        }

        assertRefused(
                new ByteArrayInputStream(values.toArray()), EXPLICIT, limits, "more than 2000 bytes", "(0019,1004)");
    }

    @Test
    void aValueOfTwoGigabytesIsRefusedBeforeItIsRead() {
        CountingInput input = new CountingInput(
                Bytes.littleEndian()
                        .explicitLong(Tag.PIXEL_DATA, "OW", 0x7FFFFFFEL)
                        .toArray(),
                new byte[1024],
                Integer.MAX_VALUE);

        assertRefused(input, EXPLICIT, Limits.defaults(), "(7FE0,0010)", "2147483646 bytes", "are allowed");
        assertThat(input.count()).isLessThan(100_000);
    }

    @Test
    void aValueThatNeverArrivesTakesNoMemory() {
        // All that is allowed is announced, four bytes come: the array grows with what comes.
        long allowed = Limits.defaults().maxElementLength() - 1000;
        byte[] bytes = Bytes.littleEndian()
                .explicitLong(Tag.PIXEL_DATA, "OW", allowed)
                .raw(new byte[4])
                .toArray();
        long before = allocatedBytes();

        assertRefused(new ByteArrayInputStream(bytes), EXPLICIT, Limits.defaults(), "lacks " + (allowed - 4));

        assertThat(allocatedBytes() - before).isLessThan(4L << 20);
    }

    @Test
    void anElementOfTwoGigabytesInACommandSetIsRefused() {
        CountingInput input = new CountingInput(
                Bytes.littleEndian().implicit(Tag.ERROR_COMMENT, 0x7FFFFFFEL).toArray(),
                new byte[1024],
                Integer.MAX_VALUE);

        assertRefused(input, IMPLICIT, Limits.commandSet(), "(0000,0902)", "65536 are allowed");
        assertThat(input.count()).isLessThan(100_000);
    }

    @Test
    @org.junit.jupiter.api.Tag("long")
    void aDeflateBombIsRefusedAtTheAllowedRatio() throws IOException {
        byte[] bomb = deflatedZeros(Limits.defaults().maxElementLength() - 1000, 1L << 30);
        assertThat(bomb.length).isLessThan(1_100_000);
        long before = allocatedBytes();

        assertRefused(new ByteArrayInputStream(bomb), DEFLATED, Limits.defaults(), "inflates more than the 500 times");

        assertThat(allocatedBytes() - before).isLessThan(200L << 20);
    }

    @Test
    void aDeflatedDataSetIsRefusedAtTheAllowedSize() throws IOException {
        Limits limits = new Limits(256 << 20, 32, 1000, 1000, 256 << 20, 1 << 20, 5000, 65536);

        assertRefused(
                new ByteArrayInputStream(deflatedZeros(2 << 20, 2 << 20)),
                DEFLATED,
                limits,
                "more than the 1048576 bytes allowed");
    }

    @Test
    void anEmptyImageMayDeflateAThousandfold() throws IOException {
        DataSet dataSet =
                read(new ByteArrayInputStream(deflatedZeros(16 << 20, 16 << 20)), DEFLATED, Limits.defaults());

        assertThat(dataSet.contains(Tag.PIXEL_DATA)).isTrue();
    }

    @Test
    void whatIsNotDeflatedIsRefused() {
        byte[] noise = new byte[1000];
        Arrays.fill(noise, (byte) 0xFF);

        assertRefused(new ByteArrayInputStream(noise), DEFLATED, Limits.defaults(), "damaged");
    }

    @Test
    void anObjectCutOffAtAnyByteIsRefusedOrEndsBetweenElements() throws IOException {
        assertEveryCutIsAnswered(everyKindOfElement(), EXPLICIT);
        assertEveryCutIsAnswered(transcoded(everyKindOfElement(), IMPLICIT), IMPLICIT);
        assertEveryCutIsAnswered(transcoded(everyKindOfElement(), DEFLATED), DEFLATED);
    }

    @Test
    void anObjectWithAnyByteChangedIsReadOrRefused() throws IOException {
        byte[] whole = everyKindOfElement();
        for (int at = 0; at < whole.length; at++) {
            for (int value : new int[] {0x00, 0x7F, 0xFF, whole[at] ^ 1}) {
                byte[] changed = whole.clone();
                changed[at] = (byte) value;
                try {
                    read(new ByteArrayInputStream(changed), EXPLICIT, Limits.defaults());
                } catch (DicomFormatException expected) {
                    assertThat(expected.getMessage()).endsWith(".");
                }
            }
        }
    }

    private static void assertEveryCutIsAnswered(byte[] whole, TransferSyntax syntax) throws IOException {
        int refused = 0;
        for (int length = 0; length < whole.length; length++) {
            try {
                read(new ByteArrayInputStream(whole, 0, length), syntax, Limits.defaults());
            } catch (DicomFormatException expected) {
                refused++;
            }
        }
        // A cut between two elements at the top leaves a data set; there are six such places.
        assertThat(refused).isGreaterThan(whole.length - 10);
    }

    private static byte[] everyKindOfElement() {
        byte[] item = Bytes.littleEndian()
                .explicit(Tag.CODE_VALUE, "SH", "121322")
                .explicit(Tag.CODE_MEANING, "LO", "meaning ")
                .toArray();
        return Bytes.littleEndian()
                .explicit(Tag.MODALITY, "CS", "CR")
                .explicitLong(Tag.ANATOMIC_REGION_SEQUENCE, "SQ", UNDEFINED)
                .item(item)
                .item(UNDEFINED)
                .raw(item)
                .endOfItem()
                .endOfSequence()
                .explicitLong(Tag.of(0x0019, 0x1001), "UN", new byte[8])
                .explicit(Tag.ROWS, "US", new byte[] {2, 0})
                .explicitLong(
                        Tag.REQUEST_ATTRIBUTES_SEQUENCE,
                        "SQ",
                        Bytes.littleEndian().item(item).toArray())
                .explicitLong(Tag.PIXEL_DATA, "OW", new byte[16])
                .toArray();
    }

    private static byte[] transcoded(byte[] explicit, TransferSyntax syntax) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DataSetWriter.write(out, read(new ByteArrayInputStream(explicit), EXPLICIT, Limits.defaults()), syntax);
        return out.toByteArray();
    }

    /** Deflated Pixel Data that announces a length, and zeros. */
    private static byte[] deflatedZeros(long announced, long zeros) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        try (DeflaterOutputStream deflated = new DeflaterOutputStream(out, deflater)) {
            deflated.write(Bytes.littleEndian()
                    .explicitLong(Tag.PIXEL_DATA, "OB", announced)
                    .toArray());
            byte[] block = new byte[1 << 16];
            for (long left = zeros; left > 0; left -= block.length) {
                deflated.write(block);
            }
        } finally {
            deflater.end();
        }
        return out.toByteArray();
    }

    private static void assertRefused(InputStream input, TransferSyntax syntax, Limits limits, String... mentions) {
        assertThatThrownBy(() -> read(input, syntax, limits))
                .isInstanceOf(DicomFormatException.class)
                .hasMessageContainingAll(mentions);
    }

    private static DataSet read(InputStream input, TransferSyntax syntax, Limits limits) throws IOException {
        return new DataSetReader(input, syntax, limits).read();
    }

    private static long allocatedBytes() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    /** A few bytes and then a block many times over, made as they are read and counted. */
    private static final class CountingInput extends InputStream {

        private final InputStream start;
        private final byte[] block;
        private final long total;
        private long count;

        CountingInput(byte[] start, byte[] block, long times) {
            this.start = new ByteArrayInputStream(start);
            this.block = block;
            this.total = block.length * times;
        }

        long count() {
            return count;
        }

        @Override
        public int read() throws IOException {
            int first = start.read();
            if (first >= 0) {
                return first;
            }
            return count == total ? -1 : block[(int) (count++ % block.length)] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = 0;
            for (int next = 0; read < length && (next = read()) >= 0; read++) {
                buffer[offset + read] = (byte) next;
            }
            return read == 0 ? -1 : read;
        }
    }
}

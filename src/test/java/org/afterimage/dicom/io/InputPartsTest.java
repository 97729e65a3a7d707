package org.afterimage.dicom.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.afterimage.dicom.data.Element;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.VR;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The parts that a reader is made of, each at its bounds. */
class InputPartsTest {

    private static final Encoding LITTLE = Encoding.EXPLICIT_LITTLE_ENDIAN;
    private static final Encoding BIG = new Encoding(true, true);

    /** 10 bytes a value, depth 2, 3 items, 4 elements, 1000 bytes held. */
    private static final Limits SMALL = new Limits(10, 2, 3, 4, 1000, 100, 50, 16);

    @TempDir
    private Path folder;

    @Test
    void numbersAreReadInBothByteOrdersAndCounted() throws IOException {
        DataSetInput input = input(new byte[] {1, 2, (byte) 0x83, 4, 1, 2, 3, (byte) 0x84, 0x10, 0, 0x20, 0});

        assertThat(input.position()).isEqualTo(100);
        assertThat(input.unsigned16(LITTLE)).isEqualTo(0x0201);
        assertThat(input.unsigned16(BIG)).isEqualTo(0x8304);
        assertThat(input.unsigned32(LITTLE)).isEqualTo(0x84030201L);
        assertThat(input.position()).isEqualTo(108);
        assertThat(input.tag(LITTLE)).isEqualTo(0x00100020);
        assertThat(input.position()).isEqualTo(112);
        assertThat(input.end()).isEqualTo(112);
    }

    @Test
    void lookingForTheEndTakesNothing() throws IOException {
        DataSetInput input = input(new byte[] {7, 0});

        assertThat(input.atEnd()).isFalse();
        assertThat(input.atEnd()).isFalse();
        assertThat(input.position()).isEqualTo(100);
        assertThat(input.unsigned16(LITTLE)).isEqualTo(7);
        assertThat(input.atEnd()).isTrue();
    }

    @Test
    void anEndInsideANumberOrAValueIsRefusedWithItsPlace() {
        assertThatThrownBy(() -> input(new byte[3]).unsigned32(LITTLE))
                .isInstanceOf(DicomFormatException.class)
                .hasMessageContaining("ends at byte 103, inside the tag or length");
        assertThatThrownBy(() -> input(new byte[3]).bytes(Tag.ROWS, 5))
                .isInstanceOf(DicomFormatException.class)
                .hasMessageContaining("ends at byte 103, inside (0028,0010), whose value lacks 2 bytes");
        assertThatThrownBy(() -> input(new byte[3]).skip(Tag.ROWS, 7))
                .isInstanceOf(DicomFormatException.class)
                .hasMessageContaining("inside (0028,0010), whose value lacks 4 bytes");
    }

    @Test
    void valuesAreReadAndSkippedToTheByte() throws IOException {
        DataSetInput input = input(new byte[] {1, 2, 3, 4, 5});

        assertThat(input.bytes(Tag.ROWS, 2)).containsExactly(1, 2);
        assertThat(input.position()).isEqualTo(102);
        input.skip(Tag.ROWS, 2);
        assertThat(input.position()).isEqualTo(104);
        assertThat(input.upTo(10)).containsExactly(5);
        assertThat(input.position()).isEqualTo(105);
        input.skip(Tag.ROWS, 0);
        assertThat(input.bytes(Tag.ROWS, 0)).isEmpty();
    }

    @Test
    void aSourceThatSkipsNothingIsReadInstead() throws IOException {
        DataSetInput input = new DataSetInput(
                new FilterInputStream(new ByteArrayInputStream(new byte[] {1, 2, 3, 4, 5, 0})) {
                    @Override
                    public long skip(long count) {
                        return 0;
                    }
                },
                0,
                DataSetInput.UNKNOWN_END);

        input.skip(Tag.ROWS, 4);

        assertThat(input.position()).isEqualTo(4);
        assertThat(input.unsigned16(LITTLE)).isEqualTo(5);
    }

    @Test
    void asManyElementsAndItemsAndAsDeepAsAllowedAndNoMore() throws DicomFormatException {
        Budget elements = new Budget(SMALL);
        for (int i = 0; i < 4; i++) {
            elements.element(Tag.ROWS, i);
        }
        assertThatThrownBy(() -> elements.element(Tag.ROWS, 44))
                .hasMessage("The data set is refused at (0028,0010), byte 44: the data set has more than 4 elements.");
        Budget items = new Budget(SMALL);
        for (int i = 0; i < 3; i++) {
            items.item(Tag.ITEM, i);
        }
        assertThatThrownBy(() -> items.item(Tag.ITEM, 5)).hasMessageContaining("more than 3 items");
        assertThatCode(() -> items.depth(Tag.ROWS, 0, 2)).doesNotThrowAnyException();
        assertThatThrownBy(() -> items.depth(Tag.ROWS, 0, 3)).hasMessageContaining("nested more than 2 deep");
    }

    @Test
    void aValueMayBeAsLongAsAllowedAndAllTogetherAreHeldWithinTheirSum() throws DicomFormatException {
        Budget budget = new Budget(SMALL);
        budget.value(Tag.ROWS, 0, 10);
        assertThatThrownBy(() -> budget.value(Tag.ROWS, 0, 11))
                .hasMessageContaining("it announces 11 bytes; 10 are allowed");
        // An element counts 100 bytes and an item 150: 10 + 4 x 100 + 3 x 150 + 14 x 10 = 1000.
        for (int i = 0; i < 4; i++) {
            budget.element(Tag.ROWS, 0);
        }
        for (int i = 0; i < 3; i++) {
            budget.item(Tag.ITEM, 0);
        }
        for (int i = 0; i < 14; i++) {
            budget.value(Tag.ROWS, 0, 10);
        }
        budget.value(Tag.ROWS, 0, 0);
        assertThatThrownBy(() -> budget.value(Tag.ROWS, 0, 1)).hasMessageContaining("more than 1000 bytes of memory");
    }

    @Test
    void aValueThatFitsNoArrayIsRefusedHoweverMuchIsAllowed() {
        Budget budget = new Budget(new Limits(Long.MAX_VALUE, 1, 1, 1, Long.MAX_VALUE, 0, 1, 0));

        assertThatCode(() -> budget.value(Tag.ROWS, 0, Integer.MAX_VALUE - 8)).doesNotThrowAnyException();
        assertThatThrownBy(() -> budget.value(Tag.ROWS, 0, Integer.MAX_VALUE - 7))
                .hasMessageContaining("2147483639 are allowed");
    }

    @Test
    void limitsAreChangedOneAtATime() {
        assertThat(SMALL.withMaxElementLength(11)).isEqualTo(new Limits(11, 2, 3, 4, 1000, 100, 50, 16));
        assertThat(SMALL.withBulkThreshold(17)).isEqualTo(new Limits(10, 2, 3, 4, 1000, 100, 50, 17));
        assertThat(Limits.commandSet()).isEqualTo(new Limits(65536, 1, 1, 100, 131072, 0, 1, 65536));
        long held = Math.min(256L << 20, Runtime.getRuntime().maxMemory() / 4);
        assertThat(Limits.defaults()).isEqualTo(new Limits(held, 32, 200_000, 1_000_000, held, 2L << 30, 500, 65536));
    }

    @Test
    void wholeUnitsAreReversedAndARestIsLeft() {
        assertThat(reversed(1)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(reversed(2)).containsExactly(2, 1, 4, 3, 6, 5, 8, 7, 9);
        assertThat(reversed(4)).containsExactly(4, 3, 2, 1, 8, 7, 6, 5, 9);
        assertThat(reversed(8)).containsExactly(8, 7, 6, 5, 4, 3, 2, 1, 9);
    }

    @Test
    void aPartOfAValueOnDiskIsReadWhereItStands() throws IOException {
        Path file = Files.write(folder.resolve("value"), new byte[] {9, 9, 1, 2, 3, 4, 8});
        Element.Bulk bulk = new Element.Bulk(Tag.PIXEL_DATA, VR.OB, file, 2, 4, false, false);

        assertThat(BulkInput.read(bulk, 1, 2)).containsExactly(2, 3);
        assertThat(BulkInput.read(bulk, 0, 0)).isEmpty();
        assertThatThrownBy(() -> BulkInput.read(bulk, 3, 4))
                .isInstanceOf(EOFException.class)
                .hasMessageContaining("(7FE0,0010)");
    }

    @Test
    void aDeflatedStreamIsInflatedByteByByteToItsEndAndNotBeyondWhatIsAllowed() throws IOException {
        byte[] content = {1, (byte) 0xFF, 3};
        InflatedInput input = new InflatedInput(new ByteArrayInputStream(deflated(content)), SMALL);
        assertThat(input.read()).isEqualTo(1);
        assertThat(input.read()).isEqualTo(0xFF);
        assertThat(input.read()).isEqualTo(3);
        assertThat(input.read()).isNegative();
        assertThat(input.read()).isNegative();

        byte[] allowed = new InflatedInput(new ByteArrayInputStream(deflated(new byte[100])), SMALL).readAllBytes();
        assertThat(allowed).hasSize(100);
        assertThatThrownBy(() ->
                        new InflatedInput(new ByteArrayInputStream(deflated(new byte[101])), SMALL).readAllBytes())
                .isInstanceOf(DicomFormatException.class)
                .hasMessageContaining("more than the 100 bytes allowed");
    }

    @Test
    void aDeflatedStreamThatIsDamagedOrEndsEarlyIsRefused() throws IOException {
        byte[] deflated = deflated(new byte[] {5, 4, 3, 2, 1, 0, 1, 2, 3, 4, 5});
        assertThatThrownBy(() -> new InflatedInput(new ByteArrayInputStream(deflated, 0, 4), SMALL).readAllBytes())
                .isInstanceOf(DicomFormatException.class)
                .hasMessageContaining("ends early, at byte 4");
        assertThatThrownBy(() ->
                        new InflatedInput(new ByteArrayInputStream(new byte[] {7, 7, 7}), SMALL).readAllBytes())
                .isInstanceOf(DicomFormatException.class)
                .hasMessageContaining("is damaged at byte");
    }

    private static DataSetInput input(byte[] bytes) {
        return new DataSetInput(new ByteArrayInputStream(bytes), 100, 100 + bytes.length);
    }

    private static byte[] reversed(int unit) {
        byte[] bytes = {1, 2, 3, 4, 5, 6, 7, 8, 9};
        ByteOrders.reverse(bytes, unit);
        return bytes;
    }

    private static byte[] deflated(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try (DeflaterOutputStream deflating = new DeflaterOutputStream(out, deflater)) {
            deflating.write(content);
        } finally {
            deflater.end();
        }
        return out.toByteArray();
    }
}

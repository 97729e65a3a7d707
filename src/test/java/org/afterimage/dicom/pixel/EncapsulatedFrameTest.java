package org.afterimage.dicom.pixel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Element;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.VR;
import org.afterimage.dicom.io.DicomFormatException;
import org.afterimage.dicom.io.TransferSyntax;
import org.junit.jupiter.api.Test;

/** Frames in fragments that are plain (PS3.5 A.4.11) or deflated (PS3.5 A.4.13). */
class EncapsulatedFrameTest {

    private static final TransferSyntax PLAIN =
            TransferSyntax.of("1.2.840.10008.1.2.1.98").orElseThrow();
    private static final TransferSyntax DEFLATED =
            TransferSyntax.of("1.2.840.10008.1.2.8.1").orElseThrow();
    private static final byte[] CELLS = {1, 0, 2, 1, (byte) 0xFF, 0x0F};

    @Test
    void aPlainFrameIsReadFromItsFragment() throws IOException {
        assertThat(decode(PLAIN, CELLS)).containsExactly(1, 258, 4095);
        assertRefused(PLAIN, Arrays.copyOf(CELLS, 4), "holds 4 bytes, 6 are needed");
    }

    @Test
    void aDeflatedFrameIsInflated() throws IOException {
        byte[] deflated = deflate(CELLS);
        assertThat(decode(DEFLATED, deflated)).containsExactly(1, 258, 4095);
        assertRefused(DEFLATED, Arrays.copyOf(deflated, 3), "ends after");
        assertRefused(DEFLATED, new byte[] {7, 7, 7}, "damaged");
        assertRefused(DEFLATED, deflate(Arrays.copyOf(CELLS, 2)), "ends after 2 of 6");
    }

    @Test
    void aTinyDeflatedFrameOfAHugeImageIsRefusedBeforeMemoryIsTaken() {
        DataSet image = Images.of(30000, 30000, 16, 12, false);
        image.put(new Element.Fragments(Tag.PIXEL_DATA, VR.OB, List.of(new byte[0], new byte[100])));
        assertThatThrownBy(() -> PixelReader.frame(Images.object(image, DEFLATED), 0))
                .isInstanceOf(DicomFormatException.class)
                .hasMessageContaining("too few");
    }

    private static byte[] deflate(byte[] bytes) {
        Deflater deflater = new Deflater(9, true);
        deflater.setInput(bytes);
        deflater.finish();
        byte[] deflated = new byte[100];
        int length = deflater.deflate(deflated);
        deflater.end();
        return Arrays.copyOf(deflated, length);
    }

    private static int[] decode(TransferSyntax syntax, byte[] frame) throws IOException {
        DataSet image = Images.of(1, 3, 16, 12, false);
        image.put(new Element.Fragments(Tag.PIXEL_DATA, VR.OB, List.of(new byte[0], frame)));
        return PixelReader.frame(Images.object(image, syntax), 0);
    }

    private static void assertRefused(TransferSyntax syntax, byte[] frame, String mention) {
        assertThatThrownBy(() -> decode(syntax, frame))
                .isInstanceOf(DicomFormatException.class)
                .hasMessageContaining(mention);
    }
}

package org.afterimage.dicom.pixel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.DicomFormatException;
import org.junit.jupiter.api.Test;

class PixelFormatTest {

    @Test
    void theFormatIsReadFromTheImage() throws DicomFormatException {
        PixelFormat format = PixelFormat.of(Images.of(2, 3, 16, 12, false));

        assertThat(format).isEqualTo(new PixelFormat(2, 3, 1, 1, 16, 12, 11, false, "MONOCHROME2"));
        assertThat(format.frameBytes()).isEqualTo(12);
        assertThat(format.monochrome1()).isFalse();
    }

    @Test
    void theRangeOfStoredValuesFollowsBitsStoredAndSign() throws DicomFormatException {
        PixelFormat unsigned = PixelFormat.of(Images.of(1, 1, 16, 12, false));
        PixelFormat signed = PixelFormat.of(Images.of(1, 1, 16, 16, true));

        assertThat(unsigned.minimum()).isZero();
        assertThat(unsigned.maximum()).isEqualTo(4095);
        assertThat(signed.minimum()).isEqualTo(-32768);
        assertThat(signed.maximum()).isEqualTo(32767);
    }

    @Test
    void aMissingAttributeIsNamed() {
        assertRefused(Images.of(2, 3, 16, 12, false).remove(Tag.COLUMNS), "Columns (0028,0011) is missing");
        assertRefused(Images.of(2, 3, 16, 12, false).remove(Tag.PHOTOMETRIC_INTERPRETATION), "(0028,0004) is missing");
        assertRefused(new DataSet(), "Rows (0028,0010) is missing");
    }

    @Test
    void contradictionsAreRefused() {
        assertRefused(Images.of(2, 3, 16, 12, false).putIntegers(Tag.HIGH_BIT, 10), "contradict");
        assertRefused(Images.of(2, 3, 16, 12, false).putIntegers(Tag.HIGH_BIT, 16), "contradict");
        assertRefused(Images.of(2, 3, 8, 12, false), "contradict");
        assertRefused(Images.of(2, 3, 16, 0, false), "Bits Stored (0028,0101) is 0");
        assertRefused(Images.of(0, 3, 16, 12, false), "Rows (0028,0010) is 0");
        assertRefused(Images.of(2, 3, 16, 12, false).putIntegers(Tag.NUMBER_OF_FRAMES, 0), "(0028,0008) is 0");
    }

    private static void assertRefused(DataSet image, String mention) {
        assertThatThrownBy(() -> PixelFormat.of(image))
                .isInstanceOf(DicomFormatException.class)
                .hasMessageContaining(mention);
    }
}

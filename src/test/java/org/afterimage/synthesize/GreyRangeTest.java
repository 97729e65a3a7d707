package org.afterimage.synthesize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.VR;
import org.junit.jupiter.api.Test;

class GreyRangeTest {

    @Test
    void percentilesLieOnStraightLinesBetweenOrderStatistics() throws SynthesisException {
        int[] stored = {40, 10, 30, 20}; // ranks 0 to 3; 25 % is rank 0.75
        GreyRange range = GreyRange.of(stored, PaddingRange.NONE, false, 25, 90);
        assertThat(range.zero()).isCloseTo(17.5, within(1e-12));
        assertThat(range.one()).isCloseTo(37, within(1e-12));
    }

    @Test
    void monochrome1HasItsZeroAtTheHighEnd() throws SynthesisException {
        int[] stored = IntStream.rangeClosed(0, 1000).toArray();
        GreyRange range = GreyRange.of(stored, PaddingRange.NONE, true, 0.5, 99.5);
        assertThat(range.zero()).isCloseTo(995, within(1e-9));
        assertThat(range.one()).isCloseTo(5, within(1e-9));
        assertThat(range.unit()).isCloseTo(-990, within(1e-9));
    }

    @Test
    void paddingIsNoImage() throws SynthesisException {
        int[] stored = IntStream.rangeClosed(0, 1000).toArray();
        GreyRange range = GreyRange.of(stored, new PaddingRange(501, 1000), false, 0, 100);
        assertThat(range).isEqualTo(new GreyRange(0, 500));
    }

    @Test
    void signedValuesAreCountedToo() throws SynthesisException {
        GreyRange range = GreyRange.of(new int[] {-5, -3, 7}, PaddingRange.NONE, false, 0, 100);
        assertThat(range).isEqualTo(new GreyRange(-5, 7));
    }

    @Test
    void anImageWithoutContrastIsRefused() {
        assertThatThrownBy(() -> GreyRange.of(new int[] {7, 7, 7}, PaddingRange.NONE, false, 0.5, 99.5))
                .isInstanceOf(SynthesisException.class)
                .hasMessageContaining("no contrast");
        assertThatThrownBy(() -> GreyRange.of(new int[] {7, 7}, new PaddingRange(7, 7), false, 0.5, 99.5))
                .isInstanceOf(SynthesisException.class)
                .hasMessageContaining("Pixel Padding Value");
    }

    @Test
    void aPaddingRangeMayBeGivenInEitherOrderAndInEitherSign() {
        DataSet unsigned = new DataSet()
                .putIntegers(Tag.PIXEL_PADDING_VALUE, VR.US, 4095)
                .putIntegers(Tag.PIXEL_PADDING_RANGE_LIMIT, VR.US, 4090);
        assertThat(PaddingRange.of(unsigned, false)).isEqualTo(new PaddingRange(4090, 4095));
        DataSet confused = new DataSet().putIntegers(Tag.PIXEL_PADDING_VALUE, VR.US, 0xF830);
        assertThat(PaddingRange.of(confused, true)).isEqualTo(new PaddingRange(-2000, -2000));
        assertThat(PaddingRange.of(new DataSet(), false).contains(0)).isFalse();
    }
}

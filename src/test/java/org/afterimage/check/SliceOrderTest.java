package org.afterimage.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.pixel.PixelFormat;
import org.afterimage.dicom.pixel.Rescale;
import org.afterimage.synthesize.KernelEvidence;
import org.afterimage.synthesize.PaddingRange;
import org.afterimage.synthesize.SynthesisTimes;
import org.afterimage.synthesize.SyntheticInstance;
import org.afterimage.synthesize.SyntheticSeries;
import org.afterimage.synthesize.TestRadiographs;
import org.junit.jupiter.api.Test;

class SliceOrderTest {

    private static final int SIDE = 64;

    @Test
    void slicesThatShowTheirOwnSourcePass() {
        assertThat(verdict(0, 1, 2, 3)).isEqualTo(Verdict.PASS);
    }

    @Test
    void twoSlicesThatTradedPlacesAreHeld() {
        assertThat(verdict(0, 2, 1, 3)).isEqualTo(Verdict.HOLD);
    }

    @Test
    void slicesThatAllLieOnePlaceFurtherAreHeld() {
        assertThat(verdict(1, 2, 3, 3)).isEqualTo(Verdict.HOLD);
    }

    @Test
    void aLongSeriesIsLookedThroughAsAShortOne() {
        assertThat(verdict(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)).isEqualTo(Verdict.PASS);
        for (int first = 0; first < 11; first++) {
            int[] shown = IntStream.range(0, 12).toArray();
            shown[first]++;
            shown[first + 1]--;
            assertThat(SliceOrder.of(series(shown)).get(0).measured())
                    .as("slices %d and %d", first, first + 1)
                    .isEqualTo(2);
        }
    }

    @Test
    void aSingleSliceHasNoOrder() {
        assertThat(SliceOrder.of(series(0))).isEmpty();
    }

    private static Verdict verdict(int... shown) {
        return SliceOrder.of(series(shown)).get(0).verdict();
    }

    private static SyntheticSeries series(int... shown) {
        List<SyntheticInstance> slices = new ArrayList<>();
        for (int k = 0; k < shown.length; k++) {
            slices.add(SyntheticInstance.ofOne(
                    TestRadiographs.instance(new DataSet()),
                    new PixelFormat(SIDE, SIDE, 1, 1, 16, 12, 11, false, "MONOCHROME2"),
                    anatomy(k, 1),
                    anatomy(shown[k], 2),
                    PaddingRange.NONE,
                    new KernelEvidence(new Rescale(1, 0), -1000, 0, false, 0),
                    new SynthesisTimes(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO)));
        }
        return new SyntheticSeries(TestRadiographs.series(new DataSet()), "test", slices);
    }

    /** A disc that grows from slice to slice. */
    private static int[] anatomy(int slice, int gain) {
        int[] stored = new int[SIDE * SIDE];
        for (int i = 0; i < stored.length; i++) {
            boolean in = Math.hypot(i / SIDE - 32, i % SIDE - 32) < 8 + 2 * slice;
            stored[i] = gain * (in ? 900 : 100);
        }
        return stored;
    }
}

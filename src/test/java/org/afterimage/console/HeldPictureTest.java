package org.afterimage.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.afterimage.console.HeldPicture.Ring;
import org.afterimage.web.ImageSizes.Size;
import org.afterimage.web.JobView.Gate;
import org.afterimage.web.JobView.GatePlace;
import org.junit.jupiter.api.Test;

/** The place at which a gate spoke, on images of other sizes. */
class HeldPictureTest {
    private static final Size SOURCE = new Size(1000, 2000);

    @Test
    void theRingIsAroundTheMiddleOfThePixelThatTheGateTold() {
        assertThat(HeldPicture.of("1", SOURCE, gate(99.5, 199.5, 150.0), SOURCE).ring())
                .isEqualTo(new Ring("100.00", "200.00", "150.00"));
    }

    @Test
    void onADerivedImageOfAnotherSizeItIsAtTheSamePlace() {
        Size derived = new Size(500, 1000);
        assertThat(HeldPicture.of("2", derived, gate(99.5, 199.5, 150.0), SOURCE)
                        .ring())
                .isEqualTo(new Ring("50.00", "100.00", "75.00"));
    }

    @Test
    void aPlaceOfAFewPixelsGetsARingThatCanBeSeen() {
        assertThat(HeldPicture.of("1", SOURCE, gate(0.0, 0.0, 1.0), SOURCE).ring())
                .isEqualTo(new Ring("0.50", "0.50", "60.00"));
    }

    @Test
    void aWholeImageHasNoRing() {
        assertThat(HeldPicture.of("1", SOURCE, gate(null, null, null), SOURCE).ring())
                .isNull();
    }

    private static Gate gate(Double column, Double row, Double radius) {
        return new Gate("1", "local correlation", 0.7, "0.9", "HOLD", "why", new GatePlace("1", column, row, radius));
    }
}

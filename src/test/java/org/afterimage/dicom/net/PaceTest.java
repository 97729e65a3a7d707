package org.afterimage.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final Duration GRACE = Duration.ofSeconds(60);

    private final Pace pace = new Pace(GRACE);

    @Test
    void aPeerThatSendsNothingHasTheGrace() {
        assertThat(pace.left()).isEqualTo(GRACE);
        pace.waited(Duration.ofSeconds(59).toNanos());
        assertThat(pace.left()).isEqualTo(Duration.ofSeconds(1));
        pace.waited(Duration.ofSeconds(2).toNanos());
        assertThat(pace.left()).isZero();
    }

    @Test
    void whatArrivesEarnsTimeAtTheSlowestRate() {
        pace.waited(Duration.ofSeconds(60).toNanos());
        pace.arrived(10 * Pace.SLOWEST);
        assertThat(pace.left()).isBetween(Duration.ofMillis(9999), Duration.ofSeconds(10));
    }

    @Test
    void noStallIsLongerThanTheGraceHoweverMuchCameBefore() {
        pace.arrived(1 << 30);
        assertThat(pace.left()).isEqualTo(GRACE);
    }
}

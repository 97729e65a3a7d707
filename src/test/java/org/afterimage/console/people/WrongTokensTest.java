package org.afterimage.console.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.afterimage.testing.HandClock;
import org.junit.jupiter.api.Test;

/** Who tries tokens waits longer and longer, and nobody else does. */
class WrongTokensTest {
    private static final String ADDRESS = "192.0.2.7";

    private final HandClock watch = new HandClock();
    private final WrongTokens wrong = new WrongTokens(watch);

    @Test
    void afterFiveWrongOnesAnAddressWaitsTwiceAsLongEachTimeUpToAQuarterOfAnHour() {
        for (int i = 0; i < 5; i++) {
            assertThat(wrong.waitSeconds(ADDRESS, "guess" + i)).isZero();
            wrong.wrong(ADDRESS, "guess" + i);
        }
        assertThat(wrong.waitSeconds(ADDRESS, "next")).isBetween(2L, 3L);
        watch.forward(Duration.ofSeconds(3));
        assertThat(wrong.waitSeconds(ADDRESS, "next")).isZero();
        wrong.wrong(ADDRESS, "next");
        assertThat(wrong.waitSeconds(ADDRESS, "next")).isBetween(4L, 5L);
        for (int i = 0; i < 40; i++) {
            wrong.wrong(ADDRESS, "next");
        }
        assertThat(wrong.waitSeconds(ADDRESS, "next")).isBetween(900L, 901L);
        assertThat(wrong.waitSeconds("192.0.2.8", "next")).isZero();
    }

    @Test
    void aTokenThatWasRightPassesBesideAProgramWithAnOldOne() {
        wrong.right(ADDRESS, "right");
        for (int i = 0; i < 9; i++) {
            wrong.wrong(ADDRESS, "old");
        }
        assertThat(wrong.waitSeconds(ADDRESS, "right")).isZero();
        assertThat(wrong.waitSeconds(ADDRESS, "old")).isPositive();
        wrong.wrong(ADDRESS, "right"); // revoked in the meantime
        assertThat(wrong.waitSeconds(ADDRESS, "right")).isPositive();
    }

    @Test
    void aRightTokenHasTheWrongOnesForgotten() {
        for (int i = 0; i < 4; i++) {
            wrong.wrong(ADDRESS, "guess");
        }
        wrong.right(ADDRESS, "right");
        wrong.wrong(ADDRESS, "guess");
        assertThat(wrong.waitSeconds(ADDRESS, "guess")).isZero();
    }
}

package org.afterimage.console.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.afterimage.testing.HandClock;
import org.junit.jupiter.api.Test;

/** How wrong tries are slowed by where they come from. */
class SignInTriesTest {
    private final HandClock hand = new HandClock();
    private final SignInTries tries = new SignInTries(hand);

    @Test
    void afterTheFreeOnesEachWaitsTwiceAsLongUpToAQuarterOfAnHour() {
        for (int i = 0; i < 5; i++) {
            assertThat(tries.begin("a", 5)).isZero();
        }
        assertThat(tries.begin("a", 5)).isEqualTo(3);
        assertThat(tries.begin("b", 5)).as("somebody else").isZero();
        hand.forward(Duration.ofSeconds(3));
        assertThat(tries.begin("a", 5)).isZero();
        assertThat(tries.waitSeconds("a")).isEqualTo(5);
        for (int i = 0; i < 20; i++) {
            hand.forward(Duration.ofSeconds(901));
            assertThat(tries.begin("a", 5)).isZero();
        }
        assertThat(tries.waitSeconds("a")).isEqualTo(901);
    }

    @Test
    void whatWasRightDoesNotCountAndSilenceIsForgotten() {
        for (int i = 0; i < 50; i++) {
            assertThat(tries.begin("a", 5)).isZero();
            tries.right("a");
        }
        for (int i = 0; i < 5; i++) {
            tries.begin("a", 5);
        }
        assertThat(tries.waitSeconds("a")).isPositive();
        hand.forward(Duration.ofMinutes(31));
        for (int i = 0; i < 5; i++) {
            assertThat(tries.begin("a", 5)).isZero();
        }
    }

    @Test
    void noFloodOfAddressesFillsTheMemory() {
        for (int i = 0; i < SignInTries.MOST + 500; i++) {
            tries.begin("address " + i, 5);
        }
        assertThat(tries.size()).isEqualTo(SignInTries.MOST);
    }

    @Test
    void aNetworkOfIpv6IsOneCaller() {
        assertThat(SignInTries.network("2001:db8:1:2:3:4:5:6")).isEqualTo(SignInTries.network("2001:db8:1:2::7"));
        assertThat(SignInTries.network("2001:db8:1:3::7")).isNotEqualTo(SignInTries.network("2001:db8:1:2::7"));
        assertThat(SignInTries.network("192.0.2.7")).isEqualTo("192.0.2.7");
        assertThat(SignInTries.network("unknown")).isEqualTo("unknown");
    }
}

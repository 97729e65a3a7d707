package org.afterimage.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class OffPeakTest {
    private static final OffPeak NIGHT = OffPeak.of("20:00-06:00");

    @Test
    void theHoursMayReachPastMidnight() {
        assertThat(next(NIGHT, "2026-03-02T23:30:00Z")).isEqualTo("2026-03-02T23:30:00Z");
        assertThat(next(NIGHT, "2026-03-03T05:59:59Z")).isEqualTo("2026-03-03T05:59:59Z");
        assertThat(next(NIGHT, "2026-03-03T06:00:00Z")).isEqualTo("2026-03-03T20:00:00Z");
        assertThat(next(NIGHT, "2026-03-03T12:00:00Z")).isEqualTo("2026-03-03T20:00:00Z");
    }

    @Test
    void afterTheHoursOfADayComeThoseOfTheNext() {
        OffPeak noon = OffPeak.of("12:00-13:00");
        assertThat(next(noon, "2026-03-02T12:30:00Z")).isEqualTo("2026-03-02T12:30:00Z");
        assertThat(next(noon, "2026-03-02T13:00:00Z")).isEqualTo("2026-03-03T12:00:00Z");
    }

    @Test
    void theHoursAreThoseOfTheMachinesZone() {
        Instant now = Instant.parse("2026-03-02T18:30:00Z"); // 19:30 in Berlin
        assertThat(NIGHT.next(now, ZoneId.of("Europe/Berlin"))).isEqualTo("2026-03-02T19:00:00Z");
    }

    @Test
    void hoursThatAreNoneAreRefusedWithTheForm() {
        for (String wrong : new String[] {"", "20-6", "20:00", "20:00-25:00", "20:00-06:00-08:00"}) {
            assertThatThrownBy(() -> OffPeak.of(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("must be as 20:00-06:00");
        }
        assertThatThrownBy(() -> OffPeak.of("20:00-20:00")).hasMessageContaining("begins when it ends");
    }

    private static Instant next(OffPeak hours, String now) {
        return hours.next(Instant.parse(now), ZoneOffset.UTC);
    }
}

package org.afterimage.work;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RetryDelayTest {
    @Test
    void theDelayDoublesUntilItsCap() {
        assertThat(RetryDelay.seconds(1, 5, 600)).isEqualTo(5);
        assertThat(RetryDelay.seconds(2, 5, 600)).isEqualTo(10);
        assertThat(RetryDelay.seconds(7, 5, 600)).isEqualTo(320);
        assertThat(RetryDelay.seconds(8, 5, 600)).isEqualTo(600);
    }

    @Test
    void aThousandAttemptsDoNotOverflow() {
        assertThat(RetryDelay.seconds(1000, 86_400, 86_400)).isEqualTo(86_400);
    }
}

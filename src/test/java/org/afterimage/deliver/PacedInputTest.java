package org.afterimage.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PacedInputTest {
    @Test
    void theBytesComeAsTheyAreAndNoFasterThanTheyMay() throws Exception {
        byte[] bytes = new byte[60_000];
        new Random(7).nextBytes(bytes);
        long start = System.nanoTime();
        try (PacedInput input = new PacedInput(new ByteArrayInputStream(bytes), 100_000)) {
            assertThat(input.read()).isEqualTo(bytes[0] & 0xFF);
            byte[] rest = input.readAllBytes();
            assertThat(rest).isEqualTo(Arrays.copyOfRange(bytes, 1, bytes.length));
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(590));
    }
}

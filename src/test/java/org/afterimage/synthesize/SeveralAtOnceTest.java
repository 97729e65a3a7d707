package org.afterimage.synthesize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeveralAtOnceTest {

    private static final long MIB = 1L << 20;

    @Test
    void whatIsMadeComesInTheOrderOfTheNumbers() {
        long heap = Runtime.getRuntime().maxMemory();
        for (long bytes : new long[] {0, 1, heap / 16 / 3, heap}) {
            assertThat(SeveralAtOnce.each(20, bytes, number -> number * number))
                    .isEqualTo(IntStream.range(0, 20)
                            .mapToObj(number -> number * number)
                            .toList());
        }
        assertThat(SeveralAtOnce.each(0, 1, number -> number)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1024, 16, 200, 4", "256, 64, 300, 1", "16384, 16, 20, 20", "1024, 16, 0, 1"})
    void noMoreAreWorkedOnThanMemoryHasRoomFor(long heap, long each, int count, int lanes) {
        assertThat(SeveralAtOnce.lanes(count, each * MIB, heap * MIB)).isEqualTo(lanes);
    }
}

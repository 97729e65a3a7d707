package org.afterimage.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TogetherTest {

    private static final int TASKS = 40;

    @Test
    void whatIsMadeComesInTheOrderOfTheTasks() throws IOException {
        assertThat(Together.make(tasks(new AtomicInteger(), TASKS), 1))
                .isEqualTo(IntStream.range(0, TASKS).boxed().toList());
    }

    @Test
    void whenOneFailsTheOthersHaveEndedAllTheSame() {
        AtomicInteger ended = new AtomicInteger();
        assertThatThrownBy(() -> Together.make(tasks(ended, 0), 1))
                .isInstanceOf(IOException.class)
                .hasMessage("no room for 0");
        assertThat(ended).hasValue(TASKS - 1);
    }

    private static List<Together.Task<Integer>> tasks(AtomicInteger ended, int failing) {
        return IntStream.range(0, TASKS)
                .mapToObj(number -> (Together.Task<Integer>) () -> {
                    if (number == failing) {
                        throw new IOException("no room for " + number);
                    }
                    ended.incrementAndGet();
                    return number;
                })
                .toList();
    }
}

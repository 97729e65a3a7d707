package org.afterimage.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PartTest {
    private static final List<Integer> FIVE = List.of(0, 1, 2, 3, 4);

    @Test
    void partsFollowOneAnotherAndSayWhereTheyAre() {
        Part<Integer> first = Part.of(FIVE, 0, 2);
        assertThat(first.shown()).containsExactly(0, 1);
        assertThat(List.of(first.before(), first.after(), first.first(), first.last()))
                .containsExactly(-1, 1, 1, 2);
        Part<Integer> last = Part.of(FIVE, 2, 2);
        assertThat(last.shown()).containsExactly(4);
        assertThat(List.of(last.before(), last.after(), last.first(), last.last()))
                .containsExactly(1, -1, 5, 5);
        assertThat(last.divided()).isTrue();
    }

    @Test
    void aPartThatIsNotThereIsTheNearest() {
        assertThat(Part.of(FIVE, 99, 2).shown()).containsExactly(4);
        assertThat(Part.of(FIVE, -1, 2).shown()).containsExactly(0, 1);
        assertThat(Part.of(FIVE, Integer.MAX_VALUE, 5).shown()).isEqualTo(FIVE);
        Part<Integer> none = Part.of(List.of(), 3, 2);
        assertThat(none.shown()).isEmpty();
        assertThat(none.first()).isZero();
        assertThat(none.divided()).isFalse();
        assertThat(Part.of(FIVE, 1, 2).map(String::valueOf).shown()).containsExactly("2", "3");
    }
}

package org.afterimage.console.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChangeBookTest {
    private final ChangeBook book = new ChangeBook();

    @Test
    void aPageIsToldWhatChangedSinceItWasReadAndNothingTwice() {
        book.note(List.of(Kind.ARRIVALS));
        String read = book.position();
        assertThat(book.since(read).kinds()).isEmpty();
        book.note(List.of(Kind.JOBS, Kind.HELD));
        book.note(List.of(Kind.JOBS));
        ChangeBook.Old old = book.since(read);
        assertThat(old.kinds()).containsExactlyInAnyOrder(Kind.JOBS, Kind.HELD);
        assertThat(book.since(old.position()).kinds()).isEmpty();
    }

    @Test
    void noChangeIsNoNewPosition() {
        String before = book.position();
        book.note(List.of());
        assertThat(book.position()).isEqualTo(before);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "-", "another-0", "-1", "99999999999999999999"})
    void ofAPositionOfAnotherRunEverythingIsOld(String position) {
        assertThat(book.since(position).kinds()).isEqualTo(EnumSet.allOf(Kind.class));
    }

    @Test
    void ofAPositionThatWasNeverGivenEverythingIsOld() {
        String run = book.position().replaceAll("\\d+$", "");
        assertThat(book.since(run + "7").kinds()).isEqualTo(EnumSet.allOf(Kind.class));
        assertThat(book.since(run + "x").kinds()).isEqualTo(EnumSet.allOf(Kind.class));
        assertThat(book.since(run + "9".repeat(100)).kinds()).isEqualTo(EnumSet.allOf(Kind.class));
    }
}

package org.afterimage.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a form says that was sent for several jobs. */
class BulkActionTest {
    @Test
    void eachJobIsTakenOnceInTheOrderOfTheListAndWhatIsNoNumberNotAtAll() {
        BulkAction asked = new BulkAction();
        assertThat(asked.jobs()).isEmpty();
        asked.ids = Arrays.asList(7L, 3L, null, 7L);
        assertThat(asked.jobs()).containsExactly(7L, 3L);
    }

    @Test
    void theWayBackKeepsTheFiltersOfTheList() {
        BulkAction asked = new BulkAction();
        assertThat(asked.list()).isEmpty();
        asked.list = "state=FAILED&route=bone-suppression&from=2026-11-22&reason=A%20B";
        assertThat(asked.list()).isEqualTo(asked.list);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=\nSet-Cookie: x", "//evil.example", "a=<script>", "\"onclick="})
    void aWayBackThatIsNoQueryIsForgotten(String list) {
        BulkAction asked = new BulkAction();
        asked.list = list;
        assertThat(asked.list()).isEmpty();
    }
}

package org.afterimage.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a page may lead on to. */
class OwnPathTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/held",
                "/jobs?state=FAILED",
                "/studies/1.2.3/compare?job=7",
                "/studies?patient=A%20B&from=2026-11-22",
                "/?x=1"
            })
    void aPathOfTheConsoleIsKept(String path) {
        assertThat(Paths.own(path)).isEqualTo(path);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "held",
                "//evil.example",
                "///evil.example",
                "/\\evil.example",
                "\\\\evil.example",
                "https://evil.example/held",
                "javascript:alert(1)",
                "/\t/evil.example",
                "/held\r\nSet-Cookie: a=b",
                "/held#x",
                "/@evil.example",
                "/held\"onclick=",
                "/h\u00e9ld",
                " /held"
            })
    void everythingElseLeadsToTheFirstPage(String path) {
        assertThat(Paths.own(path)).isEqualTo("/");
    }

    @Test
    void whatIsTooLongLeadsToTheFirstPage() {
        assertThat(Paths.own("/" + "a".repeat(3_000))).isEqualTo("/");
    }
}

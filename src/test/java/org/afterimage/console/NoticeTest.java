package org.afterimage.console;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.Cookie;
import org.junit.jupiter.api.Test;

class NoticeTest {
    @Test
    void whatIsSaidSurvivesItsCookieWithUmlautsAndQuotes() {
        Notice said = new Notice(false, "Müller's \"Ziel\"; ist aus\n");
        assertThat(Notice.of(new Cookie.Builder(Notice.COOKIE)
                        .value(said.cookie(true).getValue())
                        .build()))
                .isEqualTo(said);
    }

    @Test
    void aDamagedCookieSaysNothing() {
        assertThat(Notice.of(new Cookie.Builder(Notice.COOKIE).value("%%%").build()))
                .isNull();
        assertThat(Notice.of(new Cookie.Builder(Notice.COOKIE).value("").build()))
                .isNull();
        assertThat(Notice.of(null)).isNull();
    }

    @Test
    void aLongSentenceFitsACookie() {
        assertThat(new Notice(true, "ä".repeat(5_000)).cookie(true).getValue()).hasSizeLessThan(4_000);
    }
}

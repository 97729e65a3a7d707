package org.afterimage.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrossSiteGuardTest {
    private static final String HOST = "127.0.0.1:8180";

    @Test
    void aProgramWithoutABrowserIsLetThrough() {
        assertThat(CrossSiteGuard.isOwn(null, null, HOST)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"same-origin, true", "none, true", "same-site, false", "cross-site, false", "else, false"})
    void aBrowserSaysWhoseThePageIs(String site, boolean own) {
        assertThat(CrossSiteGuard.isOwn(site, "http://" + HOST, HOST)).isEqualTo(own);
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:8180, true",
        "https://127.0.0.1:8180, true",
        "http://127.0.0.1:8181, false",
        "http://localhost:8180, false",
        "https://evil.example, false",
        "https://127.0.0.1:8180.evil.example, false",
        "null, false",
        "'', false",
        "'http://[', false"
    })
    void anOlderBrowserSaysItsOrigin(String origin, boolean own) {
        assertThat(CrossSiteGuard.isOwn(null, origin, HOST)).isEqualTo(own);
    }

    @Test
    void anOriginWithoutAHostIsRefused() {
        assertThat(CrossSiteGuard.isOwn(null, "http://" + HOST, null)).isFalse();
    }
}

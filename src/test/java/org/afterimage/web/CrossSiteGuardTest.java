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

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:8180, true",
        "127.0.0.1, true",
        "LocalHost:8180, true",
        "'[::1]:8180', true",
        ", true",
        "'', false",
        "evil.example:8180, false",
        "127.0.0.1.evil.example:8180, false",
        "localhost.evil.example, false",
        "10.0.0.4:8180, false"
    })
    void onLoopbackTheRestInterfaceIsForLoopbackNames(String host, boolean meant) {
        assertThat(CrossSiteGuard.isForThisMachine(host)).isEqualTo(meant);
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, true",
        "127.0.1.1, true",
        "localhost, true",
        "::1, true",
        "'[::1]', true",
        "0.0.0.0, false",
        "10.0.0.4, false"
    })
    void anAddressThatOnlyThisMachineReachesIsLoopback(String bind, boolean loopback) {
        assertThat(CrossSiteGuard.isLoopback(bind)).isEqualTo(loopback);
    }
}

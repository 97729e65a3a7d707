package org.afterimage.console;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.NewCookie;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CookiesTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:8180, false",
        "127.1.2.3, false",
        "localhost:8180, false",
        "LOCALHOST, false",
        "'[::1]:8180', false",
        "pacs.example, true",
        "10.0.0.4:8180, true",
        "localhost.evil.example, true",
        "127.0.0.1.evil.example, true",
        ", true"
    })
    void onlyABrowserOnThisMachineGetsACookieForPlainConnections(String host, boolean secure) {
        NewCookie cookie = Cookies.of(Cookies.SESSION, "token", Cookies.WHILE_OPEN, Cookies.secure(host));
        assertThat(cookie.isSecure()).isEqualTo(secure);
        assertThat(cookie.isHttpOnly()).isTrue();
    }

    @Test
    void aLinkOfAnotherSiteFindsItsReaderSignedInAndAFormDoesNot() {
        assertThat(Cookies.of(Cookies.SESSION, "token", Cookies.WHILE_OPEN, true)
                        .getSameSite())
                .isEqualTo(NewCookie.SameSite.LAX);
        assertThat(new Notice(true, "done").cookie(true).getSameSite()).isEqualTo(NewCookie.SameSite.STRICT);
    }
}

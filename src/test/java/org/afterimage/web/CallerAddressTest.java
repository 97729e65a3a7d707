package org.afterimage.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.net.SocketAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From where a request comes, whoever says so. */
class CallerAddressTest {
    private final CallerAddress addresses = new CallerAddress(Optional.of(List.of("192.0.2.80")));

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.1.2.3", "::1", "192.0.2.80"})
    void aProxyOnThisMachineOrANamedOneIsBelieved(String proxy) {
        assertThat(of(proxy, "198.51.100.7")).isEqualTo("198.51.100.7");
        assertThat(of(proxy, "2001:db8::7")).isEqualTo("2001:db8::7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.7", "10.0.0.1", "128.0.0.1", "2001:db8::1"})
    void nobodyElseForgesItsAddress(String caller) {
        assertThat(of(caller, "127.0.0.1")).contains(caller.substring(0, 4)).isNotEqualTo("127.0.0.1");
    }

    @Test
    void ofSeveralAddressesTheProxysOwnWordCounts() {
        assertThat(of("127.0.0.1", "127.0.0.1, 198.51.100.7")).isEqualTo("198.51.100.7");
        assertThat(of("127.0.0.1", "10.0.0.1", "198.51.100.7")).isEqualTo("198.51.100.7");
    }

    @Test
    void withoutAProxyTheSocketCounts() {
        assertThat(of("127.0.0.1")).isEqualTo("127.0.0.1");
    }

    @Test
    void aPortThatAProxyAddsIsNoPartOfTheAddress() {
        assertThat(of("127.0.0.1", "198.51.100.7:5678")).isEqualTo("198.51.100.7");
        assertThat(of("127.0.0.1", "[2001:db8::7]:5678")).isEqualTo("2001:db8::7");
        assertThat(of("127.0.0.1", "[2001:db8::7]")).isEqualTo("2001:db8::7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<script>", "", "a b", "z:x", "localhost"})
    void whatIsNoAddressIsNotKept(String told) {
        assertThat(of("127.0.0.1", told)).isEqualTo(CallerAddress.UNKNOWN);
        assertThat(of("127.0.0.1", "1".repeat(65))).isEqualTo(CallerAddress.UNKNOWN);
    }

    @Test
    void aSocketWithoutAnAddressIsUnknown() {
        assertThat(addresses.of(null, List.of())).isEqualTo(CallerAddress.UNKNOWN);
        assertThat(addresses.of(SocketAddress.domainSocketAddress("/run/a.socket"), List.of("198.51.100.7")))
                .isEqualTo(CallerAddress.UNKNOWN);
    }

    private String of(String peer, String... forwarded) {
        return addresses.of(SocketAddress.inetSocketAddress(4711, peer), List.of(forwarded));
    }
}

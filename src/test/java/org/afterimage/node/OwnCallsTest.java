package org.afterimage.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;

/** This node lets itself in while it calls itself, and nobody else by that name. */
class OwnCallsTest {
    private final OwnCalls calls = new OwnCalls();
    private final InetAddress here = InetAddress.getLoopbackAddress();

    @Test
    void aCallIsItsOwnOnlyWhileItLasts() {
        assertThat(calls.isOwn(OwnCalls.AE_TITLE, here)).isFalse();
        try (OwnCalls.Call first = calls.begin();
                OwnCalls.Call second = calls.begin()) {
            assertThat(first).isNotSameAs(second);
            assertThat(calls.isOwn(OwnCalls.AE_TITLE, here)).isTrue();
        }
        assertThat(calls.isOwn(OwnCalls.AE_TITLE, here)).isFalse();
    }

    @Test
    void anotherMachineOrAnotherNameIsNotThisNode() throws Exception {
        try (OwnCalls.Call call = calls.begin()) {
            assertThat(call).isNotNull();
            assertThat(calls.isOwn("STRANGER", here)).isFalse();
            assertThat(calls.isOwn(OwnCalls.AE_TITLE, InetAddress.getByName("192.0.2.7")))
                    .isFalse();
        }
    }
}

package org.afterimage.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.WebApplicationException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

/** How much JSON is read. */
class JsonLimitTest {
    @Test
    void whatIsAsLongAsItMayBeIsReadToItsEnd() throws Exception {
        try (InputStream body = bounded(JsonLimit.MOST)) {
            assertThat(body.readAllBytes()).hasSize(JsonLimit.MOST);
        }
    }

    @Test
    void whatIsLongerIsRefusedAsTooLarge() {
        assertThatThrownBy(() -> bounded(JsonLimit.MOST + 1).readAllBytes())
                .isInstanceOfSatisfying(
                        WebApplicationException.class,
                        refused -> assertThat(refused.getResponse().getStatus()).isEqualTo(413))
                .hasMessageContaining("no request needs");
        assertThatThrownBy(() -> {
                    InputStream body = bounded(JsonLimit.MOST + 1);
                    while (body.read() >= 0) {
                        assertThat(body).isNotNull();
                    }
                })
                .isInstanceOf(WebApplicationException.class);
    }

    private static InputStream bounded(int length) {
        return new JsonLimit.Bounded(new ByteArrayInputStream(new byte[length]));
    }
}

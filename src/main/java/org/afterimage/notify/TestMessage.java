package org.afterimage.notify;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;

/** The JSON of a test, of the same shape as that of a message, without occasions. */
final class TestMessage {
    private static final ObjectMapper JSON = new ObjectMapper();

    private TestMessage() {}

    static String json(String node, Instant at, String title, String text) {
        return JSON.createObjectNode()
                .put("type", "afterimage.test")
                .put("node", node)
                .put("at", at.toString())
                .put("title", title)
                .put("text", title + "\n\n" + text)
                .toString();
    }
}

package org.afterimage.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.afterimage.node.Secret;
import org.afterimage.node.WebhookSettings;
import org.afterimage.testing.ProcessPeer;
import org.afterimage.testing.WebhookListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Webhooks to a real listener. */
class WebhookChannelTest {
    private static final Message MESSAGE =
            new Message("afterimage-7-1", Instant.parse("2026-11-22T10:00:00Z"), "title", "{\"title\":\"Größe\"}");

    @TempDir
    private Path folder;

    private final WebhookClient client = new WebhookClient();

    @AfterEach
    void endTheClient() {
        client.close();
    }

    @BeforeEach
    void secret() throws Exception {
        Files.writeString(folder.resolve("webhook-secret"), "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n");
    }

    /** The example of the specification. */
    @Test
    void theSignatureIsThatOfTheStandardsExample() {
        assertThat(WebhookSignature.of(
                        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                        "msg_p5jXN8AQM9LWM0D4loKWxJek",
                        1614265330,
                        "{\"test\": 2432232314}"))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void aMessageIsPostedWithItsSignature() throws Exception {
        try (WebhookListener listener = new WebhookListener()) {
            assertThat(channel(listener.url()).send(MESSAGE)).isEmpty();
            WebhookListener.Posted posted = listener.posted().get(0);
            assertThat(posted.body()).isEqualTo(MESSAGE.content());
            assertThat(posted.header("Content-type")).isEqualTo("application/json");
            assertThat(posted.header("Webhook-id")).isEqualTo("afterimage-7-1");
            long seconds = Long.parseLong(posted.header("Webhook-timestamp"));
            assertThat(Instant.ofEpochSecond(seconds)).isBetween(Instant.now().minusSeconds(60), Instant.now());
            assertThat(posted.header("Webhook-signature"))
                    .isEqualTo(WebhookSignature.of(
                            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "afterimage-7-1", seconds, posted.body()));
        }
    }

    @Test
    void allMessagesGoOverOneConnectionAndOneClient() throws Exception {
        try (WebhookListener listener = new WebhookListener()) {
            for (int i = 0; i < 5; i++) {
                channel(listener.url()).send(MESSAGE);
            }
            assertThat(listener.posted())
                    .hasSize(5)
                    .extracting(WebhookListener.Posted::port)
                    .containsOnly(listener.posted().get(0).port());
            assertThat(client.trusting(folder, List.of())).isSameAs(client.trusting(folder, List.of()));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "302, where the node does not follow",
        "401, does not accept the signature",
        "404, nothing takes messages at that address",
        "422, does not take the message",
        "503, in trouble or busy"
    })
    void anAnswerThatIsNoSuccessIsSaidInWordsWithoutThePathOfTheAddress(int status, String words) throws Exception {
        try (WebhookListener listener = new WebhookListener()) {
            listener.answer(status);
            WebhookChannel channel = channel(listener.url());
            assertThatThrownBy(() -> channel.send(MESSAGE))
                    .isInstanceOf(NotSentException.class)
                    .hasMessageContaining(words)
                    .hasMessageNotContaining("of-the-chat");
            assertThat(listener.posted()).hasSize(1);
        }
    }

    @Test
    void aServerThatIsNotThereIsSaidInWords() {
        WebhookChannel gone = channel("http://127.0.0.1:" + ProcessPeer.freePort() + "/hook");
        assertThatThrownBy(() -> gone.send(MESSAGE)).hasMessageContaining("was refused");
        WebhookChannel nowhere = channel("https://chat.invalid/hook");
        assertThatThrownBy(() -> nowhere.send(MESSAGE)).hasMessageContaining("not known to the name service");
    }

    private WebhookChannel channel(String url) {
        return new WebhookChannel(new WebhookSettings(url, new Secret("webhook-secret", null), null), folder, client);
    }
}

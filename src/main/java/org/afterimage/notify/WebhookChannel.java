package org.afterimage.notify;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.afterimage.node.WebhookSettings;

/** Posts messages as JSON, signed, and follows no redirection. */
final class WebhookChannel implements Channel {
    private static final Duration ANSWER = Duration.ofSeconds(15);

    private final WebhookSettings settings;
    private final Path folder;
    private final WebhookClient client;

    /**
     * To an address.
     *
     * @param folder from which files are named
     * @param client with which all messages go
     */
    WebhookChannel(WebhookSettings settings, Path folder, WebhookClient client) {
        this.settings = settings;
        this.folder = folder;
        this.client = client;
    }

    @Override
    public ChannelName name() {
        return ChannelName.WEBHOOK;
    }

    @Override
    public String send(Message message) throws NotSentException {
        CompletableFuture<HttpResponse<Void>> answering = client.trusting(folder, settings.trust())
                .sendAsync(request(message), HttpResponse.BodyHandlers.discarding());
        try {
            int status = answering.get(ANSWER.toSeconds(), TimeUnit.SECONDS).statusCode();
            if (status < 200 || status > 299) {
                throw new NotSentException(refusal(status));
            }
            return "";
        } catch (ExecutionException e) {
            throw new NotSentException(ConnectionFault.sentence(e.getCause(), settings.place()), e);
        } catch (TimeoutException e) {
            throw new NotSentException(ConnectionFault.sentence(e, settings.place()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotSentException("The node was stopped before " + settings.place() + " answered.", e);
        } finally {
            answering.cancel(true);
        }
    }

    private HttpRequest request(Message message) throws NotSentException {
        long seconds = Instant.now().getEpochSecond();
        try {
            String signature =
                    WebhookSignature.of(settings.secret().read(folder), message.id(), seconds, message.content());
            return HttpRequest.newBuilder(settings.address())
                    .timeout(ANSWER)
                    .header("Content-Type", "application/json")
                    .header("User-Agent", "Afterimage")
                    .header("webhook-id", message.id())
                    .header("webhook-timestamp", Long.toString(seconds))
                    .header("webhook-signature", signature)
                    .POST(HttpRequest.BodyPublishers.ofString(message.content(), StandardCharsets.UTF_8))
                    .build();
        } catch (IOException e) {
            throw new NotSentException(e.getMessage(), e);
        }
    }

    private String refusal(int status) {
        String place = settings.place();
        if (status >= 300 && status < 400) {
            return place + " answered " + status + ": it sends elsewhere, where the node does not follow;"
                    + " set the address that it means.";
        }
        if (status == 401 || status == 403) {
            return place + " answered " + status
                    + ": it does not accept the signature; is the secret the same on both sides?";
        }
        if (status == 404 || status == 405 || status == 410) {
            return place + " answered " + status + ": nothing takes messages at that address.";
        }
        return place + " answered " + status
                + (status >= 500 || status == 429 ? ": it is in trouble or busy." : ": it does not take the message.");
    }
}

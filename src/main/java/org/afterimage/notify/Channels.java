package org.afterimage.notify;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.afterimage.node.NodeConfiguration;
import org.afterimage.node.NotificationSettings;
import org.afterimage.node.Occasion;

/** The ways to people, as the configuration names them at the moment. */
@Singleton
public class Channels {
    private final NodeConfiguration configuration;
    private final WebhookClient webhooks = new WebhookClient();

    /** For the container. */
    public Channels(NodeConfiguration configuration) {
        this.configuration = configuration;
    }

    @PreDestroy
    void close() {
        webhooks.close();
    }

    /** Those that are configured. */
    static Set<ChannelName> configured(NotificationSettings settings) {
        Set<ChannelName> names = EnumSet.noneOf(ChannelName.class);
        settings.hook().ifPresent(any -> names.add(ChannelName.WEBHOOK));
        settings.mail().ifPresent(any -> names.add(ChannelName.EMAIL));
        return names;
    }

    /** One of them, where it is configured. */
    Optional<Channel> named(ChannelName name) {
        NotificationSettings settings = configuration.node().notifications();
        Path folder = configuration.folder();
        return switch (name) {
            case WEBHOOK -> settings.hook().map(hook -> new WebhookChannel(hook, folder, webhooks));
            case EMAIL -> settings.mail().map(mail -> new MailChannel(mail, folder));
        };
    }

    /**
     * Sends a message by it that says it is a test.
     *
     * @param person who tries it
     * @return a sentence on those whom it did not reach, though it reached others; else empty
     * @throws NotSentException if it reached nobody, or the way is not configured
     */
    public String test(ChannelName name, String person) throws NotSentException {
        Channel channel = named(name)
                .orElseThrow(() -> new NotSentException("notifications of node.yaml names no "
                        + (name == ChannelName.WEBHOOK ? "webhook" : "email") + "."));
        String node = configuration.node().name();
        Instant now = Instant.now();
        String title = "[Afterimage " + node + "] test of notifications";
        String text = "This is a test, asked for by " + person + ". Nothing is wrong.";
        String content = name == ChannelName.WEBHOOK ? TestMessage.json(node, now, title, text) : text + "\n";
        return channel.send(new Message("afterimage-test-" + now.toEpochMilli(), now, title, content));
    }

    /**
     * Tells at once, past the database, that the node can't reach it.
     *
     * @throws NotSentException if nobody took it
     */
    void tellDatabaseAway(Happened away) throws NotSentException {
        NotificationSettings settings = configuration.node().notifications();
        Optional<Channel> webhook = named(ChannelName.WEBHOOK);
        if (webhook.isEmpty() || !settings.on().contains(Occasion.DATABASE_AWAY)) {
            return;
        }
        MessageText writer = new MessageText(configuration.node().name(), settings.console(), false);
        List<Happened> all = List.of(away);
        Message message = new Message(
                "afterimage-database-" + away.at().toEpochMilli(),
                away.at(),
                writer.title(all),
                writer.json(all, Instant.now()));
        webhook.get().send(message);
    }
}

package org.afterimage.console;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import org.afterimage.console.people.AuditLog;
import org.afterimage.notify.ChannelName;
import org.afterimage.notify.Channels;
import org.afterimage.notify.NotSentException;
import org.afterimage.notify.Outbox;

/** What a person does about notifications, at the console or over REST: each with its entry in the audit log. */
@ApplicationScoped
public class NotificationActions {
    private final Channels channels;
    private final Outbox outbox;
    private final AuditLog log;

    /** For the container. */
    public NotificationActions(Channels channels, Outbox outbox, AuditLog log) {
        this.channels = channels;
        this.outbox = outbox;
        this.log = log;
    }

    /**
     * Sends a test.
     *
     * @return a sentence on those whom it did not reach, though it reached others; else empty
     * @throws NotSentException if it reached nobody, or the way is not configured
     */
    public String test(AuditLog.Who who, ChannelName channel) throws NotSentException {
        String remark;
        try {
            remark = channels.test(channel, who.person());
        } catch (NotSentException e) {
            tested(who, channel, "not sent: " + e.getMessage());
            throw e;
        }
        tested(who, channel, remark.isEmpty() ? "sent" : "sent, but " + remark);
        return remark;
    }

    /** Tries a message again that was given up; false when there is none of that number. */
    public boolean again(AuditLog.Who who, long id) throws SQLException {
        if (!outbox.again(id, Instant.now())) {
            return false;
        }
        log.add(
                who,
                new AuditLog.What(
                        "notification.again",
                        "notification " + id,
                        Outbox.State.GIVEN_UP.name(),
                        Outbox.State.WAITING.name()));
        return true;
    }

    private void tested(AuditLog.Who who, ChannelName channel, String result) {
        log.add(who, new AuditLog.What("notification.test", channel.name(), "", result));
    }
}

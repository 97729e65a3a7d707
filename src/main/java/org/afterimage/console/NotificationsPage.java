package org.afterimage.console;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.afterimage.console.people.Right;
import org.afterimage.node.EmailSettings;
import org.afterimage.node.NodeConfiguration;
import org.afterimage.node.NotificationSettings;
import org.afterimage.node.Occasion;
import org.afterimage.node.WebhookSettings;
import org.afterimage.notify.ChannelName;
import org.afterimage.notify.NotSentException;
import org.afterimage.notify.Outbox;

/** Whom the node tells of what, whether that works, and what it has told. */
@Path("/notifications")
@Needs
public class NotificationsPage {
    private static final String PATH = "/notifications";
    private static final int PAGE = 50;

    private final Pages pages;
    private final NodeConfiguration configuration;
    private final NotificationActions actions;
    private final Outbox outbox;
    private final Visitor visitor;

    /** For the container. */
    public NotificationsPage(
            Pages pages, NodeConfiguration configuration, NotificationActions actions, Outbox outbox, Visitor visitor) {
        this.pages = pages;
        this.configuration = configuration;
        this.actions = actions;
        this.outbox = outbox;
        this.visitor = visitor;
    }

    /**
     * What is set up.
     *
     * @param webhook scheme and host of it; null for none
     * @param email addresses and server; null for none
     * @param occasions of what people are told
     * @param groupSeconds how long occasions are gathered
     * @param againMinutes between two messages of one kind
     * @param patientData whether patients are named
     */
    public record View(
            String webhook,
            String email,
            List<String> occasions,
            int groupSeconds,
            int againMinutes,
            boolean patientData) {
        /** Of the settings in force. */
        public static View of(NotificationSettings settings) {
            return new View(
                    settings.hook().map(WebhookSettings::toString).orElse(null),
                    settings.mail().map(EmailSettings::toString).orElse(null),
                    settings.on().stream().map(Occasion::word).toList(),
                    settings.groupSeconds(),
                    settings.againMinutes(),
                    settings.patientData());
        }
    }

    @CheckedTemplate(basePath = "console")
    static class Templates {
        private Templates() {}

        static native TemplateInstance notifications(
                Frame frame, View view, List<Outbox.Row> messages, boolean further, long next);
    }

    /** All of it, with a page of the messages, newest first. */
    @GET
    public Response page(@QueryParam("before") @DefaultValue("0") long before) throws SQLException {
        long place = Math.max(0, before);
        List<Outbox.Row> found = outbox.list(place, PAGE + 1);
        List<Outbox.Row> shown = found.subList(0, Math.min(PAGE, found.size()));
        long next = found.size() > PAGE ? shown.get(PAGE - 1).id() : 0;
        View view = View.of(configuration.node().notifications());
        return pages.show("configuration", frame -> Templates.notifications(frame, view, shown, place > 0, next));
    }

    /** Sends a test, and says what came of it. */
    @POST
    @Path("test")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Needs(Right.OPERATE)
    public Response test(@FormParam("channel") String channel) {
        NotifyMessages words = NotifyWords.in(visitor.locale());
        Optional<ChannelName> name = Arrays.stream(ChannelName.values())
                .filter(one -> one.name().equals(channel))
                .findFirst();
        if (name.isEmpty()) {
            return pages.back(PATH, new Notice(false, words.testFailed(words.notSetUp())));
        }
        String remark;
        try {
            remark = actions.test(visitor.who(), name.get());
        } catch (NotSentException e) {
            return pages.back(PATH, new Notice(false, words.testFailed(e.getMessage())));
        }
        View view = View.of(configuration.node().notifications());
        String place = name.get() == ChannelName.WEBHOOK ? view.webhook() : view.email();
        return pages.back(
                PATH,
                remark.isEmpty()
                        ? new Notice(true, words.testSent(String.valueOf(place)))
                        : new Notice(false, words.testSentPartly(remark)));
    }

    /** Tries a message again that was given up. */
    @POST
    @Path("{id:\\d{1,18}}/again")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Needs(Right.OPERATE)
    public Response again(@PathParam("id") long id) throws SQLException {
        NotifyMessages words = NotifyWords.in(visitor.locale());
        if (!actions.again(visitor.who(), id)) {
            return pages.back(PATH, new Notice(false, words.againNot(id)));
        }
        return pages.back(PATH, new Notice(true, words.againDone(id)));
    }
}

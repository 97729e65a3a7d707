package org.afterimage.console.api;

import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.afterimage.console.NotificationActions;
import org.afterimage.console.NotificationsPage;
import org.afterimage.console.people.NeedsRight;
import org.afterimage.console.people.Right;
import org.afterimage.node.NodeConfiguration;
import org.afterimage.notify.ChannelName;
import org.afterimage.notify.NotSentException;
import org.afterimage.notify.Outbox;
import org.afterimage.web.Caller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Whom the node tells of what, whether that works, and what it has told. */
@Path("/api/notifications")
@Tag(name = "Notifications")
public class NotificationsResource {
    private final NodeConfiguration configuration;
    private final Outbox outbox;
    private final NotificationActions actions;
    private final Caller caller;

    /** For the container. */
    public NotificationsResource(
            NodeConfiguration configuration, Outbox outbox, NotificationActions actions, Caller caller) {
        this.configuration = configuration;
        this.outbox = outbox;
        this.actions = actions;
        this.caller = caller;
    }

    /**
     * What came of a test.
     *
     * @param sent whether the other side took it
     * @param sentence why not, or whom it did not reach; empty when all is well
     */
    public record Tested(boolean sent, String sentence) {}

    /** What is set up; it is changed as notifications of node.yaml, by /api/configuration/edits. */
    @GET
    @Operation(
            summary = "What is set up",
            description = "It is changed as fields of node.yaml, such as notifications.groupSeconds, by POST"
                    + " /api/configuration/edits.")
    @NeedsRight(Right.VIEW)
    public NotificationsPage.View get() {
        return NotificationsPage.View.of(configuration.node().notifications());
    }

    /** The messages, newest first; the next page begins before the last one's number. */
    @GET
    @Operation(
            summary = "The messages, newest first",
            description = "The next page begins before the last one's number.")
    @NeedsRight(Right.VIEW)
    @Path("messages")
    public List<Outbox.Row> messages(
            @QueryParam("before") @DefaultValue("0") long before, @QueryParam("size") @DefaultValue("50") int size)
            throws SQLException {
        return outbox.list(Places.from(before), Places.size(size));
    }

    /** Sends a test by WEBHOOK or EMAIL, and says what came of it; 409 when that is not set up. */
    @POST
    @Operation(
            summary = "Sends a test by WEBHOOK or EMAIL, and says what came of it",
            description = "409 when that way is not set up.")
    @NeedsRight(value = Right.OPERATE, logsItself = true)
    @Path("test")
    public Tested test(@QueryParam("channel") String channel) {
        ChannelName name = Arrays.stream(ChannelName.values())
                .filter(one -> one.name().equalsIgnoreCase(channel))
                .findFirst()
                .orElseThrow(() -> new BadRequestException(
                        "channel is '" + channel + "' and must be one of " + List.of(ChannelName.values()) + "."));
        NotificationsPage.View view = get();
        if ((name == ChannelName.WEBHOOK ? view.webhook() : view.email()) == null) {
            throw new ClientErrorException(
                    "notifications of node.yaml names no " + name.name().toLowerCase(java.util.Locale.ROOT) + ".",
                    Response.Status.CONFLICT);
        }
        try {
            return new Tested(true, actions.test(caller.who(), name));
        } catch (NotSentException e) {
            return new Tested(false, e.getMessage());
        }
    }

    /** Tries a message again that was given up; 409 when there is none of that number. */
    @POST
    @Operation(
            summary = "Tries a message again that was given up",
            description = "409 when none of that number was given up.")
    @NeedsRight(value = Right.OPERATE, logsItself = true)
    @Path("messages/{id}/again")
    public void again(@PathParam("id") long id) throws SQLException {
        if (!actions.again(caller.who(), id)) {
            throw new ClientErrorException(
                    "No notification " + id + " was given up; there is nothing to try again.",
                    Response.Status.CONFLICT);
        }
    }
}

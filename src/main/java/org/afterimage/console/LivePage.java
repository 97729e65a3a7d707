package org.afterimage.console;

import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.concurrent.CompletionStage;
import org.afterimage.console.live.Line;
import org.afterimage.console.live.LiveStreams;

/**
 * The stream of Server-Sent Events that tells an open page which of its parts are old. Events: {@code hello} at first, {@code changed} with the
 * kinds of what changed (see {@link org.afterimage.console.live.Kind}), {@code beat} while nothing does, and at the end {@code again} (open another
 * at once), {@code over} (the session is, or its right) or {@code lost} (the database is away). The id of each is what {@code since} takes.
 */
@Path("/live")
public class LivePage {
    private static final int RETRY_SECONDS = 30;

    private final LiveStreams streams;
    private final Visitor visitor;

    /** For the container. */
    public LivePage(LiveStreams streams, Visitor visitor) {
        this.streams = streams;
        this.visitor = visitor;
    }

    /**
     * Opens one; 429 where the person, or the node, has enough of them.
     *
     * @param since what the page was given when it was read, or the id of the last event that it got
     */
    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Blocking
    @Needs(renewsItself = true)
    public void open(
            @QueryParam("since") @DefaultValue("") String since,
            @Context SseEventSink sink,
            @Context Sse sse,
            @Context HttpServerRequest request) {
        request.response()
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader("X-Accel-Buffering", "no"); // a proxy passes each event on as it comes
        if (!streams.open(visitor.session().orElseThrow(), since, new SseLine(sink, sse, request))) {
            throw new WebApplicationException(Response.status(Response.Status.TOO_MANY_REQUESTS)
                    .header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
                    .build());
        }
    }

    /** The way through this server. */
    private record SseLine(SseEventSink sink, Sse sse, HttpServerRequest request) implements Line {
        @Override
        public CompletionStage<?> send(String name, String position, String data) {
            return sink.send(sse.newEventBuilder()
                    .name(name)
                    .id(position)
                    .data(String.class, data)
                    .build());
        }

        @Override
        public boolean isClosed() {
            return sink.isClosed();
        }

        @Override
        public void end() {
            sink.close();
        }

        @Override
        public void cut() {
            if (request.version() == HttpVersion.HTTP_2) {
                request.response().reset(); // other requests share its connection
            } else {
                request.connection().close();
            }
        }
    }
}

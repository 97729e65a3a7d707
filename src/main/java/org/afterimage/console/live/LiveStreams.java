package org.afterimage.console.live;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.afterimage.console.people.Session;
import org.afterimage.console.people.Sessions;
import org.jboss.logging.Logger;

/**
 * The open pages of this node. One thread serves all of them: once a second it reads what changed, if anybody looks, and passes it on; it waits for
 * no reader.
 */
@ApplicationScoped
public class LiveStreams {
    /** Pages of a node that can be open at once; further ones ask for what they show every half minute. */
    static final int MOST = 200;

    /** Pages of a person that can be open, and in sight, at once. Browsers open six connections to a host, and need some for the pages. */
    static final int MOST_OF_A_PERSON = 4;

    private static final Logger LOG = Logger.getLogger(LiveStreams.class);
    private static final Duration TURN = Duration.ofSeconds(1);
    private static final Duration SESSIONS_CHECKED = Duration.ofSeconds(5);

    /** Of those who still may look. */
    @FunctionalInterface
    interface Looking {
        /** Which of these sessions, by their digests, may still look at pages. */
        Set<String> still(Collection<String> digests) throws SQLException;
    }

    /** What changed. */
    @FunctionalInterface
    interface Changes {
        /** Since the last time. */
        Collection<Kind> read() throws SQLException;
    }

    private final ChangeBook book;
    private final Changes changes;
    private final Looking looking;
    private final Set<LiveStream> streams = new LinkedHashSet<>();
    private final ScheduledExecutorService turns = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "live");
        thread.setDaemon(true);
        return thread;
    });
    private boolean closing;
    private boolean inTrouble;
    private long checked = System.nanoTime();

    /** For the container. */
    @Inject
    public LiveStreams(ChangeBook book, ChangeReader reader, Sessions sessions) {
        this(book, reader::read, sessions::stillLooking);
    }

    LiveStreams(ChangeBook book, Changes changes, Looking looking) {
        this.book = book;
        this.changes = changes;
        this.looking = looking;
    }

    void start(@Observes StartupEvent event) {
        turns.scheduleWithFixedDelay(this::turn, TURN.toMillis(), TURN.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Before the server waits for what is open. */
    void stop(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) ShutdownEvent event) {
        turns.shutdown();
        List<LiveStream> last;
        synchronized (streams) {
            closing = true;
            last = List.copyOf(streams);
            streams.clear();
        }
        last.forEach(stream -> stream.end("again"));
    }

    /**
     * Opens a stream to a page.
     *
     * @param session of who looks
     * @param position as of which the page is
     * @param line the way to it
     * @return false when there are enough of them
     */
    public boolean open(Session session, String position, Line line) {
        LiveStream stream = new LiveStream(session.account().id(), session.digest(), position, line, System.nanoTime());
        synchronized (streams) {
            streams.removeIf(LiveStream::isGone);
            long own = streams.stream()
                    .filter(other -> other.account() == stream.account())
                    .count();
            if (closing || streams.size() >= MOST || own >= MOST_OF_A_PERSON) {
                return false;
            }
            streams.add(stream);
        }
        stream.greet(System.nanoTime());
        return true;
    }

    /** How many are open. */
    int open() {
        synchronized (streams) {
            streams.removeIf(LiveStream::isGone);
            return streams.size();
        }
    }

    private void turn() {
        turn(System.nanoTime());
    }

    void turn(long now) {
        List<LiveStream> all;
        synchronized (streams) {
            streams.removeIf(LiveStream::isGone);
            all = List.copyOf(streams);
        }
        if (all.isEmpty()) {
            return; // nobody looks; the next who does is told what changed until then
        }
        try {
            if (now - checked >= SESSIONS_CHECKED.toNanos()) {
                checked = now;
                endThoseWhoMayNot(all);
            }
            book.note(changes.read());
            all.forEach(stream -> stream.turn(book, now));
            inTrouble = false;
        } catch (SQLException | RuntimeException | Error e) {
            // Nobody knows what changed, or who may know it: the pages say that they are not live, and ask again.
            all.forEach(stream -> stream.end("lost"));
            if (!inTrouble) {
                LOG.warnf("open pages can't be kept current now: %s", e.getMessage());
                LOG.debug("open pages can't be kept current", e);
            }
            inTrouble = true;
        }
    }

    private void endThoseWhoMayNot(List<LiveStream> all) throws SQLException {
        Set<String> still = looking.still(all.stream().map(LiveStream::session).collect(Collectors.toSet()));
        all.stream().filter(stream -> !still.contains(stream.session())).forEach(stream -> stream.end("over"));
    }
}

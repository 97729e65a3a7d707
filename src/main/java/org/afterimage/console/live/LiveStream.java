package org.afterimage.console.live;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * One open page. At most one event is on its way to it at a time; what changes meanwhile is told with the next, so that a slow reader takes no
 * memory. Times are of {@link System#nanoTime}.
 */
final class LiveStream {
    /** A page is told at least so often that the stream is there, and proxies see that it is in use. */
    static final Duration BEAT = Duration.ofSeconds(15);

    /** Who does not take an event for so long is let go. */
    static final Duration SLOW = Duration.ofSeconds(20);

    /** After so long a stream ends, and the page opens another: a reader of whom nobody knows that it is gone does not stay. */
    static final Duration LONGEST = Duration.ofMinutes(10);

    private final long account;
    private final String session;
    private final Line line;
    private final long opened;
    private String position;
    private long sent;
    private boolean onItsWay;
    private boolean gone;

    /**
     * Begins one.
     *
     * @param account whose it is
     * @param session the digest of its token
     * @param position as of which the page is
     */
    LiveStream(long account, String session, String position, Line line, long now) {
        this.account = account;
        this.session = session;
        this.position = position;
        this.line = line;
        this.opened = now;
        this.sent = now;
    }

    long account() {
        return account;
    }

    String session() {
        return session;
    }

    /** Tells the page what is old, if anything is and the last event has arrived; lets it go when it should be. */
    synchronized void turn(ChangeBook book, long now) {
        if (gone) {
            return;
        }
        if (onItsWay) {
            if (now - sent > SLOW.toNanos()) {
                gone = true;
                line.cut();
            }
            return;
        }
        if (now - opened > LONGEST.toNanos()) {
            end("again");
            return;
        }
        ChangeBook.Old old = book.since(position);
        if (!old.kinds().isEmpty()) {
            position = old.position();
            send("changed", Kind.names(old.kinds()), now);
        } else if (now - sent > BEAT.toNanos()) {
            send("beat", "", now);
        }
    }

    /** Tells the page that it is connected. */
    synchronized void greet(long now) {
        send("hello", "", now);
    }

    /** Tells the page why the stream ends, and ends it. */
    synchronized void end(String why) {
        if (gone) {
            return;
        }
        gone = true;
        try {
            line.send(why, position, "").whenComplete((done, failure) -> line.end());
        } catch (RuntimeException e) {
            line.cut(); // it is closed already
        }
    }

    /** Whether it was ended, or the page closed it. */
    synchronized boolean isGone() {
        return gone || line.isClosed();
    }

    private void send(String name, String data, long now) {
        sent = now;
        onItsWay = true;
        try {
            CompletionStage<?> arrival = line.send(name, position, data);
            arrival.whenComplete((done, failure) -> arrived(failure));
        } catch (RuntimeException e) {
            arrived(e);
        }
    }

    private synchronized void arrived(Throwable failure) {
        onItsWay = false;
        if (failure != null && !gone) {
            gone = true;
            line.cut();
        }
    }
}

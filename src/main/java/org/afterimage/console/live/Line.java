package org.afterimage.console.live;

import java.util.concurrent.CompletionStage;

/** The way to a viewer's page. */
public interface Line {
    /**
     * Sends an event; never waits.
     *
     * @param name what it is
     * @param position the id of the event, with which a page that lost its stream asks again
     * @param data what it says, without line ends
     * @return completes when the network has taken it, with a failure when it can't
     */
    CompletionStage<?> send(String name, String position, String data);

    /** Whether it is no more. */
    boolean isClosed();

    /** Ends it in order: the page gets what was sent. */
    void end();

    /** Ends it at once, whatever is under way. */
    void cut();
}

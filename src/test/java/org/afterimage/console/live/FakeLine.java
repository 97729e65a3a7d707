package org.afterimage.console.live;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A way to a page that takes events as fast as a test wants, and says what went over it. */
final class FakeLine implements Line {
    private final List<String> events = new ArrayList<>();
    private CompletableFuture<Void> arrival = CompletableFuture.completedFuture(null);
    private boolean closed;
    private boolean cut;

    List<String> takeEvents() {
        List<String> taken = List.copyOf(events);
        events.clear();
        return taken;
    }

    boolean wasCut() {
        return cut;
    }

    void close() {
        closed = true;
    }

    /** From now on events get stuck. */
    void stall() {
        arrival = new CompletableFuture<>();
    }

    /** What is stuck arrives. */
    void flow() {
        arrival.complete(null);
    }

    @Override
    public CompletionStage<?> send(String name, String position, String data) {
        events.add(data.isEmpty() ? name : name + ": " + data);
        return arrival;
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public void end() {
        closed = true;
    }

    @Override
    public void cut() {
        cut = true;
        closed = true;
    }
}

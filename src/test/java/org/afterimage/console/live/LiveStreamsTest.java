package org.afterimage.console.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.afterimage.console.people.Account;
import org.afterimage.console.people.Role;
import org.afterimage.console.people.Session;
import org.junit.jupiter.api.Test;

class LiveStreamsTest {
    private final ChangeBook book = new ChangeBook();
    private final Set<Kind> changes = EnumSet.noneOf(Kind.class);
    private final Set<String> ended = new TreeSet<>();
    private int reads;
    private boolean away;
    private long now = System.nanoTime();
    private final LiveStreams streams = new LiveStreams(book, this::read, digests -> {
        Set<String> still = new TreeSet<>(digests);
        still.removeAll(ended);
        return still;
    });

    private Set<Kind> read() throws SQLException {
        reads++;
        if (away) {
            throw new SQLException("the database is away");
        }
        Set<Kind> read = EnumSet.copyOf(changes);
        changes.clear();
        return read;
    }

    @Test
    void aPageIsToldAtMostOnceATurnWhatOfItIsOld() {
        FakeLine line = opened(1, "a");
        assertThat(line.takeEvents()).containsExactly("hello");
        turn();
        assertThat(line.takeEvents()).isEmpty();
        changes.addAll(List.of(Kind.JOBS, Kind.DELIVERIES));
        turn();
        assertThat(line.takeEvents()).containsExactly("changed: jobs deliveries");
        turn();
        assertThat(line.takeEvents()).isEmpty();
    }

    @Test
    void whereNobodyLooksNothingIsAskedAndWhoComesNextIsToldAll() {
        turn();
        assertThat(reads).isZero();
        String position = book.position();
        changes.add(Kind.HELD);
        FakeLine line = new FakeLine();
        assertThat(streams.open(session(1, "a"), position, line)).isTrue();
        turn();
        assertThat(line.takeEvents()).containsExactly("hello", "changed: held");
    }

    @Test
    void aPageThatLostItsStreamCatchesUp() {
        FakeLine line = opened(1, "a");
        String position = book.position();
        line.close();
        FakeLine other = opened(2, "b");
        changes.add(Kind.JOBS);
        turn();
        assertThat(other.takeEvents()).contains("changed: jobs");
        FakeLine again = new FakeLine();
        streams.open(session(1, "a"), position, again);
        turn();
        assertThat(again.takeEvents()).containsExactly("hello", "changed: jobs");
    }

    @Test
    void aSlowReaderTakesNoMemoryIsToldAllAtOnceAndIsLetGoInTheEnd() {
        FakeLine line = opened(1, "a");
        line.stall();
        changes.add(Kind.JOBS);
        turn();
        changes.add(Kind.HELD);
        turn();
        changes.add(Kind.ARRIVALS);
        turn();
        assertThat(line.takeEvents()).containsExactly("hello", "changed: jobs");
        line.flow();
        turn();
        assertThat(line.takeEvents()).containsExactly("changed: arrivals held");

        line.stall();
        changes.add(Kind.JOBS);
        turn();
        pass(LiveStream.SLOW);
        turn();
        assertThat(line.wasCut()).isTrue();
        assertThat(streams.open()).isZero();
    }

    @Test
    void aQuietStreamBeatsAndALongOneIsOpenedAgain() {
        FakeLine line = opened(1, "a");
        line.takeEvents();
        pass(LiveStream.BEAT);
        turn();
        assertThat(line.takeEvents()).containsExactly("beat");
        pass(LiveStream.LONGEST);
        turn();
        assertThat(line.takeEvents()).containsExactly("again");
        assertThat(line.isClosed()).isTrue();
        assertThat(line.wasCut()).isFalse();
    }

    @Test
    void theStreamEndsWithTheSession() {
        FakeLine first = opened(1, "a");
        FakeLine second = opened(2, "b");
        ended.add("a");
        changes.add(Kind.JOBS);
        pass(Duration.ofSeconds(6));
        turn();
        assertThat(first.takeEvents()).containsExactly("hello", "over");
        assertThat(first.isClosed()).isTrue();
        assertThat(second.takeEvents()).containsExactly("hello", "changed: jobs");
    }

    @Test
    void withoutTheDatabaseNoPageIsTakenForLive() {
        FakeLine line = opened(1, "a");
        away = true;
        turn();
        assertThat(line.takeEvents()).containsExactly("hello", "lost");
        assertThat(line.isClosed()).isTrue();
        away = false;
        FakeLine again = opened(1, "a");
        changes.add(Kind.JOBS);
        turn();
        assertThat(again.takeEvents()).containsExactly("hello", "changed: jobs");
    }

    @Test
    void nobodyHasMoreStreamsThanOthersCanHaveToo() {
        List<FakeLine> own = new ArrayList<>();
        for (int i = 0; i < LiveStreams.MOST_OF_A_PERSON; i++) {
            own.add(opened(1, "a"));
        }
        assertThat(streams.open(session(1, "another"), "", new FakeLine())).isFalse();
        own.get(0).close();
        assertThat(streams.open(session(1, "another"), "", new FakeLine())).isTrue();
        for (int i = streams.open(); i < LiveStreams.MOST; i++) {
            opened(100 + i, "of " + i);
        }
        assertThat(streams.open(session(2, "b"), "", new FakeLine())).isFalse();
        assertThat(streams.open()).isEqualTo(LiveStreams.MOST);
    }

    @Test
    void aNodeThatStopsEndsAllAndTakesNoMore() {
        FakeLine line = opened(1, "a");
        streams.stop(null);
        assertThat(line.takeEvents()).containsExactly("hello", "again");
        assertThat(line.isClosed()).isTrue();
        assertThat(streams.open(session(1, "a"), "", new FakeLine())).isFalse();
    }

    private FakeLine opened(long account, String digest) {
        FakeLine line = new FakeLine();
        assertThat(streams.open(session(account, digest), book.position(), line))
                .isTrue();
        return line;
    }

    private void turn() {
        now += Duration.ofMillis(10).toNanos();
        streams.turn(now);
    }

    private void pass(Duration time) {
        now += time.toNanos() + Duration.ofSeconds(1).toNanos();
    }

    private static Session session(long account, String digest) {
        Account of = new Account(account, "person " + account, Role.VIEWER, false, false, Instant.EPOCH, null, null);
        return new Session(of, "token", digest);
    }
}

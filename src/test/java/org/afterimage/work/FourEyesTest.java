package org.afterimage.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.afterimage.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the database itself keeps of a release by two people, whoever writes to it and whenever. */
class FourEyesTest {
    private static final String WORD = "insert into review (job_id, decision, person, reason, decided_at, is_first)"
            + " values (1, '%s', '%s', 'why', now(), %s)";

    @TempDir
    private static Path folder;

    private static TestDatabase database;

    @BeforeAll
    static void start() throws Exception {
        database = new TestDatabase(folder.resolve("postgresql"));
        database.execute("""
                insert into study (study_instance_uid, state, first_received_at, last_received_at, due_at, opened_at)
                    values ('1.2', 'ROUTED', now(), now(), now(), now());
                insert into series (study_id, series_instance_uid) values (1, '1.2.1');
                insert into job (series_id, route, model, destination, input_digest, state, created_at, updated_at)
                    values (1, 'r', 'm', 'PACS', 'd', 'HELD', now(), now())
                """);
    }

    @AfterAll
    static void stop() throws Exception {
        database.close();
    }

    @BeforeEach
    void empty() throws SQLException {
        database.execute("delete from review");
    }

    @Test
    void thePersonOfTheFirstWordCantGiveTheSecond() throws SQLException {
        database.execute(WORD.formatted("RELEASED", "Dr. A", "true"));
        assertThatThrownBy(() -> database.execute(WORD.formatted("RELEASED", "dr. a", "null")))
                .hasMessageContaining("review_person");
        database.execute(WORD.formatted("RELEASED", "Dr. B", "null"));
        assertThatThrownBy(() -> database.execute(WORD.formatted("RELEASED", "Dr. C", "null")))
                .hasMessageContaining("review_deciding");
    }

    @Test
    void whoReleasedFirstMayThinkBetterOfItAndReject() throws SQLException {
        database.execute(WORD.formatted("RELEASED", "Dr. A", "true"));
        database.execute(WORD.formatted("REJECTED", "Dr. A", "null"));
        assertThat(database.ask("select count(*) from review")).isEqualTo("2");
    }

    @Test
    void ofTwoWordsOfOnePersonAtTheSameMomentOneIsTaken() throws Exception {
        ExecutorService both = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 20; round++) {
                empty();
                CyclicBarrier together = new CyclicBarrier(2);
                Future<Boolean> first = both.submit(() -> taken(together, "true"));
                Future<Boolean> second = both.submit(() -> taken(together, "null"));
                assertThat(List.of(first.get(), second.get())).containsExactlyInAnyOrder(true, false);
            }
        } finally {
            both.shutdownNow();
        }
    }

    private static boolean taken(CyclicBarrier together, String first) throws Exception {
        together.await();
        try {
            database.execute(WORD.formatted("RELEASED", "Dr. A", first));
            return true;
        } catch (SQLException e) {
            return false;
        }
    }
}

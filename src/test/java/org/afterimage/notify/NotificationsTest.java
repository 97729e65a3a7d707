package org.afterimage.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.afterimage.node.NodeConfiguration;
import org.afterimage.node.NotificationSettings;
import org.afterimage.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From what happens to messages, in a real database. */
class NotificationsTest {
    private static final Set<ChannelName> BOTH = EnumSet.allOf(ChannelName.class);
    private static final String NODE = "NODE1";

    @TempDir
    private static Path folder;

    private static TestDatabase database;
    private static OccasionStore occasions;
    private static Outbox outbox;
    private static MessageMaker maker;
    private static Watch watch;
    private static NotificationSettings settings;

    /** A moment to which others are added, so that no test waits. */
    private Instant now;

    @BeforeAll
    static void start() throws Exception {
        database = new TestDatabase(folder.resolve("postgresql"));
        occasions = new OccasionStore(database.source());
        outbox = new Outbox(database.source());
        maker = new MessageMaker(database.source(), occasions, outbox);
        settings = settings("");
    }

    @AfterAll
    static void stop() throws Exception {
        database.close();
    }

    @BeforeEach
    void empty() throws Exception {
        database.execute("truncate study, job, occasion, occasion_open, occasion_told, notification, destination"
                + " restart identity cascade");
        database.execute(
                "insert into study (study_instance_uid, patient_name, state, first_received_at, last_received_at, due_at, opened_at)"
                        + " values ('1.2', 'Doe^Jane', 'ROUTED', now(), now(), now(), now())");
        database.execute("insert into series (study_id, series_instance_uid) values (1, '1.2.1')");
        watch = new Watch(database.source(), occasions);
        now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    @Test
    void fiveHundredFailuresMakeOneMessageByEachWay() throws Exception {
        database.execute(jobs(500, "RUNNING"));
        database.execute("update job set state = 'FAILED', reason_code = 'REFUSED', reason = 'It said no.'");
        assertThat(maker.make(settings, NODE, now)).as("it is still gathered").isZero();
        assertThat(maker.make(settings, NODE, now.plusSeconds(70))).isEqualTo(2);
        assertThat(outbox.list(0, 10))
                .extracting(Outbox.Row::title)
                .containsExactly("[Afterimage NODE1] 500 jobs failed", "[Afterimage NODE1] 500 jobs failed");
        assertThat(database.ask("select string_agg(content, ' ') from notification"))
                .contains("REFUSED")
                .doesNotContain("Doe");

        database.execute("update job set state = 'QUEUED' where id = (select min(id) from job)");
        database.execute("update job set state = 'FAILED' where state = 'QUEUED'");
        assertThat(maker.make(settings, NODE, now.plusSeconds(300)))
                .as("not so soon again")
                .isZero();
        assertThat(maker.make(settings, NODE, now.plusSeconds(1000))).isEqualTo(2);
    }

    @Test
    void whatIsRolledBackIsNotTold() throws Exception {
        database.execute("begin; " + jobs(1, "HELD") + "; rollback");
        assertThat(database.ask("select count(*) from occasion")).isEqualTo("0");
        database.execute(jobs(1, "HELD"));
        assertThat(database.ask("select kind from occasion")).isEqualTo("OUTPUT_HELD");
    }

    @Test
    void aMessageWhoseNodeDiedIsTakenAgain() throws Exception {
        message();
        Outbox.Taken first = outbox.take(BOTH, NODE, now).orElseThrow();
        Outbox.Taken second = outbox.take(BOTH, NODE, now).orElseThrow();
        assertThat(List.of(first.channel(), second.channel())).containsExactlyInAnyOrder(ChannelName.values());
        assertThat(outbox.take(BOTH, NODE, now)).as("both are under way").isEmpty();
        outbox.sent(second, "", now);
        Optional<Outbox.Taken> again = outbox.take(BOTH, "NODE2", now.plus(Duration.ofMinutes(6)));
        assertThat(again.orElseThrow().message()).as("with the same identifier").isEqualTo(first.message());
        assertThat(again.get().attempts()).isEqualTo(2);
    }

    @Test
    void aMessageThatDoesNotGoIsTriedLaterAndGivenUpAtLast() throws Exception {
        message();
        Outbox.Taken taken = outbox.take(Set.of(ChannelName.WEBHOOK), NODE, now).orElseThrow();
        outbox.failed(taken, "It was refused.", 2, now);
        assertThat(outbox.take(Set.of(ChannelName.WEBHOOK), NODE, now.plusSeconds(9)))
                .isEmpty();
        taken = outbox.take(Set.of(ChannelName.WEBHOOK), NODE, now.plusSeconds(10))
                .orElseThrow();
        outbox.failed(taken, "It was refused.", 2, now);
        Outbox.Row row = outbox.list(0, 10).stream()
                .filter(one -> one.channel() == ChannelName.WEBHOOK)
                .findFirst()
                .orElseThrow();
        assertThat(row.state()).isEqualTo(Outbox.State.GIVEN_UP);
        assertThat(row.failure()).isEqualTo("It was refused.");
        assertThat(outbox.take(Set.of(ChannelName.WEBHOOK), NODE, now.plus(Duration.ofDays(1))))
                .isEmpty();
        assertThat(outbox.again(row.id(), now)).isTrue();
        assertThat(outbox.again(row.id(), now)).isFalse();
        assertThat(outbox.take(Set.of(ChannelName.WEBHOOK), NODE, now)).isPresent();
    }

    @Test
    void aDestinationThatIsDownForSomeTimeIsToldOnceAndSoIsItsReturn() throws Exception {
        database.execute(
                "insert into destination (ae_title, down_since, reason) values ('PACS', now(), 'refused'), ('UP', null, null)");
        watch.look(settings, NODE, List.of(), now.plus(Duration.ofMinutes(4)));
        assertThat(told()).isEqualTo("");
        watch.look(settings, NODE, List.of(), now.plus(Duration.ofMinutes(6)));
        watch.look(settings, NODE, List.of(), now.plus(Duration.ofMinutes(7)));
        assertThat(told()).isEqualTo("PACS false");
        database.execute("update destination set down_since = null");
        watch.look(settings, NODE, List.of(), now.plus(Duration.ofMinutes(8)));
        watch.look(settings, NODE, List.of(), now.plus(Duration.ofMinutes(9)));
        assertThat(told()).isEqualTo("PACS false, PACS true");
    }

    @Test
    void aDiskThatIsShortIsToldOnceAndSoIsItsRoom() throws Exception {
        Watch.Disk full = new Watch.Disk("spool", true, 1L << 30);
        watch.look(settings, NODE, List.of(full), now);
        watch.look(settings, NODE, List.of(full), now);
        watch.look(settings, NODE, List.of(new Watch.Disk("spool", false, 9L << 30)), now.plusSeconds(1));
        assertThat(told()).isEqualTo("the disk of spool of NODE1 false, the disk of spool of NODE1 true");
    }

    @Test
    void aModelOfWhoseResultsGatesWarnTooOftenIsTold() throws Exception {
        database.execute(jobs(20, "SENT"));
        database.execute("update job set ended_at = now()");
        warn(3);
        watch.look(settings, NODE, List.of(), now.plusSeconds(1));
        assertThat(told()).as("15 of 100").isEqualTo("");
        warn(5);
        watch.look(settings, NODE, List.of(), now.plus(Duration.ofMinutes(11)));
        assertThat(told()).isEqualTo("model bone false");
        assertThat(database.ask("select sentence from occasion")).contains("5 of the last 20 results of bone");
    }

    @Test
    void whatThisNodeIsNotToTellIsLeftToOthersForTwoDays() throws Exception {
        database.execute(jobs(3, "FAILED"));
        NotificationSettings other = settings("  on: [output-held]\n");
        assertThat(maker.make(other, NODE, now.plusSeconds(70))).isZero();
        assertThat(database.ask("select count(*) from occasion")).isEqualTo("3");
        assertThat(maker.make(other, NODE, now.plus(Duration.ofDays(3)))).isZero();
        assertThat(database.ask("select count(*) from occasion")).isEqualTo("0");
    }

    private void message() throws SQLException {
        now = now.minusSeconds(120);
        occasions.add(Happened.of(org.afterimage.node.Occasion.DESTINATION_DOWN, "PACS", false, "PACS is down.", now));
        now = now.plusSeconds(120);
        assertThat(maker.make(settings, NODE, now)).isEqualTo(2);
    }

    private static void warn(int jobs) throws SQLException {
        database.execute("delete from gate_result");
        database.execute("insert into gate_result (job_id, sop_instance_uid, gate, measured, bound, verdict, sentence)"
                + " select id, '1', 'g', 1, '', 'WARN', '' from (select id from job order by id limit " + jobs + ") j");
    }

    private static String told() throws SQLException {
        return database.ask(
                "select coalesce(string_agg(subject || ' ' || is_over, ', ' order by id), '') from occasion");
    }

    private static String jobs(int count, String state) {
        return "insert into job (series_id, route, model, destination, input_digest, state, created_at, updated_at)"
                + " select 1, 'chest', 'bone', 'PACS', n::text, '" + state + "', now(), now() from generate_series(1, "
                + count
                + ") n";
    }

    private static NotificationSettings settings(String more) {
        try {
            Path conf = Files.createDirectories(folder.resolve("conf"));
            Files.writeString(conf.resolve("secret"), "s3cret");
            Files.writeString(conf.resolve("remotes.yaml"), "remotes: []\n");
            Files.writeString(conf.resolve("node.yaml"), """
                    aeTitles: [A]
                    notifications:
                      webhook: { url: http://127.0.0.1:9/hook, secret: { file: secret } }
                      email: { host: mail.example.org, from: a@b.org, to: [c@d.org] }
                    """ + more);
            return NodeConfiguration.read(conf).node().notifications();
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }
}

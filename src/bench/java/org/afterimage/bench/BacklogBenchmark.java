package org.afterimage.bench;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.afterimage.database.DeletedFolder;
import org.afterimage.database.EmbeddedPostgres;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;

/** Measures how fast jobs are claimed from a short queue and from a long one, on the node's schema; --help says more. */
public final class BacklogBenchmark {
    private static final String HELP = """
            src/bench/backlog [--jobs N]

            Fills the queue of a database with the node's schema, lets the node's scheduler (its polling, priorities and two slots) take up
            500 jobs that do nothing, and prints the time a job with a queue of 500 and of N (default 50,000), in turn, five rounds each;
            then PostgreSQL's plan for the claim and for the next delivery of N that wait.
            """;
    private static final int CLAIMED = 500;
    private static final int ROUNDS = 5;
    private static final int SLOTS = 2;
    private static final TaskDescriptor<Void> JOB = TaskDescriptor.of("job");

    private final PGSimpleDataSource database;

    private BacklogBenchmark(PGSimpleDataSource database) {
        this.database = database;
    }

    /** Runs it. */
    public static void main(String[] args) throws Exception {
        int jobs = 50_000;
        if (args.length == 2 && args[0].equals("--jobs")) {
            jobs = Integer.parseInt(args[1]);
        } else if (args.length > 0) {
            System.out.print(HELP);
            return;
        }
        Path folder = Files.createTempDirectory("afterimage-backlog");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder.resolve("postgresql"))) {
            PGSimpleDataSource source = new PGSimpleDataSource();
            source.setUrl(postgres.jdbcUrl());
            source.setUser(postgres.user());
            source.setPassword(postgres.password());
            Flyway.configure().dataSource(source).load().migrate();
            new BacklogBenchmark(source).run(jobs);
        } finally {
            DeletedFolder.delete(folder);
        }
        System.exit(0);
    }

    private void run(int jobs) throws Exception {
        double[] shortQueue = new double[ROUNDS];
        double[] longQueue = new double[ROUNDS];
        claim(CLAIMED); // warms up
        for (int round = 0; round < ROUNDS; round++) {
            shortQueue[round] = claim(CLAIMED);
            longQueue[round] = claim(jobs);
        }
        System.out.printf(
                Locale.ROOT, "queue of %6d: %.2f ms a job (median of %d)%n", CLAIMED, median(shortQueue), ROUNDS);
        System.out.printf(Locale.ROOT, "queue of %6d: %.2f ms a job%n", jobs, median(longQueue));
        System.out.printf(Locale.ROOT, "ratio %.2f%n", median(longQueue) / median(shortQueue));
        fill(jobs);
        explain("the claim", """
                select * from scheduled_tasks where picked = false and execution_time <= now() and task_name = 'job'
                order by priority desc, execution_time asc limit 6 for update skip locked
                """);
        deliveries(jobs);
        explain("the next delivery", """
                select j.id from
                    (select id, route, next_at from job where destination = 'PACS' and state = 'DELIVERING'
                     order by priority desc, id offset 0) j
                where j.next_at <= now() and mod(j.id, 2) = 1
                and not exists (select from destination where ae_title = 'PACS' and down_since is not null)
                and j.route <> all (array(select route from route_switch where paused))
                limit 1
                """);
    }

    /** Milliseconds a job. */
    private double claim(int queued) throws Exception {
        fill(queued);
        CountDownLatch left = new CountDownLatch(CLAIMED);
        Scheduler scheduler = Scheduler.create(database, Tasks.custom(JOB).execute((instance, context) -> {
                    left.countDown();
                    return new CompletionHandler.OnCompleteRemove<>();
                }))
                .threads(SLOTS)
                .enablePriority()
                .pollingInterval(Duration.ofMillis(500))
                .build();
        long start = System.nanoTime();
        scheduler.start();
        if (!left.await(5, TimeUnit.MINUTES)) {
            throw new IllegalStateException(left.getCount() + " jobs were not taken up in 5 minutes");
        }
        double millis = (System.nanoTime() - start) / 1e6 / CLAIMED;
        scheduler.stop();
        return millis;
    }

    private void fill(int queued) throws SQLException {
        execute("truncate scheduled_tasks");
        execute("insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version, priority)"
                + " select 'job', i::text, now() - interval '1 hour' + i * interval '1 millisecond', false, 1,"
                + " case i % 10 when 0 then 10 when 1 then -10 else 0 end from generate_series(1, " + queued + ") i");
        execute("vacuum analyze scheduled_tasks");
    }

    private void deliveries(int jobs) throws SQLException {
        execute("insert into study (study_instance_uid, state, first_received_at, last_received_at, opened_at,"
                + " due_at) values ('2.25.1', 'ROUTED', now(), now(), now(), now())");
        execute("insert into series (study_id, series_instance_uid) select id, '2.25.1.1' from study");
        execute("insert into job (series_id, route, model, destination, input_digest, state, created_at, updated_at)"
                + " select s.id, 'r', 'm', 'PACS', i::text, 'DELIVERING', now(), now() from series s,"
                + " generate_series(1, " + jobs + ") i");
        execute("vacuum analyze job");
    }

    private void explain(String what, String query) throws SQLException {
        System.out.println();
        System.out.println(what + ":");
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("explain (analyze, costs off, timing off) " + query)) {
            while (rows.next()) {
                System.out.println("  " + rows.getString(1));
            }
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}

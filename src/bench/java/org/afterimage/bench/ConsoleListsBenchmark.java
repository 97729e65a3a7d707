package org.afterimage.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.afterimage.console.JobList;
import org.afterimage.console.JobQuery;
import org.afterimage.console.StudyList;
import org.afterimage.console.StudyQuery;
import org.afterimage.console.StudyRow;
import org.afterimage.testing.TestDatabase;

/** How long the console's lists take with many studies in the database: each question many times over, and the 95th percentile of each. */
public final class ConsoleListsBenchmark {
    private static final int STUDIES = 100_000;
    private static final int TIMES = 60;
    private static final int PAGE = 51;
    private static final double MOST_MILLIS = 300;

    private ConsoleListsBenchmark() {}

    /** A question of the lists. */
    @FunctionalInterface
    private interface Question {
        List<?> ask() throws SQLException;
    }

    /** Makes the studies in a database of its own, asks, and ends with 1 when an answer took too long. */
    public static void main(String[] words) throws Exception {
        if (words.length > 0 && words[0].equals("--help")) {
            System.out.println(
                    "console-lists: pages of the console's lists with 100,000 studies and as many jobs in the"
                            + " database; fails when one takes over 300 ms at the 95th percentile. Takes about a minute.");
            return;
        }
        Path folder = Files.createTempDirectory("console-lists");
        boolean fast = true;
        try (TestDatabase database = new TestDatabase(folder.resolve("postgresql"))) {
            fill(database);
            StudyList studies = new StudyList(database.source());
            JobList jobs = new JobList(database.source());
            List<StudyRow> first = studies.read(new StudyQuery(), STUDIES / 2 + 1);
            StudyRow middle = first.get(first.size() - 1);
            System.out.printf("%d studies; each question %d times%n", STUDIES, TIMES);
            fast &= time("studies, newest", () -> studies.read(new StudyQuery(), PAGE));
            fast &= time(
                    "studies, from the middle",
                    () -> studies.read(new StudyQuery().startingAfter(middle.lastReceivedAt(), middle.id()), PAGE));
            fast &= time("studies of a patient's ID", () -> studies.read(new StudyQuery().ofPatient("P0004242"), PAGE));
            fast &= time("studies of a common name", () -> studies.read(new StudyQuery().ofPatient("name1"), PAGE));
            fast &= time("studies of nobody", () -> studies.read(new StudyQuery().ofPatient("nobody"), PAGE));
            fast &= time("studies with failed jobs", () -> studies.read(new StudyQuery().inState("FAILED"), PAGE));
            fast &= time(
                    "studies with confirmed jobs", () -> studies.read(new StudyQuery().inState("CONFIRMED"), PAGE));
            fast &= time("studies with open jobs", () -> studies.read(new StudyQuery().inState("OPEN"), PAGE));
            fast &= time("jobs, newest", () -> jobs.read(new JobQuery(), PAGE));
            fast &= time("jobs that failed", () -> jobs.read(new JobQuery().inState("FAILED"), PAGE));
            fast &= time("jobs that are open", () -> jobs.read(new JobQuery().inState("OPEN"), PAGE));
            fast &= time("jobs in no such state", () -> jobs.read(new JobQuery().inState("RETRACTED"), PAGE));
            fast &= time("jobs, from the middle", () -> jobs.read(new JobQuery().startingAfter(STUDIES / 2), PAGE));
        }
        System.exit(fast ? 0 : 1);
    }

    private static boolean time(String name, Question question) throws SQLException {
        double[] millis = new double[TIMES];
        int rows = 0;
        for (int i = 0; i < TIMES; i++) {
            long begin = System.nanoTime();
            rows = question.ask().size();
            millis[i] = (System.nanoTime() - begin) / 1e6;
        }
        Arrays.sort(millis);
        double late = millis[(int) Math.ceil(0.95 * TIMES) - 1];
        System.out.printf(
                Locale.ROOT,
                "%-30s %3d rows  median %7.2f ms  95th percentile %7.2f ms%n",
                name,
                rows,
                millis[TIMES / 2],
                late);
        return late <= MOST_MILLIS;
    }

    /** One series and one job a study; one job in a thousand failed, one in two thousand waits. */
    private static void fill(TestDatabase database) throws SQLException {
        database.execute(
                "insert into study (study_instance_uid, patient_id, patient_name, accession_number, study_date,"
                        + " description, state, first_received_at, last_received_at, due_at, opened_at)"
                        + " select '2.25.' || n, 'P' || lpad((n / 3)::text, 7, '0'), 'Name' || n % 97 || '^Given' || n % 89,"
                        + " 'A' || n, '20260101', 'Thorax', 'ROUTED', t, t, t, t"
                        + " from (select n, now() - n * interval '20 seconds' as t from generate_series(1, " + STUDIES
                        + ") n) numbered");
        database.execute("insert into series (study_id, series_instance_uid, modality, series_number)"
                + " select id, study_instance_uid || '.1', 'CT', 1 from study");
        database.execute(
                "insert into job (series_id, route, model, destination, input_digest, state, reason_code, reason,"
                        + " created_at, updated_at, ended_at)"
                        + " select id, 'route' || id % 3, 'model', 'PACS', id::text,"
                        + " case when id % 1000 = 0 then 'FAILED' when id % 2000 = 1 then 'QUEUED' else 'CONFIRMED' end,"
                        + " null, 'why', now(), now(), case when id % 2000 = 1 then null else now() end from series");
        database.execute("vacuum analyze");
    }
}

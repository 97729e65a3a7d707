package org.afterimage.bench;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.afterimage.database.DeletedFolder;
import org.afterimage.database.EmbeddedPostgres;
import org.afterimage.testing.NodeProcess;
import org.afterimage.testing.ProcessPeer;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * How long the console's pages and the REST interface's lists take with many studies in the database, from the request to the last byte of the
 * answer of a started node: each question many times over, and the 95th percentile of each.
 */
public final class ConsoleListsBenchmark {
    private static final int STUDIES = 100_000;
    private static final int SERIES = 3;
    private static final int TIMES = 40;
    private static final int TIMES_OF_OVERVIEW = 12;
    private static final Duration OVERVIEW_IS_KEPT = Duration.ofMillis(2100);
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final double MOST_MILLIS = 300;
    private static final int OK = 200;
    private static final int SEE_OTHER = 303;
    private static final Pattern PASSWORD = Pattern.compile("sign in as admin with the password (\\S+), which");

    private final HttpClient http = HttpClient.newHttpClient();
    private final NodeProcess node;
    private final String session;

    private ConsoleListsBenchmark(NodeProcess node, String session) {
        this.node = node;
        this.session = session;
    }

    /** Fills a database of its own, starts a node on it, asks, and ends with 1 when an answer took too long. */
    public static void main(String[] words) throws Exception {
        if (words.length > 0 && words[0].equals("--help")) {
            System.out.println(
                    "console-lists: every list of the console, as a page of a started node, and the lists of the REST"
                            + " interface, with 100,000 studies of three series and a job each in the database; fails when one takes over"
                            + " 300 ms at the 95th percentile. Takes about five minutes.");
            return;
        }
        Path folder = Files.createTempDirectory("console-lists");
        boolean fast;
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder.resolve("server"));
                NodeProcess node = NodeProcess.start(
                        NodeProcess.Setup.write(folder.resolve("node"), "PACS", ProcessPeer.freePort(), ""),
                        List.of(
                                "-Dquarkus.datasource.jdbc.url=" + postgres.jdbcUrl(),
                                "-Dquarkus.datasource.username=" + postgres.user(),
                                "-Dquarkus.datasource.password=" + postgres.password()))) {
            PGSimpleDataSource source = new PGSimpleDataSource();
            source.setUrl(postgres.jdbcUrl());
            source.setUser(postgres.user());
            source.setPassword(postgres.password());
            Map<String, String> pages;
            try (Connection connection = source.getConnection();
                    Statement statement = connection.createStatement()) {
                fill(statement);
                pages = pages(statement);
            }
            ConsoleListsBenchmark benchmark = new ConsoleListsBenchmark(node, signIn(node));
            System.out.printf(
                    "%d studies, %d series, %d jobs; each page %d times%n", STUDIES, STUDIES * SERIES, STUDIES, TIMES);
            fast = benchmark.time("overview", "/", TIMES_OF_OVERVIEW, OVERVIEW_IS_KEPT);
            for (Map.Entry<String, String> page : pages.entrySet()) {
                fast &= benchmark.time(page.getKey(), page.getValue(), TIMES, Duration.ZERO);
            }
        } finally {
            DeletedFolder.delete(folder);
        }
        System.exit(fast ? 0 : 1);
    }

    /** Asks for a page over and over, after a pause each time, and prints how long it took. */
    private boolean time(String name, String path, int times, Duration pause) throws IOException, InterruptedException {
        double[] millis = new double[times];
        int bytes = ask(path); // the first time compiles its template
        for (int i = 0; i < times; i++) {
            Thread.sleep(pause.toMillis());
            long begin = System.nanoTime();
            bytes = ask(path);
            millis[i] = (System.nanoTime() - begin) / 1e6;
        }
        Arrays.sort(millis);
        double late = millis[(int) Math.ceil(0.95 * times) - 1];
        System.out.printf(
                Locale.ROOT,
                "%-44s %7d bytes  median %7.2f ms  95th percentile %7.2f ms%s%n",
                name,
                bytes,
                millis[times / 2],
                late,
                late > MOST_MILLIS ? "  TOO SLOW" : "");
        return late <= MOST_MILLIS;
    }

    private int ask(String path) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(node.origin() + path)).timeout(LIMIT);
        request = path.startsWith("/api/")
                ? request.header("Authorization", "Bearer " + node.localToken())
                : request.header("Cookie", session);
        HttpResponse<byte[]> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != OK) {
            throw new IOException(path + " is answered " + answer.statusCode());
        }
        return answer.body().length;
    }

    /** Signs in as the first administrator, who was excused from another password; returns the session's cookie. */
    private static String signIn(NodeProcess node) throws IOException, InterruptedException {
        Matcher told = PASSWORD.matcher(node.log());
        if (!told.find()) {
            throw new IOException("the node told no first password");
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create(node.origin() + "/login"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "name=admin&password=" + URLEncoder.encode(told.group(1), StandardCharsets.UTF_8)))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != SEE_OTHER) {
            throw new IOException("nobody is signed in: " + answer.statusCode());
        }
        return answer.headers().allValues("Set-Cookie").stream()
                .map(cookie -> cookie.split(";", 2)[0])
                .filter(cookie -> cookie.startsWith("afterimage-session="))
                .findFirst()
                .orElseThrow();
    }

    /** Every list with each of its filters, and pages that list something, by what they are. */
    private static Map<String, String> pages(Statement database) throws SQLException {
        String today = LocalDate.now().toString();
        String old = LocalDate.now().minusDays(9).toString();
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("studies, newest", "/studies");
        pages.put("studies, a page far back", "/studies?after=" + first(database, """
                select (extract(epoch from last_received_at) * 1000000)::bigint || '.' || id from study
                order by last_received_at desc offset 90000 limit 1"""));
        for (String filter : List.of(
                "patient=P0004242",
                "patient=name1",
                "patient=nobody",
                "accession=A4242",
                "from=" + today,
                "until=" + old,
                "state=FAILED",
                "state=CONFIRMED",
                "state=OPEN",
                "state=RETRACTED",
                "route=route7",
                "route=rare",
                "model=model3",
                "model=model3%401.1",
                "destination=ARCHIVE4",
                "destination=RARE",
                "patient=name1&state=FAILED&route=route7&model=model3&from=" + old)) {
            pages.put("studies, " + filter, "/studies?" + filter);
        }
        pages.put("jobs, newest", "/jobs");
        pages.put("jobs, a page far back", "/jobs?after=" + STUDIES / 10);
        for (String filter : List.of(
                "state=FAILED",
                "state=OPEN",
                "state=DELIVERED",
                "state=RETRACTED",
                "patient=P0004242",
                "patient=name1",
                "patient=nobody",
                "accession=A4242",
                "route=route7",
                "route=rare",
                "model=model3",
                "model=model3%401.1",
                "destination=ARCHIVE4",
                "destination=RARE",
                "reason=SEND_FAILED",
                "reason=RARE",
                "from=" + today,
                "until=" + old,
                "endedFrom=" + today,
                "endedUntil=" + old,
                "state=FAILED&endedFrom=" + today,
                "patient=name1&state=FAILED&route=route7&model=model3&from=" + old)) {
            pages.put("jobs, " + filter, "/jobs?" + filter);
        }
        String uid = first(database, "select study_instance_uid from study where id = " + STUDIES / 2);
        pages.put("a study", "/studies/" + uid);
        pages.put("the study of 400 series and jobs", "/studies/2.25.400");
        pages.put("the same, its last series", "/studies/2.25.400?series=7");
        pages.put("a job", "/jobs/" + first(database, "select min(id) from job where state = 'CONFIRMED'"));
        pages.put("compare", "/studies/" + uid + "/compare");
        pages.put("held", "/held");
        pages.put("held, a page far back", "/held?after=" + first(database, "select max(id) - 20000 from job"));
        pages.put("audit log", "/audit");
        pages.put("audit log, a page far back", "/audit?before=100");
        pages.put("audit log of a person", "/audit?person=person3");
        pages.put("audit log of nobody", "/audit?person=nobody");
        pages.put("people", "/people");
        pages.put("tokens", "/tokens");
        pages.put("notifications", "/notifications");
        pages.put("configuration", "/configuration");
        pages.put("versions", "/configuration/versions");
        pages.put("versions, a page far back", "/configuration/versions?page=90");
        pages.put("models", "/models");
        for (String list : List.of("studies", "jobs", "audit", "tokens", "retractions")) {
            pages.put("REST: " + list, "/api/" + list);
        }
        for (String list : List.of("studies?page=1900", "jobs?page=1900", "jobs?state=FAILED", "people", "overview")) {
            pages.put("REST: " + list, "/api/" + list);
        }
        return pages;
    }

    private static String first(Statement database, String sql) throws SQLException {
        try (ResultSet rows = database.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : "";
        }
    }

    /**
     * Studies of two weeks with three series and a job each, on 20 routes with ten models in two versions to ten destinations, among them a rare
     * one; most are confirmed, some failed, are held or wait for a time that does not come; one study has 400 series with a job each.
     */
    private static void fill(Statement database) throws SQLException {
        List<String> all = new ArrayList<>();
        all.add(
                "insert into study (study_instance_uid, patient_id, patient_name, accession_number, study_date, description, state,"
                        + " first_received_at, last_received_at, due_at, opened_at) select '2.25.' || n, 'P' || lpad((n / 3)::text, 7, '0'),"
                        + " 'Name' || n % 97 || '^Given' || n % 89, 'A' || n, '20260101', 'Thorax', 'ROUTED', t, t, t, t"
                        + " from (select n, now() - n * interval '12 seconds' as t from generate_series(1, " + STUDIES
                        + ") n) numbered");
        all.add("insert into series (study_id, series_instance_uid, modality, series_number, description)"
                + " select id, study_instance_uid || '.' || n, (array['CT', 'MR', 'CR'])[1 + id % 3], n, 'Series'"
                + " from study, generate_series(1, " + SERIES + ") n");
        all.add("insert into series (study_id, series_instance_uid, modality, series_number, description)"
                + " select id, '2.25.400.' || n, 'MR', n, 'One of many' from study, generate_series(4, 400) n"
                + " where study_instance_uid = '2.25.400'");
        all.add(
                "insert into instance (series_id, sop_instance_uid, sop_class_uid, transfer_syntax_uid, instance_number, file, bytes,"
                        + " sha256, calling_ae_title, called_ae_title, peer, association_id, received_at, receive_millis)"
                        + " select id, series_instance_uid || '.1', '1.2.840.10008.5.1.4.1.1.2', '1.2.840.10008.1.2.1', 1, 'none/' || id, 1000,"
                        + " 'none', 'CT1', 'AFTERIMAGE', '127.0.0.1', 1, now(), 1 from series");
        all.add("insert into route_decision (series_id, route, taken, sentence, clauses, decided_at)"
                + " select id, 'route' || id % 20, series_number = 1, 'taken', '[]', now() from series");
        all.add(
                "insert into job (series_id, route, model, destination, input_digest, state, reason_code, reason, next_at, created_at,"
                        + " updated_at, ended_at) select id, case when id % 5000 = 1 then 'rare' else 'route' || id % 20 end,"
                        + " 'model' || id % 10 || case when id % 7 = 0 then '@1.' || id % 2 else '' end,"
                        + " case when id % 5000 = 1 then 'RARE' else 'ARCHIVE' || id % 10 end, id::text, state,"
                        + " case when id % 5000 = 1 then 'RARE' when state = 'FAILED' then 'SEND_FAILED' end, 'why', '2100-01-01',"
                        + " received, received, case when state = 'QUEUED' then null else received + interval '1 minute' end"
                        + " from (select r.id, s.last_received_at as received, case when r.id % 1000 < 10 then 'FAILED'"
                        + " when r.id % 1000 < 12 then 'HELD' when r.id % 2000 = 13 then 'QUEUED' else 'CONFIRMED' end as state"
                        + " from series r join study s on s.id = r.study_id where r.series_number = 1 or r.description = 'One of many'"
                        + " order by s.last_received_at) made");
        all.add("insert into job_source (job_id, place, series_id) select id, 0, series_id from job");
        all.add(
                "insert into job_stage (job_id, stage, attempt, started_at, millis, detail) select id, stage, 1, created_at, 1000, 'done' from job,"
                        + " (values ('RECEIVED'), ('ROUTED'), ('SYNTHESISED'), ('CHECKED'), ('DERIVED')) done (stage)");
        all.add("insert into gate_result (job_id, sop_instance_uid, gate, measured, bound, verdict, sentence)"
                + " select id, '1.2.3', 'gate' || n, n, '>= 0.9', case when n < 3 then 'HOLD' else 'PASS' end, 'Measured.'"
                + " from job, generate_series(1, 20) n where state = 'HELD'");
        all.add(
                "insert into audit_entry (at, node, person, address, action, subject, before, after, reason) select now(), 'node',"
                        + " 'person' || n % 50, '127.0.0.1', 'job.retry', 'job ' || n, 'FAILED', 'QUEUED', '' from generate_series(1, 100000) n");
        all.add(
                "insert into account (name, role, password_hash, must_change, created_at) select 'person' || n, 'VIEWER', 'none', false,"
                        + " now() from generate_series(1, 500) n");
        all.add(
                "insert into api_token (name, role, token_sha256, created_at, created_by) select 'token' || n, 'VIEWER', 'none' || n, now(),"
                        + " 'admin' from generate_series(1, 2000) n");
        all.add(
                "insert into notification (made_at, channel, title, content, state, next_at, ended_at, node) select now(), 'EMAIL',"
                        + " 'Told', 'What was told', 'SENT', now(), now(), 'node' from generate_series(1, 20000) n");
        all.add(
                "insert into configuration_version (node, digest, taken_at, origin, person, difference, node_yaml, remotes_yaml,"
                        + " routes_yaml) select node, 'none' || n, taken_at, 'CONSOLE', 'admin', '', node_yaml, remotes_yaml, routes_yaml"
                        + " from configuration_version, generate_series(1, 2000) n");
        all.add("update account set must_change = false where name = 'admin'");
        all.add("vacuum analyze");
        for (String sql : all) {
            database.execute(sql);
        }
    }
}

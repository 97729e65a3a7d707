package org.afterimage.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.afterimage.database.DeletedFolder;
import org.afterimage.database.EmbeddedPostgres;
import org.afterimage.node.NodeFolders;
import org.afterimage.provenance.chain.ChainKeeper;
import org.afterimage.provenance.chain.ProvenanceVerifier;
import org.afterimage.provenance.chain.Verification;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;

/** How long it takes to record, chain and verify many events of provenance, and whether one row among them that was changed is found. */
public final class ProvenanceBenchmark {
    private static final String HELP = """
            Usage: src/bench/provenance [--events N]

            Starts a database in a temporary folder and writes rows as a node does until N events are recorded (a million unless told
            otherwise): six in ten of gates, three of received instances, one of jobs that move on. Takes them into the chain, signs it,
            and verifies chain, checkpoints and rows; then changes one row by hand and verifies again. Prints the seconds of each. Ends with 1
            when what nobody touched is not intact, or the row that was changed is not named.
            """;

    private ProvenanceBenchmark() {}

    /** Runs it. */
    public static void main(String[] args) throws Exception {
        List<String> words = List.of(args);
        if (words.contains("--help")) {
            System.out.print(HELP);
            return;
        }
        int at = words.indexOf("--events");
        int events = at < 0 ? 1_000_000 : Integer.parseInt(words.get(at + 1));
        Path folder = Files.createTempDirectory("afterimage-provenance");
        boolean good;
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder.resolve("postgresql"))) {
            System.out.println(Machine.describe(folder));
            good = run(postgres, folder, events);
        } finally {
            DeletedFolder.delete(folder);
        }
        if (!good) {
            System.exit(1);
        }
    }

    private static boolean run(EmbeddedPostgres postgres, Path folder, int events) throws SQLException, IOException {
        PGSimpleDataSource node = new PGSimpleDataSource();
        node.setUrl(postgres.jdbcUrl());
        node.setUser(postgres.user());
        node.setPassword(postgres.password());
        node.setOptions("-c afterimage.node=BENCH");
        Flyway.configure().dataSource(node).load().migrate();
        NodeFolders folders = new NodeFolders(folder, folder);

        long start = System.nanoTime();
        try (Connection connection = node.getConnection();
                Statement rows = connection.createStatement()) {
            write(rows, events);
        }
        say("recorded with the rows", events, start);
        ChainKeeper keeper = new ChainKeeper(node, folders);
        keeper.open();
        start = System.nanoTime();
        keeper.append();
        keeper.checkpoint();
        say("taken into the chain and signed", events, start);

        Properties somebody = new Properties();
        somebody.setProperty("user", postgres.user());
        somebody.setProperty("password", postgres.password());
        try (Connection connection = DriverManager.getConnection(postgres.jdbcUrl(), somebody)) {
            Verification untouched = new ProvenanceVerifier(folders).verify(connection);
            tell("verified", untouched);
            connection.setAutoCommit(true);
            try (Statement tampering = connection.createStatement()) {
                tampering.execute("update gate_result set measured = measured + 0.001 where id = " + events / 3);
            }
            Verification changed = new ProvenanceVerifier(folders).verify(connection);
            tell("verified with one row changed", changed);
            return untouched.isIntact()
                    && changed.findings().size() == 1
                    && changed.findings().get(0).subject().equals("gate_result " + events / 3);
        }
    }

    private static void write(Statement rows, int events) throws SQLException {
        int instances = events * 3 / 10;
        int moves = events / 10;
        int gates = events - instances - moves - 4; // besides them one study, one series, and the job with its source
        rows.execute(
                "do $$ begin if exists (select from information_schema.columns where table_name = 'study' and column_name ="
                        + " 'opened_at') then alter table study alter column opened_at set default now(); end if; end $$");
        rows.execute("insert into study (study_instance_uid, state, first_received_at, last_received_at, due_at)"
                + " values ('1.2', 'RECEIVING', now(), now(), now())");
        rows.execute("insert into series (study_id, series_instance_uid, modality) values (1, '1.2.1', 'CT')");
        rows.execute(
                "insert into instance (series_id, sop_instance_uid, sop_class_uid, transfer_syntax_uid, instance_number, file,"
                        + " bytes, sha256, calling_ae_title, called_ae_title, peer, association_id, received_at, receive_millis)"
                        + " select 1, '1.2.1.' || n, '1.2.840.10008.5.1.4.1.1.2', '1.2.840.10008.1.2.1', n, 'file' || n, 524288,"
                        + " encode(sha256(n::text::bytea), 'hex'), 'SENDER', 'AFTERIMAGE', '127.0.0.1', 1, now(), 1.5"
                        + " from generate_series(1, " + instances + ") as n");
        rows.execute(
                "insert into job (series_id, route, model, destination, input_digest, state, created_at, updated_at)"
                        + " values (1, 'kernel', 'ct-kernel', 'PACS', 'd', 'QUEUED', now(), now())");
        rows.execute("insert into job_source (job_id, place, series_id) values (1, 0, 1)");
        rows.execute("update study set state = 'ROUTED'");
        for (int done = 0; done < moves; done += 1_000) {
            rows.execute("do $$ begin for n in 1.." + Math.min(1_000, moves - done)
                    + " loop update job set attempts = attempts + 1, updated_at = clock_timestamp(); end loop; end $$");
        }
        rows.execute("insert into gate_result (job_id, sop_instance_uid, gate, measured, bound, verdict, sentence)"
                + " select 1, '1.2.1.' || n, 'structure', random(), 'at least 0.9', 'PASS', 'Structure is kept to ' || n || '.'"
                + " from generate_series(1, " + gates + ") as n");
    }

    private static void say(String what, int events, long start) {
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                Locale.ROOT, "%-34s %,10d events %7.1f s %,9.0f a second%n", what, events, seconds, events / seconds);
    }

    private static void tell(String what, Verification found) {
        System.out.printf(
                Locale.ROOT,
                "%-34s %,10d events %7.1f s, %,d rows compared, %s%n",
                what,
                found.events(),
                found.seconds(),
                found.rows(),
                found.isIntact() ? "intact" : found.findings().get(0).sentence());
    }
}

package org.afterimage.provenance.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.afterimage.node.NodeFolders;
import org.afterimage.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each column of each table of the schema is either provenance, and a row in which it alone was changed is named, or it is listed here as
 * something that only says what the node does next. A table or column that somebody adds must be put on one side or the other.
 */
class EveryColumnTest {
    /** Work in hand. What it comes to is recorded elsewhere. */
    private static final Set<String> WORKING_TABLES = new TreeSet<>(Set.of(
            "account", // each change of one is an audit entry
            "api_token", // each change of one is an audit entry
            "console_session", // who is signed in now
            "destination", // whether it answers now
            "first_start_step", // what is set up is in the versions of the configuration
            "flyway_schema_history",
            "node", // who lives now
            "notification", // messages to people, and what they are made of
            "occasion",
            "occasion_open",
            "occasion_told",
            "provenance_pending", // a second's worth of the chain; against it rows are compared as well
            "rejection_due", // becomes rejected_instance
            "scheduled_lanes",
            "scheduled_tasks",
            "shared_folder")); // a guard against two folders

    /** Columns of recorded tables that change as work goes on, and that nobody is told as provenance. */
    private static final Set<String> WORKING_COLUMNS = new TreeSet<>(Set.of(
            "study.state",
            "study.last_received_at",
            "study.due_at",
            "study.cap_at",
            "study.opened_at",
            "series.routing", // read from a file; what a decision saw of it is in the decision
            "instance.receive_millis",
            "instance.other_content_count",
            "other_content.times",
            "other_content.last_at",
            "other_content.replaced_file",
            "expected_count.next_ask_at"));

    /** Keys of tables that have two. */
    private static final Map<String, List<String>> KEYS = Map.of(
            "job_source", List.of("job_id", "place"),
            "derived_source", List.of("derived_instance_id", "instance_id"),
            "rejected_instance", List.of("job_id", "derived_instance_id"),
            "provenance_event", List.of("sequence"),
            "provenance_checkpoint", List.of("number"));

    @TempDir
    private static Path folder;

    private static TestDatabase database;
    private static NodeFolders folders;
    private static Connection superuser;
    private static Connection checking;

    @BeforeAll
    static void record() throws Exception {
        database = new TestDatabase(folder.resolve("postgresql"));
        database.execute("alter system set synchronous_commit = off");
        database.execute("select pg_reload_conf()");
        folders = new NodeFolders(folder.resolve("data"), folder.resolve("models"));
        RecordedWork.write(database.nodeSource("NODE1"), folders);
        RecordedWork.execute(database.nodeSource("NODE1"), """
                insert into configuration_version (node, digest, taken_at, origin, person, difference, node_yaml, remotes_yaml, routes_yaml)
                    values ('NODE1', 'd', now(), 'FILE', 'root', '', 'aeTitles: [A]', 'remotes: []', 'routes: []');
                update job set configuration_version_id = 1 where id = 1;
                insert into audit_entry (at, node, person, address, action, subject, before, after, reason)
                    values (now(), 'NODE1', 'root', '127.0.0.1', 'RELEASE', 'job 1', 'HELD', 'DELIVERING', 'Looked at it.');
                insert into other_content (instance_id, sha256, outcome, calling_ae_title, peer) values (1, 'e', 'REFUSED', 'S', '127.0.0.1');
                insert into study (study_instance_uid, state, first_received_at, last_received_at, due_at)
                    values ('1.2.2', 'RECEIVING', now(), now(), now());
                insert into series (study_id, series_instance_uid) values (2, '1.2.2.1');
                insert into instance (series_id, sop_instance_uid, sop_class_uid, transfer_syntax_uid, file, bytes, sha256, calling_ae_title,
                        called_ae_title, peer, association_id, received_at, receive_millis)
                    values (2, '1.2.2.1.1', 'c', 't', 'gone.dcm', 1, 'f', 'S', 'A', '127.0.0.1', 1, now(), 1);
                update study set state = 'ROUTED' where id = 2;
                insert into purge (study_id, rule, reason, files, bytes, marked_at, removed_at, instances)
                    values (2, 'UNROUTED', 'kept long enough', 1, 1, now(), now(), '{[2,3)}');
                update instance set purge_id = 1 where id = 2;
                update study set purge_id = 1 where id = 2
                """);
        ChainKeeper keeper = new ChainKeeper(database.nodeSource("NODE1"), folders.provenance());
        keeper.open();
        keeper.append();
        keeper.checkpoint();
        superuser = database.source().getConnection();
        checking = database.source().getConnection();
        asSuperuser("set session_replication_role = replica");
        // Values that no node would write are tampering, too.
        asSuperuser("""
                do $$ declare c record; begin
                    for c in select conname, conrelid::regclass as of from pg_constraint
                            where contype = 'c' and connamespace = 'public'::regnamespace loop
                        execute format('alter table %s drop constraint %I', c.of, c.conname);
                    end loop;
                    for c in select table_name, column_name from information_schema.columns
                            where table_schema = 'public' and is_identity = 'YES' loop
                        execute format('alter table %I alter column %I drop identity', c.table_name, c.column_name);
                    end loop;
                end $$
                """);
        assertThat(verify().findings()).isEmpty();
    }

    @AfterAll
    static void stop() throws Exception {
        checking.close();
        superuser.close();
        database.close();
    }

    @Test
    void everyTableIsRecordedOrIsWorkInHand() throws Exception {
        Set<String> tables = new TreeSet<>(WORKING_TABLES);
        recordedTables().forEach(tables::add);
        assertThat(tables).containsAll(columns().keySet());
        assertThat(columns().keySet()).containsAll(recordedTables().toList());
        Set<String> all = new TreeSet<>();
        columns().forEach((table, columns) -> columns.forEach(column -> all.add(table + "." + column.name())));
        assertThat(all).containsAll(WORKING_COLUMNS);
    }

    @ParameterizedTest
    @MethodSource("recordedTables")
    void aRowInWhichOneColumnWasChangedIsNamed(String table) throws Exception {
        List<String> notFound = new ArrayList<>();
        for (Column column : columns().get(table)) {
            if (!WORKING_COLUMNS.contains(table + "." + column.name())) {
                asSuperuser("create temp table before as table " + table);
                String row = change(table, column);
                List<Finding> findings = verify().findings();
                if (findings.stream().noneMatch(finding -> names(finding, row))) {
                    notFound.add(table + "." + column.name() + " of " + row + ": " + findings);
                }
                asSuperuser(
                        "delete from " + table + "; insert into " + table + " select * from before; drop table before");
            }
        }
        assertThat(notFound).isEmpty();
        assertThat(verify().findings()).as("all is as it was").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1/1.dcm", "2/1.dcm"})
    void aDerivedFileInWhichOneByteWasChangedIsNamedWhereverItIs(String name) throws Exception {
        Path file = folders.derived().resolve(name);
        byte[] bytes = Files.readAllBytes(file);
        for (int at : new int[] {0, 127, 128, 200, bytes.length / 2, bytes.length - 1}) {
            bytes[at] ^= 1;
            Files.write(file, bytes);
            assertThat(verify().findings()).as("byte " + at).hasSize(1).first().satisfies(finding -> {
                assertThat(finding.kind()).isEqualTo(Finding.Kind.FILE_CHANGED);
                assertThat(finding.subject()).startsWith("derived_instance " + name.charAt(0) + " (");
            });
            bytes[at] ^= 1;
        }
        Files.write(file, bytes);
        assertThat(verify().findings()).isEmpty();
    }

    @Test
    void aFileThatAPurgeSaysItRemovedIsNamedWhenItIsThere() throws Exception {
        Path file = Files.writeString(folders.spool().resolve("gone.dcm"), "still here");
        assertThat(verify().findings()).as("sent once more, and not filed yet").isEmpty();
        Files.setLastModifiedTime(file, FileTime.fromMillis(0));
        assertThat(verify().findings())
                .extracting(Finding::kind, Finding::subject)
                .containsExactly(tuple(Finding.Kind.FILE_LEFT, "purge 1"));
        Files.delete(file);
    }

    @Test
    void aLostFileCantBeLaidToTheChargeOfAPurge() throws Exception {
        asSuperuser("update instance set purge_id = 1 where id = 1");
        Path file = folders.spool().resolve("source.dcm");
        Path away = Files.move(file, folder.resolve("away.dcm"));
        assertThat(verify().findings())
                .extracting(Finding::subject, Finding::sentence)
                .containsExactly(tuple(
                        "instance 1",
                        "instance 1 (1.2.1.1.1) is said to be taken by purge 1, whose record does not name it."));
        Files.move(away, file);
        asSuperuser("update instance set purge_id = null where id = 1");
        assertThat(verify().findings()).isEmpty();
    }

    private static Stream<String> recordedTables() {
        return Stream.concat(
                Relation.all().stream().map(Relation::table), Stream.of("provenance_event", "provenance_checkpoint"));
    }

    private record Column(String name, String type) {}

    private static Map<String, List<Column>> columns() throws SQLException {
        Map<String, List<Column>> columns = new TreeMap<>();
        try (Statement statement = superuser.createStatement();
                ResultSet row = statement.executeQuery(
                        "select table_name, column_name, data_type"
                                + " from information_schema.columns join information_schema.tables using (table_schema, table_name)"
                                + " where table_schema = 'public' and table_type = 'BASE TABLE' order by 1, ordinal_position")) {
            while (row.next()) {
                columns.computeIfAbsent(row.getString(1), any -> new ArrayList<>())
                        .add(new Column(row.getString(2), row.getString(3)));
            }
        }
        return columns;
    }

    /** Changes the column in the last row, and returns the row's key as findings name it. */
    private static String change(String table, Column column) throws SQLException {
        List<String> keys = KEYS.getOrDefault(table, List.of("id"));
        String key = String.join(", ", keys);
        String row = database.ask("select concat_ws('/', " + key + ") from " + table + " order by "
                + String.join(" desc, ", keys) + " desc limit 1");
        asSuperuser("update " + table + " set " + column.name() + " = " + another(column) + " where (" + key
                + ") = (select " + key + " from before order by " + String.join(" desc, ", keys) + " desc limit 1)");
        return switch (table) {
            case "provenance_event" -> "event " + row;
            case "provenance_checkpoint" -> "checkpoint " + row;
            default -> table + " " + row.replaceAll("/0$", "");
        };
    }

    private static String another(Column column) {
        String name = column.name();
        return switch (column.type()) {
            case "text" -> "coalesce(" + name + ", '') || 'x'";
            case "bigint", "integer", "smallint" -> "coalesce(" + name + ", 0) + 1000";
            case "double precision" -> "coalesce(" + name + ", 0) + 0.5";
            case "boolean" -> "not coalesce(" + name + ", false)";
            case "timestamp with time zone" -> "coalesce(" + name + ", now()) + interval '1 microsecond'";
            case "bytea" -> "set_byte(" + name + ", 0, get_byte(" + name + ", 0) # 1)";
            case "int8multirange" -> "coalesce(" + name + ", '{}') + '{[900,901)}'";
            default -> throw new AssertionError("how is a " + column.type() + " changed? " + column);
        };
    }

    private static boolean names(Finding finding, String row) {
        return finding.subject().equals(row)
                || finding.subject().startsWith(row + " (")
                || row.startsWith("checkpoint")
                        && finding.sentence().toLowerCase(Locale.ROOT).contains(row);
    }

    private static Verification verify() throws SQLException, IOException {
        return new ProvenanceVerifier(folders).verify(checking);
    }

    private static void asSuperuser(String sql) throws SQLException {
        try (Statement statement = superuser.createStatement()) {
            statement.execute(sql);
        }
    }
}

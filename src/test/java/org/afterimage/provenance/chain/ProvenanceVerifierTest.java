package org.afterimage.provenance.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.stream.Stream;
import org.afterimage.database.DeletedFolder;
import org.afterimage.node.NodeFolders;
import org.afterimage.provenance.chain.Finding.Kind;
import org.afterimage.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a real PostgreSQL: what a node recorded is changed by hand, one thing at a time, and each must be found and named. */
class ProvenanceVerifierTest {
    private static final String TABLES =
            "provenance_pending, provenance_event, provenance_checkpoint, study, series, instance, model_version, job, job_source, job_stage,"
                    + " gate_result, derived_series, derived_instance, derived_source, delivery_attempt, review, route_decision, study_route,"
                    + " expected_count, route_switch, retraction, rejected_instance, rejection_due, purge, other_content, configuration_version, audit_entry";

    /** Rows of what not every study has. */
    private static final Map<Relation, String> MORE = Map.of(
            Relation.PURGE,
            "insert into purge (study_id, rule, reason, files, bytes, marked_at) values (1, 'UNROUTED', '', 0, 0, now())",
            Relation.OTHER_CONTENT,
            "insert into other_content (instance_id, sha256, outcome, calling_ae_title, peer) values (1, 'e', 'REFUSED', 'S', 'P')",
            Relation.AUDIT_ENTRY,
            "insert into audit_entry (at, node, person, address, action, subject, before, after, reason)"
                    + " values (now(), 'NODE1', 'root', '127.0.0.1', 'RELEASE', 'job 1', 'HELD', 'DELIVERING', '')",
            Relation.CONFIGURATION_VERSION,
            "insert into configuration_version (node, digest, taken_at, origin, person, difference, node_yaml, remotes_yaml, routes_yaml)"
                    + " values ('NODE1', 'd', now(), 'FILE', 'root', '', 'a: b', '', '')");

    @TempDir
    private static Path folder;

    private static TestDatabase database;
    private static NodeFolders folders;
    private static ChainKeeper keeper;

    /** Without triggers, as someone who owns the server: one for all, since to make one takes longer than most tests. */
    private static Connection superuser;

    private static Connection checking;

    @BeforeAll
    static void record() throws Exception {
        database = new TestDatabase(folder.resolve("postgresql"));
        // What is committed here need not survive anything.
        database.execute("alter system set synchronous_commit = off");
        database.execute("select pg_reload_conf()");
        superuser = database.source().getConnection();
        checking = database.source().getConnection();
        folders = new NodeFolders(folder.resolve("data"), folder.resolve("models"));
        RecordedWork.write(database.nodeSource("NODE1"), folders);
        keeper = new ChainKeeper(database.nodeSource("NODE1"), folders.provenance());
        keeper.open();
        keeper.append();
        keeper.checkpoint();
        asSuperuser("create schema recorded");
        for (String table : TABLES.split(", ")) {
            asSuperuser("create table recorded." + table + " as table " + table);
        }
        copy(folders.data(), folder.resolve("recorded"));
    }

    @AfterAll
    static void stop() throws Exception {
        checking.close();
        superuser.close();
        database.close();
    }

    /** Each test begins with what was recorded, whatever the one before it did. */
    @BeforeEach
    void restore() throws Exception {
        StringBuilder all = new StringBuilder();
        for (String table : TABLES.split(", ")) {
            all.append("delete from ").append(table).append(";insert into ").append(table);
            all.append(" overriding system value select * from recorded.")
                    .append(table)
                    .append(';');
        }
        asSuperuser(all + """
                do $$ declare c record; begin
                    for c in select table_name, column_name from information_schema.columns
                            where table_schema = 'public' and is_identity = 'YES' loop
                        execute format('select setval(pg_get_serial_sequence(%L, %L), coalesce(max(%I), 1), max(%I) is not null) from %I',
                            c.table_name, c.column_name, c.column_name, c.column_name, c.table_name);
                    end loop;
                end $$
                """);
        DeletedFolder.delete(folders.data());
        copy(folder.resolve("recorded"), folders.data());
        keeper = new ChainKeeper(database.nodeSource("NODE1"), folders.provenance());
        keeper.open();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    @Test
    void whatNobodyTouchedIsIntact() throws Exception {
        Verification found = verify();
        assertThat(found.findings()).isEmpty();
        assertThat(found.isIntact()).isTrue();
        // Each of the 23 rows when it was made, and the job three times more.
        assertThat(found.events()).isEqualTo(26);
        assertThat(found.rows()).isEqualTo(23);
        assertThat(found.checkpoints()).isEqualTo(1);
        assertThat(found.files()).isEqualTo(3);
        assertThat(found.pendingEvents() + found.unsignedEvents() + found.receivingRows())
                .isZero();
    }

    @Test
    void whatIsRecordedAndNotYetInTheChainCounts() throws Exception {
        RecordedWork.execute(
                database.nodeSource("NODE2"),
                "update job set reason = 'the destination is away', attempts = 2 where id = 1");
        assertThat(verify().findings()).isEmpty();
        assertThat(verify().pendingEvents()).isEqualTo(1);
        keeper.append();
        assertThat(verify().findings()).isEmpty();
        assertThat(verify().unsignedEvents()).isEqualTo(1);
        assertThat(database.ask("select node || ' ' || operation || ' ' || relation || ' ' || row_id"
                        + " from provenance_event order by sequence desc limit 1"))
                .isEqualTo("NODE2 UPDATE job 1");
    }

    @Test
    void aConfigurationThatWasChangedIsNamedAndNotToldWhole() throws Exception {
        RecordedWork.execute(
                database.nodeSource("NODE1"),
                MORE.get(Relation.CONFIGURATION_VERSION).replace("a: b", "a: " + "b".repeat(1_000)));
        assertThat(verify().findings()).isEmpty();
        asSuperuser("update configuration_version set node_yaml = 'a: c'");
        assertFinding(
                Kind.ROW_CHANGED, "configuration_version 1", "node_yaml is \"a: c\" and was recorded as \"a: bbb");
        assertThat(verify().findings().get(0).sentence().length()).isLessThan(400);
    }

    @Test
    void howOftenTheSameOtherContentCameIsNoEvent() throws Exception {
        RecordedWork.execute(database.nodeSource("NODE1"), MORE.get(Relation.OTHER_CONTENT));
        RecordedWork.execute(
                database.nodeSource("NODE1"), "update other_content set times = times + 1, last_at = now()");
        assertThat(verify().pendingEvents()).isEqualTo(1);
        assertThat(verify().findings()).isEmpty();
    }

    @Test
    void aRowThatTheNodeDeletesIsNoFinding() throws Exception {
        RecordedWork.execute(database.nodeSource("NODE1"), "delete from gate_result where id = 2");
        keeper.append();
        assertThat(verify().findings()).isEmpty();
        database.execute(
                "insert into gate_result (id, job_id, sop_instance_uid, gate, measured, bound, verdict, sentence)"
                        + " overriding system value values (2, 1, '1', 'noise', 0.5, '', 'PASS', '')");
        assertFinding(Kind.ROW_ADDED, "gate_result 2", "deleted");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "study 1            | update study set patient_name = 'ANOTHER^ONE'",
                "series 1           | update series set modality = 'DX'",
                "instance 1         | update instance set calling_ae_title = 'OTHER'",
                "instance 1         | update instance set received_at = received_at + interval '1 second'",
                "model_version 1    | update model_version set sha256 = 'abd'",
                "job 1              | update job set destination = 'ELSEWHERE' where id = 1",
                "job_stage 1        | update job_stage set millis = 1",
                "gate_result 1      | update gate_result set measured = 0.12 where id = 1",
                "gate_result 2      | update gate_result set verdict = 'WARN' where id = 2",
                "derived_series 1   | update derived_series set parameter_digest = 'fe' where id = 1",
                "derived_instance 1 | update derived_instance set pixel_sha256 = '00' where id = 1",
                "delivery_attempt 1 | update delivery_attempt set destination = 'ELSEWHERE'",
                "review 1           | update review set person = 'Somebody else'",
                "route_decision 1   | update route_decision set clauses = '[]'",
                "route_decision 1   | update route_decision set taken = false",
                "study_route 1      | update study_route set state = 'RELEASED'",
                "expected_count 1   | update expected_count set series = '[1]'",
                "route_switch 1     | update route_switch set shadow = true",
                "retraction 1       | update retraction set reason = 'None'",
                "job 1              | update job set retracted_by = null where id = 1",
            })
    void aChangedRowIsNamed(String row, String tampering) throws Exception {
        database.execute(tampering);
        assertFinding(Kind.ROW_CHANGED, row, "");
    }

    @Test
    void theChangedFieldIsNamedWithBothValues() throws Exception {
        database.execute("update gate_result set measured = 0.12 where id = 1");
        assertFinding(Kind.ROW_CHANGED, "gate_result 1", "measured is 0.12 and was recorded as 0.123456789012345");
    }

    @ParameterizedTest
    @EnumSource(Relation.class)
    void aRemovedRowIsNamed(Relation relation) throws Exception {
        if (MORE.containsKey(relation)) {
            RecordedWork.execute(database.nodeSource("NODE1"), MORE.get(relation));
        }
        asSuperuser("delete from " + relation.table());
        String row = relation.table()
                + switch (relation) {
                    case DERIVED_SOURCE -> " 1/1";
                    case REJECTED_INSTANCE -> " 2/1";
                    default -> " 1";
                };
        assertThat(verify().findings())
                .anyMatch(finding -> finding.kind() == Kind.ROW_REMOVED
                        && finding.subject().equals(row)
                        && finding.sentence().contains("removed"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "instance (series_id, sop_instance_uid, sop_class_uid, transfer_syntax_uid, file, bytes, sha256,"
                        + " calling_ae_title, called_ae_title, peer, association_id, received_at, receive_millis)"
                        + " values (1, '1.2.9', '', '', '', 0, '', '', '', '', 1, now(), 1)",
                "gate_result (job_id, sop_instance_uid, gate, measured, bound, verdict, sentence)"
                        + " values (1, '1.2.1.1.1', 'made-up', 1, '', 'PASS', '')",
                "delivery_attempt (derived_instance_id, destination, attempted_at, outcome, message)"
                        + " values (1, 'PACS', now(), 'SENT', '')",
                "job_stage (job_id, stage, attempt, started_at, millis, detail)"
                        + " values (1, 'DELIVERED', 1, now(), 1, '')",
            })
    void anAddedRowIsNamed(String row) throws Exception {
        database.execute("insert into " + row);
        String table = row.substring(0, row.indexOf(' '));
        String id = database.ask("select max(id) from " + table);
        assertFinding(Kind.ROW_ADDED, table + " " + id, "by hand");
    }

    @Test
    void anInstanceOfAStudyThatIsStillReceivedIsNoFinding() throws Exception {
        RecordedWork.execute(database.nodeSource("NODE1"), "update study set state = 'RECEIVING'");
        RecordedWork.execute(
                database.nodeSource("NODE1"),
                "insert into instance (series_id, sop_instance_uid, sop_class_uid, transfer_syntax_uid, file, bytes, sha256,"
                        + " calling_ae_title, called_ae_title, peer, association_id, received_at, receive_millis)"
                        + " values (1, '1.2.9', '', '', '', 0, '', '', '', '', 1, now(), 1)");
        assertThat(verify().findings()).isEmpty();
        assertThat(verify().receivingRows()).isEqualTo(1);
        RecordedWork.execute(database.nodeSource("NODE1"), "update study set state = 'ROUTED'");
        keeper.append();
        assertThat(verify().findings()).isEmpty();
        assertThat(verify().events())
                .as("what was recorded is not recorded again")
                .isEqualTo(27);
    }

    @Test
    void aDecisionIsRecordedWithoutWhatItsClausesLookedAt() throws Exception {
        assertThat(database.ask("select content from provenance_event where relation = 'route_decision'"))
                .startsWith("sha256:");
        RecordedWork.execute(
                database.nodeSource("NODE1"), "update expected_count set next_ask_at = now() + interval '1 minute'");
        assertThat(verify().pendingEvents())
                .as("when it is asked again is no decision")
                .isZero();
        RecordedWork.execute(
                database.nodeSource("NODE1"),
                "update route_decision set taken = false, decided_at = now(); delete from study_route");
        keeper.append();
        assertThat(verify().findings()).isEmpty();
        assertThat(verify().events()).isEqualTo(28);
    }

    @Test
    void theChainRefusesToBeChangedInTheOrdinaryWay() {
        for (String statement : new String[] {
            "update provenance_event set content = ''",
            "delete from provenance_event where sequence = 3",
            "truncate provenance_event",
            "update provenance_checkpoint set sequence = 1",
            "delete from provenance_checkpoint"
        }) {
            assertThatThrownBy(() -> database.execute(statement)).hasMessageContaining("append-only");
        }
    }

    @Test
    void aChangedEventIsNamed() throws Exception {
        asSuperuser(
                "update provenance_event set content = replace(content, '0.5', '0.4') where relation = 'gate_result'"
                        + " and row_id = 2");
        assertThat(verify().findings()).extracting(Finding::subject).contains("event 10", "gate_result 2");
        assertThat(verify().findings().get(0).sentence()).contains("INSERT of gate_result 2", "changed");
    }

    @Test
    void aRemovedEventIsNamed() throws Exception {
        asSuperuser("delete from provenance_event where sequence = 7");
        assertThat(verify().findings())
                .anyMatch(finding -> finding.kind() == Kind.EVENT_MISSING
                        && finding.subject().equals("event 7"));
    }

    @Test
    void eventsInEachOthersPlacesAreNamed() throws Exception {
        asSuperuser("update provenance_event set sequence = -1 where sequence = 10;"
                + " update provenance_event set sequence = 10 where sequence = 11;"
                + " update provenance_event set sequence = 11 where sequence = -1");
        assertThat(verify().findings())
                .filteredOn(finding -> finding.kind() == Kind.EVENT_CHANGED)
                .extracting(Finding::subject)
                .contains("event 10", "event 11");
    }

    @Test
    void aChainThatWasWrittenAnewIsNotTheSignedOne() throws Exception {
        database.execute("update gate_result set measured = 0.4 where id = 2");
        asSuperuser("update provenance_event set content = (select to_jsonb(g)::text from gate_result g where id = 2)"
                + " where relation = 'gate_result' and row_id = 2");
        rehash();
        assertFinding(Kind.CHECKPOINT, "event 26", "checkpoint 1 signed");
    }

    @Test
    void aCheckpointOfAnotherKeyIsNotTrusted() throws Exception {
        asSuperuser("delete from provenance_checkpoint");
        DeletedFolder.delete(folders.provenance());
        ChainKeeper forger = new ChainKeeper(database.source(), folder.resolve("data/elsewhere"));
        forger.open();
        forger.checkpoint();
        keeper.open();
        assertFinding(Kind.CHECKPOINT, "checkpoint 1", "does not know");
        Files.copy(
                folder.resolve("data/elsewhere/signing.pub"),
                folders.provenance().resolve("other-node.pub"));
        assertThat(verify().findings()).isEmpty();
    }

    @Test
    void aChangedCheckpointIsNamed() throws Exception {
        asSuperuser("update provenance_checkpoint set made_at = made_at - interval '1 day'");
        assertFinding(Kind.CHECKPOINT, "checkpoint 1", "signature");
    }

    @Test
    void aDatabaseThatWasSetBackIsFoundByTheFoldersLog() throws Exception {
        RecordedWork.execute(database.nodeSource("NODE1"), "update job set attempts = 7 where id = 1");
        keeper.append();
        keeper.checkpoint();
        asSuperuser(
                "delete from provenance_event where sequence = 27; delete from provenance_checkpoint where number = 2;"
                        + " update job set attempts = 1 where id = 1");
        assertFinding(Kind.CHECKPOINT, "checkpoint 2", "set back");
    }

    @Test
    void aChangedDerivedFileIsNamedAndSaysWhetherItsPixelsChanged() throws Exception {
        Path file = folders.derived().resolve("1/1.dcm");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        assertFinding(Kind.FILE_CHANGED, "derived_instance 1 (2.25.2)", "its pixels are not those that were made");
        bytes[bytes.length / 2] ^= 1;
        bytes[10] ^= 1; // the preamble
        Files.write(file, bytes);
        assertFinding(Kind.FILE_CHANGED, "derived_instance 1 (2.25.2)", "its pixels are those that were made");
    }

    @Test
    void aMissingFileAndAChangedSourceAreNamed() throws Exception {
        Files.delete(folders.derived().resolve("1/1.dcm"));
        assertFinding(Kind.FILE_MISSING, "derived_instance 1 (2.25.2)", "gone");
        Files.copy(folders.spool().resolve("source.dcm"), folders.derived().resolve("1/1.dcm"));
        Files.write(folders.spool().resolve("source.dcm"), new byte[] {0, 0}, StandardOpenOption.APPEND);
        assertFinding(Kind.FILE_CHANGED, "instance 1 (1.2.1.1.1)", "not the one received");
    }

    @Test
    void theKeyIsItsOwnersAlone() throws IOException {
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(folders.provenance().resolve("signing.key"))))
                .isEqualTo("rw-------");
    }

    @Test
    void severalNodesWriteOneChain() throws Exception {
        Thread[] nodes = new Thread[4];
        for (int n = 0; n < nodes.length; n++) {
            String name = "NODE" + n;
            ChainKeeper other = new ChainKeeper(database.nodeSource(name), folders.provenance());
            other.open();
            nodes[n] = new Thread(() -> {
                try {
                    for (int k = 0; k < 10; k++) {
                        RecordedWork.execute(
                                database.nodeSource(name), "update job set attempts = attempts + 1 where id = 1");
                        other.append();
                        other.checkpoint();
                    }
                } catch (SQLException | IOException e) {
                    throw new AssertionError(e);
                }
            });
        }
        for (Thread node : nodes) {
            node.start();
        }
        for (Thread node : nodes) {
            node.join();
        }
        keeper.append();
        Verification found = verify();
        assertThat(found.findings()).isEmpty();
        assertThat(found.events()).isEqualTo(66);
        assertThat(database.ask("select attempts from job where id = 1")).isEqualTo("41");
    }

    private Verification verify() throws SQLException, IOException {
        return new ProvenanceVerifier(folders).verify(checking);
    }

    private void assertFinding(Kind kind, String subject, String words) throws SQLException, IOException {
        assertThat(verify().findings()).hasSize(1).first().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(kind);
            assertThat(finding.subject()).isEqualTo(subject);
            assertThat(finding.sentence()).contains(words);
        });
    }

    private static void asSuperuser(String sql) throws SQLException {
        try (Statement statement = superuser.createStatement()) {
            statement.execute("set session_replication_role = replica; " + sql);
        }
    }

    /** Writes all hashes anew, as someone who knows how but has no key. */
    private static void rehash() throws SQLException {
        try (Connection connection = database.source().getConnection();
                var rows = connection
                        .createStatement()
                        .executeQuery("select sequence, (extract(epoch from recorded_at) * 1000000)::bigint, node,"
                                + " operation, relation, row_id, row_part, content from provenance_event order by 1")) {
            byte[] hash = ChainHead.start().hash();
            while (rows.next()) {
                hash = EventChain.event(rows.getLong(1), rows, 2).hash(hash);
                asSuperuser("update provenance_event set hash = '\\x"
                        + java.util.HexFormat.of().formatHex(hash) + "' where sequence = " + rows.getLong(1));
            }
        }
    }
}

package org.afterimage.receive;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import javax.sql.DataSource;
import org.afterimage.node.NodeConfiguration;

/**
 * Study, series and instance rows of what was received. A group of instances is one statement and one commit: it
 * makes or finds the studies and series, inserts the instances that are not known, and pushes their studies' due times back, so that
 * completeness survives restarts. Plain JDBC: entities would cost a round trip a row.
 */
@ApplicationScoped
public class InstanceIndex implements Leftovers.Rows {
    private static final int STATEMENT_SECONDS = 30;

    /**
     * Rows are inserted in the order of their UIDs, so that two nodes that insert the same ones wait for each other instead of both for
     * the other.
     */
    private static final String INSERT = """
            with incoming as (
                select * from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::integer[],
                    ?::text[], ?::integer[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[],
                    ?::text[], ?::bigint[], ?::float8[])
                    as incoming (study_uid, patient_id, patient_name, accession, study_date, study_description, series_uid, modality,
                        series_number, series_description, instance_number, uid, sop_class, syntax, file, bytes, sha256, calling,
                        called, peer, association, millis)
                where not exists (select from instance where sop_instance_uid = uid)
            ), studies as (
                insert into study as s (study_instance_uid, patient_id, patient_name, accession_number, study_date, description, state,
                    first_received_at, last_received_at, due_at)
                select distinct on (study_uid) study_uid, patient_id, patient_name, accession, study_date, study_description,
                    'RECEIVING', ?, ?, ?
                from incoming order by study_uid, uid
                on conflict (study_instance_uid) do update
                    set state = excluded.state, last_received_at = excluded.last_received_at, due_at = excluded.due_at
                returning id, study_instance_uid
            ), known_series as (
                select r.id, r.study_id, r.series_instance_uid from series r
                where (r.study_id, r.series_instance_uid) in
                    (select s.id, i.series_uid from incoming i join studies s on s.study_instance_uid = i.study_uid)
            ), new_series as (
                insert into series as r (study_id, series_instance_uid, modality, series_number, description)
                select distinct on (s.id, series_uid) s.id, series_uid, modality, series_number, series_description
                from incoming i join studies s on s.study_instance_uid = i.study_uid
                where not exists (select from known_series k where k.study_id = s.id and k.series_instance_uid = i.series_uid)
                order by s.id, series_uid, uid
                on conflict (study_id, series_instance_uid) do update set modality = r.modality
                returning id, study_id, series_instance_uid
            ), all_series as (
                select * from known_series union all select * from new_series
            )
            insert into instance (series_id, sop_instance_uid, sop_class_uid, transfer_syntax_uid, instance_number, file, bytes, sha256,
                calling_ae_title, called_ae_title, peer, association_id, received_at, receive_millis)
            select r.id, uid, sop_class, syntax, instance_number, file, bytes, sha256, calling, called, peer, association, ?, millis
            from incoming i
                join studies s on s.study_instance_uid = i.study_uid
                join all_series r on r.study_id = s.id and r.series_instance_uid = i.series_uid
            order by uid
            on conflict (sop_instance_uid) do nothing
            returning file
            """;

    /** What the index made of an instance. */
    public enum Outcome {
        /** It was not known. */
        NEW,
        /** The same content is already there: nothing changed. */
        SAME_CONTENT,
        /** Its UID is already there with other content: the first copy is kept, and this is counted. */
        OTHER_CONTENT
    }

    private final DataSource database;
    private final Duration quietTime;

    /** For the container. */
    @Inject
    public InstanceIndex(DataSource database, NodeConfiguration configuration) {
        this(database, Duration.ofSeconds(configuration.node().study().quietSeconds()));
    }

    InstanceIndex(DataSource database, Duration quietTime) {
        this.database = database;
        this.quietTime = quietTime;
    }

    /**
     * Inserts the rows of a group of instances, in a transaction that the caller commits or undoes.
     *
     * @throws SQLException when the database does not take them; then nothing is inserted
     */
    IndexTransaction insert(List<ReceivedInstance> group) throws SQLException {
        Connection connection = database.getConnection();
        boolean inserted = false;
        try {
            connection.setAutoCommit(false);
            Set<String> files = insert(connection, group);
            List<Outcome> outcomes = new ArrayList<>();
            for (ReceivedInstance received : group) {
                outcomes.add(files.contains(received.file()) ? Outcome.NEW : recognise(connection, received));
            }
            inserted = true;
            return new IndexTransaction(connection, outcomes);
        } finally {
            if (!inserted) {
                IndexTransaction.close(connection, false);
            }
        }
    }

    /** Inserts what is not known, and returns the files of what was inserted. */
    private Set<String> insert(Connection connection, List<ReceivedInstance> group) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            statement.setQueryTimeout(STATEMENT_SECONDS);
            new Columns(connection, statement, group).set();
            Set<String> files = new HashSet<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    files.add(rows.getString(1));
                }
            }
            return files;
        }
    }

    /** An instance that is in the index: counts it when its content differs. */
    private static Outcome recognise(Connection connection, ReceivedInstance received) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                update instance set other_content_count = other_content_count + 1 where sop_instance_uid = ? and sha256 <> ?
                """)) {
            statement.setQueryTimeout(STATEMENT_SECONDS);
            statement.setString(1, received.request().sopInstanceUid());
            statement.setString(2, received.sha256());
            return statement.executeUpdate() == 0 ? Outcome.SAME_CONTENT : Outcome.OTHER_CONTENT;
        }
    }

    @Override
    public Set<String> of(Set<String> names) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("select file from instance where file = any (?)")) {
            statement.setArray(1, connection.createArrayOf("text", names.toArray()));
            Set<String> found = new HashSet<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException("the index can't be asked for its files", e);
        }
    }

    /** The parameters of {@link #INSERT}: one array a column. */
    private final class Columns {
        private final Connection connection;
        private final PreparedStatement statement;
        private final List<ReceivedInstance> group;
        private int next = 1;

        Columns(Connection connection, PreparedStatement statement, List<ReceivedInstance> group) {
            this.connection = connection;
            this.statement = statement;
            this.group = group;
        }

        void set() throws SQLException {
            column("text", received -> received.header().studyInstanceUid());
            column("text", received -> received.header().patientId());
            column("text", received -> received.header().patientName());
            column("text", received -> received.header().accessionNumber());
            column("text", received -> received.header().studyDate());
            column("text", received -> received.header().studyDescription());
            column("text", received -> received.header().seriesInstanceUid());
            column("text", received -> received.header().modality());
            column("int4", received -> received.header().seriesNumber());
            column("text", received -> received.header().seriesDescription());
            column("int4", received -> received.header().instanceNumber());
            column("text", received -> received.request().sopInstanceUid());
            column("text", received -> received.request().sopClassUid());
            column("text", received -> received.request().transferSyntax().uid());
            column("text", ReceivedInstance::file);
            column("int8", ReceivedInstance::bytes);
            column("text", ReceivedInstance::sha256);
            column("text", received -> received.request().callingAeTitle());
            column("text", received -> received.request().calledAeTitle());
            column("text", received -> received.request().peer().getHostAddress());
            column("int8", received -> received.request().associationId());
            column("float8", ReceivedInstance::millis);
            OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
            value(now);
            value(now);
            value(now.plus(quietTime));
            value(now);
        }

        private void column(String type, Function<ReceivedInstance, Object> field) throws SQLException {
            statement.setArray(
                    next++,
                    connection.createArrayOf(type, group.stream().map(field).toArray()));
        }

        private void value(OffsetDateTime time) throws SQLException {
            statement.setObject(next++, time);
        }
    }
}

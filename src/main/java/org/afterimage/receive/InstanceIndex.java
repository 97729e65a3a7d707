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
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.afterimage.node.NodeConfiguration;

/**
 * Study, series and instance rows of what was received. A group of instances is one transaction of three short
 * statements, however large it is: its series are found, the instances that are not known are inserted, and their studies' due times are
 * pushed back, so that completeness survives restarts. Plain JDBC: entities would cost a round trip a row, and one statement that does it all
 * costs ten times as much to execute as these three.
 */
@ApplicationScoped
public class InstanceIndex implements Leftovers.Rows {
    /** In the order of their UIDs, so that two nodes that insert the same ones wait for each other and not both for the other. */
    private static final String INSERT = """
            insert into instance (series_id, sop_instance_uid, sop_class_uid, transfer_syntax_uid, instance_number, file, bytes, sha256,
                calling_ae_title, called_ae_title, peer, association_id, received_at, receive_millis)
            select series, uid, sop_class, syntax, number, file, bytes, sha256, calling, called, peer, association, ?, millis
            from unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::integer[], ?::text[], ?::bigint[], ?::text[], ?::text[],
                    ?::text[], ?::text[], ?::bigint[], ?::float8[])
                as arrived (series, uid, sop_class, syntax, number, file, bytes, sha256, calling, called, peer, association, millis)
            order by uid
            on conflict (sop_instance_uid) do nothing
            returning file
            """;

    private static final String PUSH_BACK = """
            update study set state = 'RECEIVING', last_received_at = ?, due_at = ? where id = any (?::bigint[])
            """;

    private static final String COUNT_OTHER_CONTENT = """
            update instance set other_content_count = other_content_count + 1
            where sop_instance_uid = any (?::text[]) and sha256 <> any (?::text[])
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
            List<Outcome> outcomes = outcomes(connection, group);
            inserted = true;
            return new IndexTransaction(connection, outcomes);
        } finally {
            if (!inserted) {
                IndexTransaction.close(connection, false);
            }
        }
    }

    private List<Outcome> outcomes(Connection connection, List<ReceivedInstance> group) throws SQLException {
        OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
        OffsetDateTime due = now.plus(quietTime);
        Map<SeriesRows.Key, SeriesRows.Ids> series = new SeriesRows(connection, now, due).of(group);
        List<ReceivedInstance> placed = group.stream()
                .filter(instance -> series.containsKey(SeriesRows.Key.of(instance)))
                .toList();
        Set<String> files = insert(connection, placed, series, now);
        pushBack(connection, now, due, studiesOf(placed, files, series));
        List<Outcome> outcomes = new ArrayList<>();
        for (ReceivedInstance instance : group) {
            outcomes.add(files.contains(instance.file()) ? Outcome.NEW : recognise(connection, instance));
        }
        return outcomes;
    }

    /** Inserts what is not known, and returns the files of what was inserted. */
    private static Set<String> insert(
            Connection connection,
            List<ReceivedInstance> group,
            Map<SeriesRows.Key, SeriesRows.Ids> series,
            OffsetDateTime now)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            Columns<ReceivedInstance> columns = new Columns<>(connection, statement, group);
            columns.value(now);
            columns.add(
                    "int8", instance -> series.get(SeriesRows.Key.of(instance)).seriesId());
            columns.add("text", instance -> instance.request().sopInstanceUid());
            columns.add("text", instance -> instance.request().sopClassUid());
            columns.add("text", instance -> instance.request().transferSyntax().uid());
            columns.add("int4", instance -> instance.header().instanceNumber());
            columns.add("text", ReceivedInstance::file);
            columns.add("int8", ReceivedInstance::bytes);
            columns.add("text", ReceivedInstance::sha256);
            columns.add("text", instance -> instance.request().callingAeTitle());
            columns.add("text", instance -> instance.request().calledAeTitle());
            columns.add("text", instance -> instance.request().peer().getHostAddress());
            columns.add("int8", instance -> instance.request().associationId());
            columns.add("float8", ReceivedInstance::millis);
            Set<String> files = new HashSet<>();
            try (ResultSet rows = columns.query()) {
                while (rows.next()) {
                    files.add(rows.getString(1));
                }
            }
            return files;
        }
    }

    private static List<Long> studiesOf(
            List<ReceivedInstance> group, Set<String> files, Map<SeriesRows.Key, SeriesRows.Ids> series) {
        return group.stream()
                .filter(instance -> files.contains(instance.file()))
                .map(instance -> series.get(SeriesRows.Key.of(instance)).studyId())
                .distinct()
                .sorted()
                .toList();
    }

    /** After the insert, so that a study that is routed meanwhile is opened again. */
    private static void pushBack(Connection connection, OffsetDateTime now, OffsetDateTime due, List<Long> studies)
            throws SQLException {
        if (studies.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(PUSH_BACK)) {
            Columns<Long> columns = new Columns<>(connection, statement, studies);
            columns.value(now);
            columns.value(due);
            columns.add("int8", id -> id);
            columns.update();
        }
    }

    /** An instance that is in the index: counts it when its content differs. */
    private static Outcome recognise(Connection connection, ReceivedInstance received) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(COUNT_OTHER_CONTENT)) {
            Columns<ReceivedInstance> columns = new Columns<>(connection, statement, List.of(received));
            columns.add("text", instance -> instance.request().sopInstanceUid());
            columns.add("text", ReceivedInstance::sha256);
            return columns.update() == 0 ? Outcome.SAME_CONTENT : Outcome.OTHER_CONTENT;
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
}

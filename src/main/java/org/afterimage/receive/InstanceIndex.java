package org.afterimage.receive;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.afterimage.node.NodeConfiguration;
import org.afterimage.node.OtherContent;
import org.afterimage.node.StudyTimes;

/**
 * Study, series and instance rows of what was received. A group of instances whose series are there already, as most are,
 * is one statement however large it is: what is not known is inserted, and the due times of its studies are pushed back, so that completeness
 * survives restarts. Plain JDBC: entities would cost a round trip a row.
 */
@ApplicationScoped
public class InstanceIndex {
    /**
     * Inserts the instances whose series are there, in the order of their UIDs, so that two nodes that insert the same ones wait for each
     * other and not both for the other; and pushes back the due times of the studies that have a new one.
     */
    private static final String INSERT = """
            with arrived as (
                select s.id as study, r.id as series, a.*
                from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::integer[], ?::text[], ?::bigint[], ?::text[],
                        ?::text[], ?::text[], ?::text[], ?::bigint[], ?::timestamptz[], ?::float8[])
                    as a (study_uid, series_uid, uid, sop_class, syntax, number, file, bytes, sha256, calling, called, peer, association,
                        received_at, millis)
                    join study s on s.study_instance_uid = a.study_uid
                    join series r on r.study_id = s.id and r.series_instance_uid = a.series_uid
            ), inserted as (
                insert into instance (series_id, sop_instance_uid, sop_class_uid, transfer_syntax_uid, instance_number, file, bytes, sha256,
                    calling_ae_title, called_ae_title, peer, association_id, received_at, receive_millis)
                select series, uid, sop_class, syntax, number, file, bytes, sha256, calling, called, peer, association, received_at, millis
                from arrived order by uid
                on conflict (sop_instance_uid) do nothing
                returning file
            ), pushed_back as (
                update study set last_received_at = n.now, purge_id = null,
                    opened_at = case when state = 'RECEIVING' then opened_at else n.now end,
                    cap_at = case when state = 'RECEIVING' then cap_at else n.cap end,
                    due_at = least(n.due, case when state = 'RECEIVING' then cap_at else n.cap end),
                    state = 'RECEIVING'
                from (select ?::timestamptz as now, ?::timestamptz as due, ?::timestamptz as cap) n
                where id in (select study from arrived join inserted using (file))
            )
            select file from inserted
            """;

    private static final String WITHOUT_ROW = """
            select file from unnest(?::text[], ?::text[]) as f (uid, file)
            where not exists (select from instance i where i.sop_instance_uid = uid and i.file = f.file)
            """;

    /** What the index made of an instance. */
    public enum Outcome {
        /** It was not known. */
        NEW,
        /** The same content is already there: nothing changed. */
        SAME_CONTENT,
        /** The same content was there, and its file was purged: it gets it again. */
        RESTORED,
        /** Its UID is already there with other content: the first copy is kept, and this is recorded. */
        OTHER_CONTENT,
        /** Its UID was there with other content, whose place it takes. */
        REPLACED
    }

    private final DataSource database;
    private final StudyTimes times;
    private final OtherContent policy;

    /**
     * For the container.
     *
     * @param times when a study is looked at after what came
     * @param configuration says what is done with other content under a known UID
     */
    @Inject
    public InstanceIndex(DataSource database, StudyTimes times, NodeConfiguration configuration) {
        this(database, times, configuration.node().storage().otherContent());
    }

    InstanceIndex(DataSource database, StudyTimes times, OtherContent policy) {
        this.database = database;
        this.times = times;
        this.policy = policy;
    }

    /**
     * Inserts the rows of a group of instances, in a transaction that the caller commits or undoes.
     *
     * @throws SQLException when the database does not take them; then nothing is inserted
     */
    IndexTransaction insert(List<IndexedFile> group) throws SQLException {
        Connection connection = database.getConnection();
        boolean inserted = false;
        try {
            connection.setAutoCommit(false);
            List<Recognised> recognised = recognise(connection, group);
            inserted = true;
            return new IndexTransaction(connection, recognised);
        } finally {
            if (!inserted) {
                IndexTransaction.close(connection, false);
            }
        }
    }

    /** The files of those instances that the index has not, or has from elsewhere: another node was sent the same ones. */
    Set<String> withoutRow(List<ReceivedInstance> instances) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(WITHOUT_ROW)) {
            Columns<ReceivedInstance> columns = new Columns<>(connection, statement, instances);
            columns.add("text", instance -> instance.request().sopInstanceUid());
            columns.add("text", ReceivedInstance::file);
            return columns.texts();
        }
    }

    private List<Recognised> recognise(Connection connection, List<IndexedFile> group) throws SQLException {
        StudyMoments moments = StudyMoments.of(OffsetDateTime.now(ZoneOffset.UTC), times);
        Set<String> files = insert(connection, group, moments);
        List<IndexedFile> others = without(files, group);
        if (!others.isEmpty() && new SeriesRows(connection, moments).make(others)) {
            files.addAll(insert(connection, others, moments));
        }
        KnownInstance known = new KnownInstance(connection, moments, policy);
        List<Recognised> recognised = new ArrayList<>();
        for (IndexedFile row : group) {
            String file = row.instance().file();
            recognised.add(files.contains(file) ? new Recognised(Outcome.NEW, file) : known.recognise(row));
        }
        return recognised;
    }

    private static List<IndexedFile> without(Set<String> files, List<IndexedFile> group) {
        return group.stream()
                .filter(row -> !files.contains(row.instance().file()))
                .toList();
    }

    /** Inserts what is not known and has a series, and returns the files of what was inserted. */
    private static Set<String> insert(Connection connection, List<IndexedFile> group, StudyMoments moments)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            Columns<IndexedFile> columns = new Columns<>(connection, statement, group);
            columns.add("text", row -> row.instance().header().studyInstanceUid());
            columns.add("text", row -> row.instance().header().seriesInstanceUid());
            columns.add("text", row -> row.instance().request().sopInstanceUid());
            columns.add("text", row -> row.instance().request().sopClassUid());
            columns.add("text", row -> row.instance().request().transferSyntax().uid());
            columns.add("int4", row -> row.instance().header().instanceNumber());
            columns.add("text", row -> row.instance().file());
            columns.add("int8", row -> row.instance().bytes());
            columns.add("text", IndexedFile::sha256);
            columns.add("text", row -> row.instance().request().callingAeTitle());
            columns.add("text", row -> row.instance().request().calledAeTitle());
            columns.add("text", row -> row.instance().request().peer().getHostAddress());
            columns.add("int8", row -> row.instance().request().associationId());
            columns.add("timestamptz", row -> row.instance().receivedAt().toString());
            columns.add("float8", row -> row.instance().millis());
            columns.value(moments.now());
            columns.value(moments.due());
            columns.value(moments.cap());
            return columns.texts();
        }
    }
}

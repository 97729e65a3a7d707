package org.afterimage.receive;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import org.afterimage.node.OtherContent;
import org.afterimage.receive.InstanceIndex.Outcome;

/** What becomes of an instance that the index knows: the same content changes nothing unless its file was purged; another is recorded. */
final class KnownInstance {
    private static final String PUSH_BACK = """
            update study set last_received_at = n.now, purge_id = null,
                opened_at = case when state = 'RECEIVING' then opened_at else n.now end,
                cap_at = case when state = 'RECEIVING' then cap_at else n.cap end,
                due_at = least(n.due, case when state = 'RECEIVING' then cap_at else n.cap end),
                state = 'RECEIVING'
            from (select ?::timestamptz as now, ?::timestamptz as due, ?::timestamptz as cap) n
            """;

    /** Waits for a purge that removes the file just now. */
    private static final String RESTORE = """
            with was as (
                select id, purge_id from instance where sop_instance_uid = ? and sha256 = ? and purge_id is not null for update
            ), restored as (
                update instance i set purge_id = null from was where i.id = was.id returning i.file, i.series_id
            ), listed as (
                update purge p set instances = p.instances - int8multirange(int8range(was.id, was.id, '[]'))
                from was where p.id = was.purge_id
            ), pushed_back as (
                %s where id in (select r.study_id from series r join restored on restored.series_id = r.id)
            )
            select file from restored
            """.formatted(PUSH_BACK);

    /** Only until a route has looked at it: what was decided and made is traced to the content that it was decided on and made of. */
    private static final String REPLACE = """
            with was as (
                select i.id, i.file, i.sha256, s.id as study from instance i
                join series r on r.id = i.series_id join study s on s.id = r.study_id
                where i.sop_instance_uid = ? and i.sha256 <> ? and i.purge_id is null and s.state = 'RECEIVING'
                    and not exists (select from route_decision d where d.series_id = i.series_id)
                    and not exists (select from job_source j where j.series_id = i.series_id)
                    and not exists (select from provenance_event e where e.relation = 'instance' and e.row_id = i.id)
                    and not exists (select from provenance_pending p where p.relation = 'instance' and p.row_id = i.id)
                for update of i, s
            ), replaced as (
                update instance i set file = ?, bytes = ?, sha256 = ?, sop_class_uid = ?, transfer_syntax_uid = ?, calling_ae_title = ?,
                    called_ae_title = ?, peer = ?, association_id = ?, received_at = ?, receive_millis = ?,
                    other_content_count = other_content_count + 1
                from was where i.id = was.id
            ), pushed_back as (
                %s where id in (select study from was)
            )
            insert into other_content (instance_id, sha256, outcome, calling_ae_title, peer, replaced_sha256, replaced_file)
            select id, ?, 'REPLACED', ?, ?, sha256, file from was returning id
            """.formatted(PUSH_BACK);

    private static final String KEEP_FIRST = """
            with known as (
                update instance set other_content_count = other_content_count + 1
                where sop_instance_uid = ? and sha256 <> ? returning id
            )
            insert into other_content (instance_id, sha256, outcome, calling_ae_title, peer)
            select id, ?, 'KEPT_FIRST', ?, ? from known
            on conflict (instance_id, sha256, outcome) where outcome <> 'REPLACED'
            do update set times = other_content.times + 1, last_at = now()
            returning id
            """;

    private final Connection connection;
    private final StudyMoments moments;
    private final OtherContent policy;

    /** Works on a connection with an open transaction. */
    KnownInstance(Connection connection, StudyMoments moments, OtherContent policy) {
        this.connection = connection;
        this.moments = moments;
        this.policy = policy;
    }

    /** Recognises an instance whose UID the index has. */
    Recognised recognise(IndexedFile received) throws SQLException {
        try (Parameters restore = new Parameters(RESTORE)) {
            restore.text(received.instance().request().sopInstanceUid()).text(received.sha256());
            restore.moments();
            try (ResultSet row = restore.statement.executeQuery()) {
                if (row.next()) {
                    return new Recognised(Outcome.RESTORED, row.getString(1));
                }
            }
        }
        if (policy == OtherContent.REPLACE && replaced(received)) {
            return new Recognised(Outcome.REPLACED, received.instance().file());
        }
        Outcome outcome = keptFirst(received) ? Outcome.OTHER_CONTENT : Outcome.SAME_CONTENT;
        return new Recognised(outcome, received.instance().file());
    }

    private boolean replaced(IndexedFile received) throws SQLException {
        ReceivedInstance instance = received.instance();
        try (Parameters replace = new Parameters(REPLACE)) {
            replace.text(instance.request().sopInstanceUid()).text(received.sha256());
            replace.text(instance.file()).object(instance.bytes()).text(received.sha256());
            replace.text(instance.request().sopClassUid())
                    .text(instance.request().transferSyntax().uid());
            replace.text(instance.request().callingAeTitle())
                    .text(instance.request().calledAeTitle())
                    .text(instance.request().peer().getHostAddress());
            replace.object(instance.request().associationId())
                    .object(Timestamp.from(instance.receivedAt()))
                    .object(instance.millis());
            replace.moments();
            replace.text(received.sha256()).sender(instance);
            return replace.hasRow();
        }
    }

    private boolean keptFirst(IndexedFile received) throws SQLException {
        try (Parameters keep = new Parameters(KEEP_FIRST)) {
            keep.text(received.instance().request().sopInstanceUid())
                    .text(received.sha256())
                    .text(received.sha256())
                    .sender(received.instance());
            return keep.hasRow();
        }
    }

    /** A statement whose parameters are set one after the other. */
    private final class Parameters implements AutoCloseable {
        private final PreparedStatement statement;
        private int next = 1;

        Parameters(String sql) throws SQLException {
            statement = connection.prepareStatement(sql);
        }

        Parameters text(String value) throws SQLException {
            statement.setString(next++, value);
            return this;
        }

        Parameters object(Object value) throws SQLException {
            statement.setObject(next++, value);
            return this;
        }

        Parameters sender(ReceivedInstance instance) throws SQLException {
            return text(instance.request().callingAeTitle())
                    .text(instance.request().peer().getHostAddress());
        }

        void moments() throws SQLException {
            object(moments.now()).object(moments.due()).object(moments.cap());
        }

        boolean hasRow() throws SQLException {
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }

        @Override
        public void close() throws SQLException {
            statement.close();
        }
    }
}

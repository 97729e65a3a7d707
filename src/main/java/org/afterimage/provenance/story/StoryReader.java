package org.afterimage.provenance.story;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads stories from the database. Plain JDBC, so that they can be told beside a running node, or without one. */
public final class StoryReader {
    /** The database puts each story together as one JSON object, whose fields are those of the record. */
    private static final String STORIES = """
            select jsonb_build_object(
                'sopInstanceUid', d.sop_instance_uid, 'sopClassUid', d.sop_class_uid,
                'seriesInstanceUid', ds.series_instance_uid, 'seriesNumber', ds.series_number, 'role', ds.role,
                'algorithm', ds.algorithm, 'parameterDigest', ds.parameter_digest,
                'sha256', d.sha256, 'pixelSha256', d.pixel_sha256, 'sourcePixelSha256', d.source_pixel_sha256, 'madeAt', d.made_at,
                'job', jsonb_build_object('id', j.id, 'node', coalesce((select e.node from provenance_event e
                        where e.relation = 'derived_instance' and e.row_id = d.id order by e.sequence limit 1), (select p.node
                        from provenance_pending p where p.relation = 'derived_instance' and p.row_id = d.id order by p.id limit 1)),
                    'route', j.route, 'destination', j.destination,
                    'engine', j.engine, 'state', j.state, 'reason', j.reason, 'createdAt', j.created_at, 'endedAt', j.ended_at,
                    'configuration', (select jsonb_build_object('version', c.id, 'node', c.node, 'digest', c.digest, 'origin', c.origin,
                        'person', c.person, 'takenAt', c.taken_at) from configuration_version c where c.id = j.configuration_version_id)),
                'model', jsonb_build_object('id', m.model_id, 'version', m.version, 'sha256', m.sha256, 'title', m.title),
                'sources', (select coalesce(jsonb_agg(jsonb_build_object('sopInstanceUid', i.sop_instance_uid,
                        'seriesInstanceUid', r.series_instance_uid, 'sha256', i.sha256, 'callingAeTitle', i.calling_ae_title,
                        'calledAeTitle', i.called_ae_title, 'peer', i.peer, 'receivedAt', i.received_at) order by i.id), '[]')
                    from derived_source s join instance i on i.id = s.instance_id join series r on r.id = i.series_id
                    where s.derived_instance_id = d.id),
                'gates', (select coalesce(jsonb_agg(jsonb_build_object('gate', g.gate, 'measured', g.measured, 'bound', g.bound,
                        'verdict', g.verdict, 'sentence', g.sentence) order by g.id), '[]')
                    from gate_result g where g.job_id = coalesce(j.copy_of, j.id) and (g.sop_instance_uid in (select i.sop_instance_uid
                            from derived_source s join instance i on i.id = s.instance_id where s.derived_instance_id = d.id)
                        or g.sop_instance_uid in (select r.series_instance_uid
                            from job_source js join series r on r.id = js.series_id where js.job_id = j.id))),
                'deliveries', (select coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'destination', a.destination,
                        'attemptedAt', a.attempted_at, 'status', a.status, 'outcome', a.outcome, 'message', a.message) order by a.id), '[]')
                    from delivery_attempt a where a.derived_instance_id = d.id),
                'reviews', (select coalesce(jsonb_agg(jsonb_build_object('decision', v.decision, 'person', v.person,
                        'reason', v.reason, 'decidedAt', v.decided_at) order by v.id), '[]') from review v where v.job_id = coalesce(j.copy_of, j.id)),
                'retraction', (select jsonb_build_object('id', x.id, 'person', x.person, 'reason', x.reason, 'selection', x.selection,
                        'decidedAt', x.decided_at, 'notes', (select coalesce(jsonb_agg(jsonb_build_object('sopInstanceUid',
                                nd.sop_instance_uid, 'destination', n.destination, 'jobId', n.id, 'state', n.state,
                                'stateReason', n.reason) order by n.id), '[]')
                            from rejected_instance ri join job n on n.id = ri.job_id join derived_series ns on ns.job_id = n.id
                                join derived_instance nd on nd.derived_series_id = ns.id where ri.derived_instance_id = d.id))
                    from retraction x where x.id = j.retracted_by))
            from derived_instance d join derived_series ds on ds.id = d.derived_series_id join job j on j.id = ds.job_id
                join model_version m on m.id = j.model_version_id
            where d.sop_instance_uid = ? order by d.id desc
            """;

    private static final String OUTPUTS = """
            select jsonb_build_object('sopInstanceUid', d.sop_instance_uid, 'seriesInstanceUid', ds.series_instance_uid,
                'studyInstanceUid', st.study_instance_uid, 'modelSha256', m.sha256, 'jobId', j.id, 'state', j.state,
                'destination', j.destination, 'madeAt', d.made_at, 'retracted', j.retracted_by is not null, 'delivered', exists (select from delivery_attempt a
                    where a.derived_instance_id = d.id and a.outcome in ('SENT', 'WARNING')))
            from model_version m join job j on j.model_version_id = m.id join derived_series ds on ds.job_id = j.id
                join derived_instance d on d.derived_series_id = ds.id join series r on r.id = j.series_id
                join study st on st.id = r.study_id
            where m.model_id = ? and m.version = ? order by d.id
            """;

    private static final String NOTES = """
            select jsonb_build_object('sopInstanceUid', d.sop_instance_uid, 'seriesInstanceUid', ds.series_instance_uid,
                'studyInstanceUid', st.study_instance_uid, 'sha256', d.sha256, 'madeAt', d.made_at, 'retraction', x.id,
                'person', x.person, 'reason', x.reason, 'selection', x.selection, 'decidedAt', x.decided_at,
                'jobId', j.id, 'destination', j.destination, 'state', j.state, 'stateReason', j.reason,
                'rejected', (select coalesce(jsonb_agg(r.sop_instance_uid order by r.id), '[]')
                    from rejected_instance ri join derived_instance r on r.id = ri.derived_instance_id where ri.job_id = j.id),
                'deliveries', (select coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'destination', a.destination,
                        'attemptedAt', a.attempted_at, 'status', a.status, 'outcome', a.outcome, 'message', a.message) order by a.id), '[]')
                    from delivery_attempt a where a.derived_instance_id = d.id))
            from derived_instance d join derived_series ds on ds.id = d.derived_series_id join job j on j.id = ds.job_id
                join retraction x on x.id = j.note_of join series r on r.id = j.series_id join study st on st.id = r.study_id
            where d.sop_instance_uid = ? order by d.id desc
            """;

    private final ObjectMapper json = new ObjectMapper().findAndRegisterModules();
    private final Connection connection;

    /** Reads over a connection. */
    public StoryReader(Connection connection) {
        this.connection = connection;
    }

    /**
     * The stories of a derived instance, newest first: an instance that was made again, by a job that had more to work on, has several.
     *
     * @return none when this node did not make it
     */
    public List<DerivedStory> of(String sopInstanceUid) throws SQLException {
        return read(STORIES, DerivedStory.class, sopInstanceUid);
    }

    /**
     * The stories of a rejection note, newest first: several destinations may get the same one.
     *
     * @return none when it is no rejection note of this node
     */
    public List<NoteStory> notes(String sopInstanceUid) throws SQLException {
        return read(NOTES, NoteStory.class, sopInstanceUid);
    }

    /** All that a model version made, oldest first. */
    public List<ModelOutput> outputs(String modelId, String version) throws SQLException {
        return read(OUTPUTS, ModelOutput.class, modelId, version);
    }

    private <T> List<T> read(String sql, Class<T> type, String... values) throws SQLException {
        List<T> found = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                query.setString(i + 1, values[i]);
            }
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    found.add(json.readValue(row.getString(1), type));
                }
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a query gives the fields of its record", e);
        }
        return found;
    }
}

package org.afterimage.provenance.chain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import javax.sql.DataSource;
import org.afterimage.dicom.io.DataSetStream;
import org.afterimage.dicom.io.DicomObject;
import org.afterimage.dicom.io.Limits;
import org.afterimage.dicom.io.Part10;
import org.afterimage.dicom.pixel.PixelFormat;
import org.afterimage.dicom.pixel.PixelReader;
import org.afterimage.node.NodeFolders;
import org.afterimage.provenance.PixelDigest;

/** Rows and files of a study with one job, written as a node writes them. */
public final class RecordedWork {
    private static final Path FIXTURE = Path.of("test-fixtures/chest-cr/001.dcm");

    private RecordedWork() {}

    /**
     * Writes a study whose only instance went through a job and was withdrawn; its rows have the number 1, a second gate and the rejection
     * note the number 2.
     */
    public static void write(DataSource node, NodeFolders folders) throws SQLException, IOException {
        Files.createDirectories(folders.spool());
        Files.createDirectories(folders.derived().resolve("1"));
        Files.copy(FIXTURE, folders.spool().resolve("source.dcm"));
        Files.copy(FIXTURE, folders.derived().resolve("1/1.dcm"));
        Files.createDirectories(folders.derived().resolve("2"));
        Files.copy(FIXTURE, folders.derived().resolve("2/1.dcm"));
        DicomObject object = Part10.read(FIXTURE, Limits.defaults());
        PixelFormat format = PixelFormat.of(object.dataSet());
        String pixels = PixelDigest.of(format.rows(), format.columns(), PixelReader.frame(object, 0));
        String file = HexFormat.of().formatHex(Digests.sha256().digest(Files.readAllBytes(FIXTURE)));
        String dataSet;
        try (DataSetStream stream = Part10.openDataSet(FIXTURE)) {
            dataSet = Digests.hex(stream.bytes());
        }
        // Each on its own, as in the node, which is told of a stage when it is done.
        try (Connection connection = node.getConnection();
                Statement rows = connection.createStatement()) {
            fillWhatIsNotTested(rows);
            for (String statement : """
                insert into study (study_instance_uid, patient_id, patient_name, state, first_received_at, last_received_at, due_at)
                    values ('1.2.1', 'SIM1', 'SIMULATED^ONE', 'RECEIVING', now(), now(), now());
                insert into series (study_id, series_instance_uid, modality, series_number, description)
                    values (1, '1.2.1.1', 'CR', 1, 'PA');
                insert into instance (series_id, sop_instance_uid, sop_class_uid, transfer_syntax_uid, instance_number, file, bytes,
                        sha256, calling_ae_title, called_ae_title, peer, association_id, received_at, receive_millis)
                    values (1, '1.2.1.1.1', '1.2.840.10008.5.1.4.1.1.1', '1.2.840.10008.1.2.1', 1, 'source.dcm', 1000, '%DATASET%',
                        'SENDER', 'AFTERIMAGE', '127.0.0.1', 1, now(), 1.5);
                insert into model_version (model_id, version, sha256, title, registered_at)
                    values ('chest-bone-suppression', '1.0.0', 'abc', 'Bones', now());
                insert into job (series_id, model_version_id, route, model, destination, input_digest, state, created_at, updated_at)
                    values (1, 1, 'bones', 'chest-bone-suppression', 'PACS', 'def', 'QUEUED', now(), now());
                insert into job_source (job_id, place, series_id) values (1, 0, 1);
                update study set state = 'ROUTED' where id = 1;
                update job set state = 'RUNNING', engine = 'OnnxRuntime', attempts = 1 where id = 1;
                insert into job_stage (job_id, stage, attempt, started_at, millis, detail)
                    values (1, 'SYNTHESISED', 1, now(), 12.25, 'network 10 ms');
                insert into gate_result (job_id, sop_instance_uid, gate, measured, bound, verdict, sentence)
                    values (1, '1.2.1.1.1', 'range', 0.123456789012345, 'at most 0.2', 'PASS', 'Range 0.12.'),
                           (1, '1.2.1.1.1', 'noise', 0.5, 'at most 1', 'PASS', 'Noise 0.5.');
                insert into derived_series (job_id, series_instance_uid, series_number, description, role, algorithm, parameter_digest)
                    values (1, '2.25.1', 101, 'AI bone suppression', 'bone-suppressed', 'radiograph-1', 'ff');
                insert into derived_instance (derived_series_id, sop_instance_uid, sop_class_uid, file, bytes, sha256, made_at,
                        pixel_sha256, source_pixel_sha256)
                    values (1, '2.25.2', '1.2.840.10008.5.1.4.1.1.1', '1/1.dcm', 1000, '%FILE%', now(), '%PIXELS%', '%PIXELS%');
                insert into derived_source (derived_instance_id, instance_id) values (1, 1);
                insert into delivery_attempt (derived_instance_id, destination, attempted_at, status, outcome, message)
                    values (1, 'PACS', now(), 0, 'SENT', 'status 0000');
                insert into review (job_id, decision, person, reason, decided_at)
                    values (1, 'RELEASED', 'Dr. Example', 'Looked at it.', now());
                update job set state = 'HELD', ended_at = now() where id = 1;
                insert into route_decision (series_id, route, taken, sentence, clauses, decided_at)
                    values (1, 'bones', true, 'taken', '[{"clause": "PatientName", "saw": "SIMULATED^ONE"}]', now());
                insert into study_route (study_id, route, state, waits_since, changed_at) values (1, 'bones', 'DECIDED', now(), now());
                insert into expected_count (study_id, remote, series) values (1, 'SENDER', '[]');
                insert into route_switch (route, paused, shadow, changed_at) values ('bones', true, false, now());
                insert into retraction (person, reason, selection, decided_at)
                    values ('Dr. Example', 'A vessel went with the rib.', 'route bones', now());
                update job set state = 'RETRACTED', retracted_by = 1 where id = 1;
                insert into job (series_id, route, model, destination, input_digest, state, created_at, updated_at, note_of)
                    values (1, 'rejection-note', 'rejection-note', 'PACS', 'ghi', 'SENT', now(), now(), 1);
                insert into derived_series (job_id, series_instance_uid, series_number, description, role)
                    values (2, '2.25.3', 102, 'Rejection note', 'rejection-note');
                insert into derived_instance (derived_series_id, sop_instance_uid, sop_class_uid, file, bytes, sha256, made_at)
                    values (2, '2.25.4', '1.2.840.10008.5.1.4.1.1.88.59', '2/1.dcm', 1000, '%FILE%', now());
                insert into rejected_instance (job_id, derived_instance_id) values (2, 1)
                """.replace("%FILE%", file)
                    .replace("%DATASET%", dataSet)
                    .replace("%PIXELS%", pixels)
                    .split(";\n")) {
                rows.execute(statement);
            }
        }
    }

    /** Times of a study that routing alone looks at, and that a schema has or has not. */
    private static void fillWhatIsNotTested(Statement rows) throws SQLException {
        rows.execute("""
                do $$ begin
                    if exists (select from information_schema.columns where table_name = 'study' and column_name = 'opened_at') then
                        alter table study alter column opened_at set default now();
                    end if;
                end $$
                """);
    }

    /** Runs a statement as whoever the connections are. */
    public static void execute(DataSource source, String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}

package org.afterimage.receive;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.net.StoreRequest;
import org.afterimage.node.NodeConfiguration;

/**
 * Study, series and instance rows of what was received. Each new instance pushes its study's due time back in the same transaction, so that
 * completeness survives restarts. Rows are made by insert-or-update statements, since associations send instances of one study side by side.
 */
@ApplicationScoped
public class InstanceIndex {
    /** What the index made of an instance. */
    public enum Outcome {
        /** It was not known. */
        NEW,
        /** The same content is already there: nothing changed. */
        SAME_CONTENT,
        /** Its UID is already there with other content: the first copy is kept, and this is counted. */
        OTHER_CONTENT
    }

    private final EntityManager entities;
    private final Duration quietTime;

    /** For the container. */
    public InstanceIndex(EntityManager entities, NodeConfiguration configuration) {
        this.entities = entities;
        this.quietTime = Duration.ofSeconds(configuration.node().study().quietSeconds());
    }

    /** Says whether an instance is known, and counts it when its content differs; empty when it is not known. */
    @Transactional
    public Optional<Outcome> recognise(String sopInstanceUid, String sha256) {
        List<?> known = entities.createNativeQuery("select sha256 from instance where sop_instance_uid = :uid")
                .setParameter("uid", sopInstanceUid)
                .getResultList();
        if (known.isEmpty()) {
            return Optional.empty();
        }
        if (known.get(0).equals(sha256)) {
            return Optional.of(Outcome.SAME_CONTENT);
        }
        entities.createNativeQuery("update instance set other_content_count = other_content_count + 1"
                        + " where sop_instance_uid = :uid")
                .setParameter("uid", sopInstanceUid)
                .executeUpdate();
        return Optional.of(Outcome.OTHER_CONTENT);
    }

    /**
     * Commits an instance's rows.
     *
     * @return {@link Outcome#NEW}, or another outcome when a second association was quicker with the same instance
     */
    @Transactional
    public Outcome add(ReceivedInstance received) {
        Instant now = Instant.now();
        long seriesId = seriesRow(studyRow(received.dataSet(), now), received.dataSet());
        StoreRequest request = received.request();
        int inserted = entities.createNativeQuery("""
                        insert into instance (series_id, sop_instance_uid, sop_class_uid, transfer_syntax_uid,
                            instance_number, file, bytes, sha256, calling_ae_title, called_ae_title, peer,
                            association_id, received_at, receive_millis)
                        values (:series, :uid, :sopClass, :syntax, :number, :file, :bytes, :sha256, :calling, :called,
                            :peer, :association, :now, :millis)
                        on conflict (sop_instance_uid) do nothing
                        """)
                .setParameter("series", seriesId)
                .setParameter("uid", request.sopInstanceUid())
                .setParameter("sopClass", request.sopClassUid())
                .setParameter("syntax", request.transferSyntax().uid())
                .setParameter("number", integer(received.dataSet(), Tag.INSTANCE_NUMBER))
                .setParameter("file", received.file())
                .setParameter("bytes", received.bytes())
                .setParameter("sha256", received.sha256())
                .setParameter("calling", request.callingAeTitle())
                .setParameter("called", request.calledAeTitle())
                .setParameter("peer", request.peer().getHostAddress())
                .setParameter("association", request.associationId())
                .setParameter("now", now)
                .setParameter("millis", received.millis())
                .executeUpdate();
        return inserted == 1
                ? Outcome.NEW
                : recognise(request.sopInstanceUid(), received.sha256()).orElseThrow();
    }

    private long studyRow(DataSet dataSet, Instant now) {
        return id(entities.createNativeQuery("""
                        insert into study (study_instance_uid, patient_id, patient_name, accession_number, study_date,
                            description, state, first_received_at, last_received_at, due_at)
                        values (:uid, :patientId, :patientName, :accession, :date, :description, 'RECEIVING', :now,
                            :now, :due)
                        on conflict (study_instance_uid) do update
                            set state = 'RECEIVING', last_received_at = :now, due_at = :due
                        returning id
                        """)
                .setParameter("uid", dataSet.string(Tag.STUDY_INSTANCE_UID).orElseThrow())
                .setParameter("patientId", text(dataSet, Tag.PATIENT_ID))
                .setParameter("patientName", text(dataSet, Tag.PATIENT_NAME))
                .setParameter("accession", text(dataSet, Tag.ACCESSION_NUMBER))
                .setParameter("date", text(dataSet, Tag.STUDY_DATE))
                .setParameter("description", text(dataSet, Tag.STUDY_DESCRIPTION))
                .setParameter("now", now)
                .setParameter("due", now.plus(quietTime))
                .getSingleResult());
    }

    private long seriesRow(long studyId, DataSet dataSet) {
        return id(entities.createNativeQuery("""
                        insert into series (study_id, series_instance_uid, modality, series_number, description)
                        values (:study, :uid, :modality, :number, :description)
                        on conflict (study_id, series_instance_uid) do update set modality = excluded.modality
                        returning id
                        """)
                .setParameter("study", studyId)
                .setParameter("uid", dataSet.string(Tag.SERIES_INSTANCE_UID).orElseThrow())
                .setParameter("modality", text(dataSet, Tag.MODALITY))
                .setParameter("number", integer(dataSet, Tag.SERIES_NUMBER))
                .setParameter("description", text(dataSet, Tag.SERIES_DESCRIPTION))
                .getSingleResult());
    }

    private static long id(Object row) {
        return ((Number) row).longValue();
    }

    /** PostgreSQL text takes no NUL character, which a broken character set can decode to. */
    private static String text(DataSet dataSet, int tag) {
        return dataSet.string(tag).map(value -> value.replace("\0", "")).orElse(null);
    }

    private static Integer integer(DataSet dataSet, int tag) {
        return dataSet.integer(tag).isPresent() ? dataSet.integer(tag).getAsInt() : null;
    }
}

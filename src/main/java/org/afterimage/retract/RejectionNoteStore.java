package org.afterimage.retract;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.afterimage.derive.RejectionNote;
import org.afterimage.derive.RejectionNote.Rejected;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.io.Part10;
import org.afterimage.dicom.io.TransferSyntax;
import org.afterimage.model.Sha256;
import org.afterimage.node.NodeConfiguration;
import org.afterimage.node.NodeFolders;
import org.afterimage.provenance.DerivedInstanceEntity;
import org.afterimage.provenance.DerivedSeriesEntity;
import org.afterimage.provenance.JobEntity;
import org.afterimage.provenance.JobStageEntity;
import org.afterimage.provenance.RetractionEntity;
import org.afterimage.provenance.SeriesEntity;
import org.afterimage.provenance.Stage;
import org.afterimage.provenance.StudyEntity;
import org.afterimage.work.NodeIdentity;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Makes one rejection note after the other, each in one transaction: its file is synced before the job that sends it is committed. A note
 * lists what one destination has stored of one study and one retraction withdrew. What a lane was just sending when it was withdrawn becomes
 * due when it is stored, and has a note of its own. So has what a destination may have stored without its answer coming through: an archive may
 * refuse a note for one instance in it that it has not, as dcm4chee does (A772), and must not refuse the others with it.
 */
@ApplicationScoped
public class RejectionNoteStore {
    private static final Logger LOG = Logger.getLogger(RejectionNoteStore.class);

    /** Before all images: what is withdrawn may be read by somebody just now. */
    private static final int FIRST = 1_000;

    private static final String ROLE = "rejection-note";

    private static final String DUE = """
            from rejection_due r join derived_instance d on d.id = r.derived_instance_id join derived_series ds on ds.id = d.derived_series_id
                join job j on j.id = ds.job_id join series s on s.id = j.series_id
            """;

    private static final String NEXT = "select s.study_id, r.destination, j.retracted_by, r.certain " + DUE
            + " order by r.certain desc, j.retracted_by, s.study_id, r.destination limit 1";

    private static final String OF_ONE = "select d.id " + DUE
            + " where s.study_id = :study and r.destination = :destination and j.retracted_by = :retraction and r.certain = :certain"
            + " order by ds.id, d.id for update of r skip locked";

    private final EntityManager entities;
    private final NodeFolders folders;
    private final StudyAttributes attributes;
    private final NodeIdentity identity;

    /** For the container. */
    public RejectionNoteStore(
            EntityManager entities,
            NodeFolders folders,
            NodeConfiguration configuration,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.entities = entities;
        this.folders = folders;
        this.attributes = new StudyAttributes(folders);
        this.identity = new NodeIdentity(configuration.node().ownAeTitle(), version);
    }

    /**
     * Makes the next note.
     *
     * @return whether there was one to make
     * @throws IOException if its file can't be written; it stays due
     */
    @Transactional(rollbackOn = Exception.class)
    public boolean makeNext() throws IOException {
        List<?> next = entities.createNativeQuery(NEXT, Object[].class).getResultList();
        if (next.isEmpty()) {
            return false;
        }
        Object[] row = (Object[]) next.get(0);
        String destination = (String) row[1];
        List<DerivedInstanceEntity> instances = entities
                .createNativeQuery(OF_ONE, Long.class)
                .setParameter("study", row[0])
                .setParameter("destination", destination)
                .setParameter("retraction", row[2])
                .setParameter("certain", row[3])
                .getResultList()
                .stream()
                .map(id -> entities.find(DerivedInstanceEntity.class, id))
                .toList();
        if (instances.isEmpty()) {
            return false; // another node is at it
        }
        make(entities.find(RetractionEntity.class, row[2]), destination, instances, (Boolean) row[3]);
        return true;
    }

    private void make(
            RetractionEntity retraction, String destination, List<DerivedInstanceEntity> instances, boolean certain)
            throws IOException {
        long nanos = System.nanoTime();
        Instant now = Instant.now();
        List<SeriesEntity> sources = instances.stream()
                .flatMap(instance -> instance.series().job().sources().stream())
                .distinct()
                .toList();
        StudyEntity study = sources.get(0).study();
        RejectionNote note = RejectionNote.of(
                attributes.of(study, instances),
                rejected(instances),
                new RejectionNote.Statement(
                        occasion(retraction) + (certain ? "" : " unanswered"),
                        retraction.person(),
                        retraction.reason()),
                seriesNumber(study),
                identity.at(retraction.decidedAt()));
        String digest = Sha256.of(
                (note.sopInstanceUid() + " " + destination).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        JobEntity job = JobEntity.rejectionNote(retraction, sources, destination, digest, now);
        job.prioritise(FIRST);
        entities.persist(job);
        entities.flush(); // its number names the folder
        persist(job, note, now);
        instances.forEach(instance -> told(job, instance, destination));
        String detail = "rejection note on " + instances.size() + (instances.size() == 1 ? " instance" : " instances")
                + (certain ? "" : ", of which " + destination + " never said whether it stored them");
        entities.persist(new JobStageEntity(job, Stage.DERIVED, now, (System.nanoTime() - nanos) / 1e6, detail));
        LOG.infof("job %d tells %s of retraction %d: %s", job.id(), destination, retraction.id(), detail);
    }

    /** An instance that two jobs have made is one instance to the destination. */
    private static List<Rejected> rejected(List<DerivedInstanceEntity> instances) {
        Map<String, Rejected> byUid = new LinkedHashMap<>();
        for (DerivedInstanceEntity instance : instances) {
            byUid.putIfAbsent(
                    instance.sopInstanceUid(),
                    new Rejected(
                            instance.series().seriesInstanceUid(), instance.sopClassUid(), instance.sopInstanceUid()));
        }
        return List.copyOf(byUid.values());
    }

    /** Numbers of retractions are this database's own; the time tells it from others. */
    private String occasion(RetractionEntity retraction) {
        return identity.aeTitle() + " " + retraction.id() + " " + retraction.decidedAt();
    }

    /** Behind all other series of the study. */
    private int seriesNumber(StudyEntity study) {
        Number largest = (Number) entities.createNativeQuery("""
                        select greatest(coalesce((select max(s.series_number) from series s where s.study_id = :study), 0),
                            coalesce((select max(ds.series_number) from derived_series ds join job j on j.id = ds.job_id
                                join series s on s.id = j.series_id where s.study_id = :study), 0))
                        """)
                .setParameter("study", study.id())
                .getSingleResult();
        return (int) Math.min(largest.longValue() + 1, Integer.MAX_VALUE);
    }

    private void persist(JobEntity job, RejectionNote note, Instant now) throws IOException {
        String name = job.id() + "/1.dcm";
        Path file = folders.derived().resolve(name);
        Files.createDirectories(file.getParent());
        Part10.write(file, note.dataSet(), TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        sync(file, StandardOpenOption.WRITE);
        sync(file.getParent(), StandardOpenOption.READ);
        sync(folders.derived(), StandardOpenOption.READ);
        DerivedSeriesEntity series =
                new DerivedSeriesEntity(job, note.seriesInstanceUid(), note.seriesNumber(), note.description());
        series.madeBy(ROLE, null, null);
        entities.persist(series);
        entities.persist(new DerivedInstanceEntity(
                series,
                note.sopInstanceUid(),
                SopClass.KEY_OBJECT_SELECTION_DOCUMENT,
                name,
                Files.size(file),
                Sha256.of(file),
                now,
                List.of()));
    }

    private void told(JobEntity job, DerivedInstanceEntity instance, String destination) {
        entities.createNativeQuery(
                        "insert into rejected_instance (job_id, derived_instance_id) values (:job, :instance)")
                .setParameter("job", job.id())
                .setParameter("instance", instance.id())
                .executeUpdate();
        entities.createNativeQuery(
                        "delete from rejection_due where derived_instance_id = :instance and destination = :destination")
                .setParameter("instance", instance.id())
                .setParameter("destination", destination)
                .executeUpdate();
    }

    private static void sync(Path path, StandardOpenOption mode) throws IOException {
        try (FileChannel channel = FileChannel.open(path, mode)) {
            channel.force(true);
        }
    }
}

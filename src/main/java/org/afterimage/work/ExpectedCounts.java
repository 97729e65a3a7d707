package org.afterimage.work;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.afterimage.provenance.ExpectedCountEntity;
import org.afterimage.provenance.SeriesEntity;
import org.afterimage.provenance.StudyEntity;
import org.afterimage.route.ExpectedSeries;

/** What the sources of studies say that they have: kept in rows, so that any node may ask, and none of it is forgotten. */
@ApplicationScoped
public class ExpectedCounts {
    private static final Duration LEASE = Duration.ofMinutes(3); // longer than a question may take
    private static final Duration ASKED_AGAIN = Duration.ofSeconds(30);
    private static final TypeReference<List<ExpectedSeries>> SERIES = new TypeReference<>() {};

    private final EntityManager entities;
    private final ObjectMapper mapper = new ObjectMapper();

    /** For the container. */
    public ExpectedCounts(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * A question to a source.
     *
     * @param id of its row
     * @param studyInstanceUid the study
     * @param remote AE title of the source
     * @param lastReceivedAt what had been received when it was asked
     */
    record Question(long id, String studyInstanceUid, String remote, Instant lastReceivedAt) {}

    /**
     * What the node lacks of what a source says that it has. A source that was not asked since the last instance is asked.
     *
     * @param modalities which series count; a source also keeps objects that nobody sends to be worked on
     * @return what is waited for; empty when the node has all
     */
    Optional<Readiness.Waits> lacking(StudyEntity study, String remote, Set<String> modalities, Instant now) {
        ExpectedCountEntity row = row(study, remote);
        if (!row.isCurrent()) {
            if (!row.isToBeAsked()) {
                row.askAt(now);
            }
            return Optional.of(new Readiness.Waits("asks " + remote + " how many instances it has", now.plus(LEASE)));
        }
        if (row.problem() != null) {
            return Optional.of(new Readiness.Waits(
                    remote + " can't be asked how many instances it has: " + row.problem(), Instant.MAX));
        }
        List<String> lacks = lacks(study, remote, series(row), modalities);
        return lacks.isEmpty()
                ? Optional.empty()
                : Optional.of(new Readiness.Waits(String.join("; ", lacks), Instant.MAX));
    }

    /** Takes up the question that has been due longest; other nodes leave it alone meanwhile. */
    @Transactional
    Optional<Question> take() {
        List<?> due = entities.createNativeQuery("""
                        select id from expected_count where next_ask_at <= :now order by next_ask_at limit 1 for update skip locked
                        """)
                .setParameter("now", Instant.now())
                .getResultList();
        if (due.isEmpty()) {
            return Optional.empty();
        }
        ExpectedCountEntity row = entities.find(ExpectedCountEntity.class, ((Number) due.get(0)).longValue());
        row.askAt(Instant.now().plus(LEASE));
        return Optional.of(new Question(
                row.id(),
                row.study().studyInstanceUid(),
                row.remote(),
                row.study().lastReceivedAt()));
    }

    /** Records what a source answered, and has the study looked at. */
    @Transactional
    void answered(Question question, List<ExpectedSeries> series) {
        ExpectedCountEntity row = entities.find(ExpectedCountEntity.class, question.id());
        try {
            row.answered(mapper.writeValueAsString(series), question.lastReceivedAt());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers can be written as JSON", e);
        }
        lookAt(row.study());
    }

    /** Records why a source could not be asked; it is asked again. */
    @Transactional
    void failed(Question question, String why) {
        ExpectedCountEntity row = entities.find(ExpectedCountEntity.class, question.id());
        row.failed(why, question.lastReceivedAt(), Instant.now().plus(ASKED_AGAIN));
        lookAt(row.study());
    }

    private ExpectedCountEntity row(StudyEntity study, String remote) {
        return entities.createQuery(
                        "from ExpectedCountEntity where study = :study and remote = :remote", ExpectedCountEntity.class)
                .setParameter("study", study)
                .setParameter("remote", remote)
                .getResultStream()
                .findFirst()
                .orElseGet(() -> {
                    ExpectedCountEntity made = new ExpectedCountEntity(study, remote);
                    entities.persist(made);
                    return made;
                });
    }

    /** Not by the entity, which would write back what another transaction has changed meanwhile. */
    private void lookAt(StudyEntity study) {
        entities.createNativeQuery(
                        "update study set due_at = least(due_at, :now) where id = :id and state = 'RECEIVING'")
                .setParameter("now", Instant.now())
                .setParameter("id", study.id())
                .executeUpdate();
    }

    private List<String> lacks(StudyEntity study, String remote, List<ExpectedSeries> series, Set<String> modalities) {
        Map<String, Integer> received = new HashMap<>();
        for (SeriesEntity one : study.series()) {
            received.merge(one.seriesInstanceUid(), one.instances().size(), Integer::sum);
        }
        List<String> own = entities.createQuery(
                        "select d.seriesInstanceUid from DerivedSeriesEntity d where d.job.series.study = :study",
                        String.class)
                .setParameter("study", study)
                .getResultList();
        List<String> lacks = new ArrayList<>();
        for (ExpectedSeries one : series) {
            boolean counts = one.modality().isEmpty() || modalities.contains(one.modality());
            int here = received.getOrDefault(one.seriesInstanceUid(), 0);
            if (counts && here < one.instances() && !own.contains(one.seriesInstanceUid())) {
                lacks.add("series " + one.seriesInstanceUid() + " has " + here + " of the " + one.instances()
                        + " instances that " + remote + " has");
            }
        }
        return lacks;
    }

    private List<ExpectedSeries> series(ExpectedCountEntity row) {
        try {
            return mapper.readValue(row.series(), SERIES);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the row holds what was written there", e);
        }
    }
}

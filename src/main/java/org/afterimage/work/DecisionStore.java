package org.afterimage.work;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.afterimage.provenance.RouteDecisionEntity;
import org.afterimage.provenance.SeriesEntity;
import org.afterimage.provenance.StudyEntity;
import org.afterimage.provenance.StudyRouteEntity;
import org.afterimage.route.RouteTrace;

/** Keeps what routes decided, in the transaction of the caller. */
@ApplicationScoped
public class DecisionStore {
    private final EntityManager entities;
    private final ObjectMapper mapper = new ObjectMapper();

    /** For the container. */
    public DecisionStore(EntityManager entities) {
        this.entities = entities;
    }

    /** Records the decisions on a series in the place of earlier ones; those of routes that are no more are forgotten. */
    void keep(SeriesEntity series, List<RouteTrace> traces, Instant now) {
        Map<String, RouteDecisionEntity> known = new HashMap<>();
        entities.createQuery("from RouteDecisionEntity where series = :series", RouteDecisionEntity.class)
                .setParameter("series", series)
                .getResultStream()
                .forEach(row -> known.put(row.route(), row));
        for (RouteTrace trace : traces) {
            RouteDecisionEntity row = known.remove(trace.route());
            boolean made = row == null;
            if (made) {
                row = new RouteDecisionEntity(series, trace.route());
            }
            row.decided(trace.taken(), trace.sentence(), clauses(trace), now);
            if (made) {
                entities.persist(row);
            }
        }
        known.values().forEach(entities::remove);
    }

    /** How far the routes are with a study, by their names. */
    Map<String, StudyRouteEntity> progress(StudyEntity study) {
        Map<String, StudyRouteEntity> rows = new HashMap<>();
        entities.createQuery("from StudyRouteEntity where study = :study", StudyRouteEntity.class)
                .setParameter("study", study)
                .getResultStream()
                .forEach(row -> rows.put(row.route(), row));
        return rows;
    }

    /** A route begins with a study. */
    StudyRouteEntity begin(StudyEntity study, String route, Instant now) {
        StudyRouteEntity row = new StudyRouteEntity(study, route, now);
        entities.persist(row);
        return row;
    }

    private String clauses(RouteTrace trace) {
        try {
            return mapper.writeValueAsString(trace.clauses());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts can be written as JSON", e);
        }
    }
}

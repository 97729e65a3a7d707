package org.afterimage.web;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.afterimage.provenance.InstanceEntity;
import org.afterimage.provenance.PurgeEntity;
import org.afterimage.provenance.RouteDecisionEntity;
import org.afterimage.provenance.SeriesEntity;
import org.afterimage.provenance.StudyEntity;
import org.afterimage.provenance.StudyRouteEntity;

/** A study as {@code /api/studies} shows it. */
public record StudyView(
        long id,
        String studyInstanceUid,
        String patientId,
        String patientName,
        String accessionNumber,
        String studyDate,
        String description,
        StudyEntity.State state,
        Instant firstReceivedAt,
        Instant lastReceivedAt,
        Instant completeAt,
        List<RouteProgress> routes,
        List<Series> series) {
    /** How far a route is with it. */
    public record RouteProgress(String route, StudyRouteEntity.State state, String reason, Instant since) {
        static RouteProgress of(StudyRouteEntity row) {
            return new RouteProgress(row.route(), row.state(), row.reason(), row.changedAt());
        }
    }

    /** What a route decided on a series, with every clause. */
    public record Decision(
            String route,
            boolean taken,
            String sentence,
            Instant decidedAt,
            @JsonRawValue String clauses) {
        static Decision of(RouteDecisionEntity row) {
            return new Decision(row.route(), row.taken(), row.sentence(), row.decidedAt(), row.clauses());
        }
    }

    /** A series of it. */
    public record Series(
            long id,
            String seriesInstanceUid,
            String modality,
            Integer seriesNumber,
            String description,
            String routing,
            List<Decision> decisions,
            int instances,
            int purgedInstances,
            PurgeView purged,
            int otherContentCount) {
        static Series of(SeriesEntity series) {
            return new Series(
                    series.id(),
                    series.seriesInstanceUid(),
                    series.modality(),
                    series.seriesNumber(),
                    series.description(),
                    series.routing(),
                    series.decisions().stream().map(Decision::of).toList(),
                    series.instances().size(),
                    (int) purged(series).count(),
                    PurgeView.of(purged(series).reduce((first, last) -> last).orElse(null)),
                    series.instances().stream()
                            .mapToInt(InstanceEntity::otherContentCount)
                            .sum());
        }

        private static Stream<PurgeEntity> purged(SeriesEntity series) {
            return series.instances().stream().map(InstanceEntity::purge).filter(Objects::nonNull);
        }
    }

    static StudyView of(StudyEntity study) {
        return new StudyView(
                study.id(),
                study.studyInstanceUid(),
                study.patientId(),
                study.patientName(),
                study.accessionNumber(),
                study.studyDate(),
                study.description(),
                study.state(),
                study.firstReceivedAt(),
                study.lastReceivedAt(),
                study.dueAt(),
                study.routes().stream().map(RouteProgress::of).toList(),
                study.series().stream().map(Series::of).toList());
    }
}

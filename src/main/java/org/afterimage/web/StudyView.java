package org.afterimage.web;

import java.time.Instant;
import java.util.List;
import org.afterimage.provenance.InstanceEntity;
import org.afterimage.provenance.SeriesEntity;
import org.afterimage.provenance.StudyEntity;

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
        List<Series> series) {
    /** A series of it. */
    public record Series(
            long id,
            String seriesInstanceUid,
            String modality,
            Integer seriesNumber,
            String description,
            String routing,
            int instances,
            int otherContentCount) {
        static Series of(SeriesEntity series) {
            return new Series(
                    series.id(),
                    series.seriesInstanceUid(),
                    series.modality(),
                    series.seriesNumber(),
                    series.description(),
                    series.routing(),
                    series.instances().size(),
                    series.instances().stream()
                            .mapToInt(InstanceEntity::otherContentCount)
                            .sum());
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
                study.series().stream().map(Series::of).toList());
    }
}

package org.afterimage.web;

import java.time.Instant;
import java.util.List;
import org.afterimage.provenance.DeliveryAttemptEntity;
import org.afterimage.provenance.DerivedInstanceEntity;
import org.afterimage.provenance.DerivedSeriesEntity;
import org.afterimage.provenance.GateResultEntity;
import org.afterimage.provenance.InstanceEntity;
import org.afterimage.provenance.JobEntity;
import org.afterimage.provenance.JobStageEntity;
import org.afterimage.provenance.ModelVersionEntity;
import org.afterimage.provenance.RetractionEntity;
import org.afterimage.provenance.ReviewEntity;
import org.afterimage.provenance.SeriesEntity;
import org.afterimage.provenance.Stage;

/** A job as {@code /api/jobs} shows it. */
public record JobView(
        long id,
        JobEntity.State state,
        String reasonCode,
        String reason,
        String studyInstanceUid,
        String seriesInstanceUid,
        List<String> sourceSeriesInstanceUids,
        String route,
        Model model,
        String engine,
        String node,
        String destination,
        int attempts,
        int deliveryAttempts,
        int confirmationAttempts,
        int priority,
        Long reprocessOf,
        Long copyOf,
        Withdrawal retraction,
        Long noteOfRetraction,
        Long configurationVersion,
        Instant nextAt,
        Instant createdAt,
        Instant updatedAt,
        Instant endedAt,
        List<StageView> stages,
        List<Gate> gates,
        List<Derived> derived,
        PurgeView purged,
        List<Word> reviews) {
    /** The model version that was used. */
    public record Model(String id, String version, String sha256) {
        static Model of(JobEntity job) {
            ModelVersionEntity version = job.modelVersion();
            return version == null
                    ? new Model(job.model(), null, null)
                    : new Model(version.modelId(), version.version(), version.sha256());
        }
    }

    /** That a person withdrew what the job made. */
    public record Withdrawal(long id, String person, String reason, Instant decidedAt) {
        static Withdrawal of(RetractionEntity retraction) {
            return new Withdrawal(retraction.id(), retraction.person(), retraction.reason(), retraction.decidedAt());
        }
    }

    /** A stage that is done. */
    public record StageView(Stage stage, int attempt, Instant startedAt, double millis, String detail) {
        static StageView of(JobStageEntity stage) {
            return new StageView(stage.stage(), stage.attempt(), stage.startedAt(), stage.millis(), stage.detail());
        }
    }

    /** What a gate measured. */
    public record Gate(
            String sopInstanceUid,
            String gate,
            double measured,
            String bound,
            String verdict,
            String sentence,
            GatePlace place) {
        /** As it was recorded. */
        public static Gate of(GateResultEntity gate) {
            return new Gate(
                    gate.sopInstanceUid(),
                    gate.gate(),
                    gate.measured(),
                    gate.bound(),
                    gate.verdict(),
                    gate.sentence(),
                    GatePlace.of(gate));
        }
    }

    /** What a person said of it when it was held; of a release by two people the first one's word does not decide. */
    public record Word(String decision, String person, String reason, Instant decidedAt, boolean first) {
        static Word of(ReviewEntity review) {
            return new Word(
                    review.decision().name(), review.person(), review.reason(), review.decidedAt(), review.isFirst());
        }
    }

    /** Where a gate that was not passed found it: in which source instance and, unless it is the whole image, where in its pixels. */
    public record GatePlace(String sopInstanceUid, Double column, Double row, Double radius) {
        static GatePlace of(GateResultEntity gate) {
            return gate.placeInstanceUid() == null
                    ? null
                    : new GatePlace(gate.placeInstanceUid(), gate.placeColumn(), gate.placeRow(), gate.placeRadius());
        }
    }

    /** A derived series. */
    public record Derived(
            String seriesInstanceUid, int seriesNumber, String description, List<DerivedInstance> instances) {
        static Derived of(DerivedSeriesEntity series) {
            return new Derived(
                    series.seriesInstanceUid(),
                    series.seriesNumber(),
                    series.description(),
                    series.instances().stream().map(DerivedInstance::of).toList());
        }
    }

    /** A derived instance with its sources and deliveries. */
    public record DerivedInstance(
            String sopInstanceUid,
            String sopClassUid,
            String file,
            String sha256,
            DerivedInstanceEntity.Delivery delivery,
            Instant confirmedAt,
            String confirmation,
            List<String> sources,
            List<Delivery> deliveries) {
        static DerivedInstance of(DerivedInstanceEntity instance) {
            return new DerivedInstance(
                    instance.sopInstanceUid(),
                    instance.sopClassUid(),
                    instance.file(),
                    instance.sha256(),
                    instance.delivery(),
                    instance.confirmedAt(),
                    instance.confirmation(),
                    instance.sources().stream()
                            .map(InstanceEntity::sopInstanceUid)
                            .toList(),
                    instance.deliveries().stream().map(Delivery::of).toList());
        }
    }

    /** An attempt to deliver it. */
    public record Delivery(
            String destination,
            Instant attemptedAt,
            Integer status,
            DeliveryAttemptEntity.Outcome outcome,
            String message) {
        /** As it was recorded. */
        public static Delivery of(DeliveryAttemptEntity attempt) {
            return new Delivery(
                    attempt.destination(),
                    attempt.attemptedAt(),
                    attempt.status(),
                    attempt.outcome(),
                    attempt.message());
        }
    }

    static JobView of(JobEntity job) {
        return with(
                job,
                job.gates().stream().map(Gate::of).toList(),
                job.derived().stream().map(Derived::of).toList());
    }

    /** The job without its gates and what it made, of which there may be thousands: who shows a part of them reads that part. */
    public static JobView withoutLists(JobEntity job) {
        return with(job, List.of(), List.of());
    }

    private static JobView with(JobEntity job, List<Gate> gates, List<Derived> derived) {
        return new JobView(
                job.id(),
                job.state(),
                job.reasonCode(),
                job.reason(),
                job.series().study().studyInstanceUid(),
                job.series().seriesInstanceUid(),
                job.sources().stream().map(SeriesEntity::seriesInstanceUid).toList(),
                job.route(),
                Model.of(job),
                job.engine(),
                job.node(),
                job.destination(),
                job.attempts(),
                job.deliveryAttempts(),
                job.confirmationAttempts(),
                job.priority(),
                job.reprocessOf() == null ? null : job.reprocessOf().id(),
                job.copyOf() == null ? null : job.copyOf().id(),
                job.retractedBy() == null ? null : Withdrawal.of(job.retractedBy()),
                job.noteOf() == null ? null : job.noteOf().id(),
                job.configurationVersion(),
                job.hasEnded() ? null : job.nextAt(),
                job.createdAt(),
                job.updatedAt(),
                job.endedAt(),
                job.stages().stream().map(StageView::of).toList(),
                gates,
                derived,
                PurgeView.of(job.purge()),
                job.reviews().stream().map(Word::of).toList());
    }
}

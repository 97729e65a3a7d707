package org.afterimage.work;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.afterimage.node.NodeConfiguration;
import org.afterimage.provenance.StudyEntity;
import org.afterimage.provenance.StudyRouteEntity;
import org.afterimage.route.RouteSettings.Route;

/** Whether a study is complete for a route: quiet for long enough, with the series that it requires and the instances that its source has. */
@ApplicationScoped
public class StudyCompleteness {
    private final ExpectedCounts expected;
    private final NodeConfiguration configuration;

    /** For the container. */
    public StudyCompleteness(ExpectedCounts expected, NodeConfiguration configuration) {
        this.expected = expected;
        this.configuration = configuration;
    }

    /**
     * Judges a study for a route.
     *
     * @param row how far the route is with the study
     * @param missing what the study lacks of what the route requires
     * @param modalities of the series that the route takes
     */
    Readiness judge(StudyRouteEntity row, Route route, List<String> missing, Set<String> modalities, Instant now) {
        Optional<Instant> cap = route.cap().map(row.waitsSince()::plus);
        Optional<Readiness.Waits> waits = waitsFor(row.study(), route, missing, modalities, now);
        if (waits.isEmpty()) {
            return new Readiness.Complete();
        }
        if (cap.isPresent() && !cap.get().isAfter(now)) {
            return new Readiness.TimedOut(waits.get().reason(), route.complete().atCap());
        }
        Instant until = waits.get().until();
        return new Readiness.Waits(
                waits.get().reason(), cap.filter(end -> end.isBefore(until)).orElse(until));
    }

    private Optional<Readiness.Waits> waitsFor(
            StudyEntity study, Route route, List<String> missing, Set<String> modalities, Instant now) {
        Duration usual = Duration.ofSeconds(configuration.node().study().quietSeconds());
        Instant quiet = study.lastReceivedAt().plus(route.complete().quiet(usual));
        if (quiet.isAfter(now)) {
            return Optional.of(new Readiness.Waits("instances of the study still come", quiet));
        }
        if (!missing.isEmpty()) {
            // Only another instance, which sets the time anew, or the cap changes that.
            return Optional.of(new Readiness.Waits(String.join("; ", missing), Instant.MAX));
        }
        return route.complete().source().flatMap(source -> expected.lacking(study, source, modalities, now));
    }
}

package org.afterimage.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.afterimage.testing.NodeProcess;
import org.afterimage.testing.OrthancPeer;

/** What became of a soak, in words. */
final class SoakVerdict {
    /** What a least-squares line may rise by, of the mean, over the time that is looked at. */
    private static final double FLAT = 0.10;

    /** And this much at least: less is noise in any process. */
    private static final double FLAT_MB = 10;

    /** The queue may rise by so many jobs over the time that is looked at. */
    private static final double BOUNDED = 5;

    private static final double LEAST_RATE = 300;

    private final List<String> sentences = new ArrayList<>();
    private boolean good = true;

    private void add(boolean holds, String sentence) {
        sentences.add((holds ? "  yes  " : "  NO   ") + sentence);
        good &= holds;
    }

    /** Whether all holds. */
    boolean isGood() {
        return good;
    }

    List<String> sentences() {
        return sentences;
    }

    /** The rate of what was acknowledged. */
    void rate(int studies, double minutes) {
        double rate = studies / minutes * 60;
        add(
                rate >= LEAST_RATE,
                String.format(
                        Locale.ROOT,
                        "at least %.0f studies an hour: %d studies in %.1f minutes, %.0f an hour",
                        LEAST_RATE,
                        studies,
                        minutes,
                        rate));
    }

    /** Whether memory and queue stay as they are; the first quarter, in which everything is done for the first time, does not count. */
    void steady(List<SoakMinute> all) {
        List<SoakMinute> minutes = all.subList(all.size() / 4, all.size());
        double span = minutes.get(minutes.size() - 1).minutes() - minutes.get(0).minutes();
        memory("heap after a collection", minutes, span, true);
        memory("resident memory", minutes, span, false);
        double rise = SoakMinute.slope(minutes, SoakMinute::waiting) * span;
        double most = all.stream().mapToDouble(SoakMinute::waiting).max().orElse(0);
        double oldest =
                all.stream().mapToDouble(SoakMinute::oldestSeconds).max().orElse(0);
        add(
                rise <= BOUNDED,
                String.format(
                        Locale.ROOT,
                        "the queue is bounded: at most %.0f jobs, the oldest %.0f s old; %+.1f jobs in %.1f minutes",
                        most,
                        oldest,
                        rise,
                        span));
    }

    private void memory(String what, List<SoakMinute> minutes, double span, boolean heap) {
        double slope = SoakMinute.slope(minutes, heap ? SoakMinute::heapMb : SoakMinute::residentMb);
        double mean = minutes.stream()
                .mapToDouble(heap ? SoakMinute::heapMb : SoakMinute::residentMb)
                .average()
                .orElse(0);
        add(
                slope * span <= Math.max(FLAT_MB, FLAT * mean),
                String.format(
                        Locale.ROOT,
                        "%s is flat: %.0f MB, %+.2f MB a minute (%+.1f MB in %.1f minutes)",
                        what,
                        mean,
                        slope,
                        slope * span,
                        span));
    }

    /** Asks node and destination of each study. */
    void complete(List<SoakStudy> studies, NodeProcess node, OrthancPeer orthanc, List<String> failures)
            throws IOException, InterruptedException {
        List<String> lost = new ArrayList<>(failures);
        List<String> twice = new ArrayList<>();
        for (SoakStudy study : studies) {
            int received = 0;
            for (JsonNode series : node.get("/api/studies/" + study.uid()).path("series")) {
                received += series.path("instances").asInt();
            }
            JsonNode jobs = node.jobs(study.uid());
            int atDestination = orthanc.post(
                            "/tools/find",
                            "{\"Level\": \"Series\", \"Query\": {\"StudyInstanceUID\": \"" + study.uid() + "\"}}")
                    .size();
            int expected = study.kind().outcome().derivedSeries();
            if (received != study.files().size() || !isAsExpected(study, jobs) || atDestination < expected) {
                lost.add(study.kind().fixture() + " " + study.uid() + ": " + received + " of "
                        + study.files().size() + " instances, " + states(jobs) + ", " + atDestination
                        + " derived series");
            } else if (jobs.size() > 1 || atDestination > expected) {
                twice.add(study.kind().fixture() + " " + study.uid() + ": " + states(jobs) + ", " + atDestination
                        + " derived series");
            }
        }
        add(lost.isEmpty(), "nothing is lost: each instance is indexed, each job ended as it should" + list(lost));
        add(
                twice.isEmpty(),
                "nothing is done twice: one job a study, and its derived series with its change map once"
                        + list(twice));
    }

    private static String list(List<String> exceptions) {
        return exceptions.isEmpty()
                ? ""
                : "; but " + exceptions.size() + ": "
                        + String.join("; ", exceptions.subList(0, Math.min(5, exceptions.size())));
    }

    private static boolean isAsExpected(SoakStudy study, JsonNode jobs) {
        String state = jobs.path(0).path("state").asText();
        return switch (study.kind().outcome()) {
            case DELIVERED, DELIVERED_ALONE -> state.equals("CONFIRMED");
            case SKIPPED -> state.equals("SKIPPED");
            case NO_ROUTE -> jobs.isEmpty();
        };
    }

    private static String states(JsonNode jobs) {
        List<String> states = new ArrayList<>();
        jobs.forEach(job -> states.add(
                job.path("state").asText() + " " + job.path("reasonCode").asText("")));
        return "jobs " + states;
    }
}

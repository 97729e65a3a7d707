package org.afterimage.work;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.afterimage.check.CheckResult;
import org.afterimage.check.DomainDecision;
import org.afterimage.check.GateResult;
import org.afterimage.check.Verdict;
import org.afterimage.derive.DerivedSeries;
import org.afterimage.derive.DerivedSeriesBuilder;
import org.afterimage.derive.SeriesNumbers;
import org.afterimage.infer.InferenceException;
import org.afterimage.infer.LoadedModel;
import org.afterimage.model.ModelPackage;
import org.afterimage.provenance.Stage;
import org.afterimage.synthesize.PlaneKeeper;
import org.afterimage.synthesize.SourceSeries;
import org.afterimage.synthesize.SynthesisException;
import org.afterimage.synthesize.SynthesisTimes;
import org.afterimage.synthesize.SyntheticInstance;
import org.afterimage.synthesize.SyntheticSeries;

/**
 * The stages from a source series to a derived one: input domain, synthesis, gates, derivation. The node's jobs and the command line run the
 * same stages; nothing here writes to database or network, and to disk nothing but planes that are too many for memory.
 */
public final class Pipeline {
    private final DerivedSeriesBuilder builder = new DerivedSeriesBuilder();
    private final NodeIdentity identity;

    /** Makes the pipeline of a node. */
    public Pipeline(NodeIdentity identity) {
        this.identity = identity;
    }

    /** How a run ended. */
    public sealed interface Outcome permits Skipped, Synthesised {
        /** Which instances the model accepts, and why not the others. */
        DomainDecision domain();
    }

    /**
     * No instance of the series is inside the model's domain.
     *
     * @param domain the reasons
     */
    public record Skipped(DomainDecision domain) implements Outcome {}

    /**
     * The series was made.
     *
     * @param synthetic pixels beside their sources
     * @param checks what the gates measured, by SOP Instance UID of the source, or Series Instance UID for the series as a whole
     * @param derived the tagged series, not yet on disk; its data sets are made when they are asked for
     * @param changeMap the series that shows what changed; empty where none was asked for, or the task's result stands for itself
     * @param deriveMillis time that it took to prepare the tagging
     * @param domain which instances of the series were made, and why not the others
     */
    public record Synthesised(
            SyntheticSeries synthetic,
            Map<String, CheckResult> checks,
            DerivedSeries derived,
            Optional<DerivedSeries> changeMap,
            double deriveMillis,
            DomainDecision domain)
            implements Outcome {
        /** Why the output must be kept for a person, or empty when it may be sent. */
        public Optional<String> heldBecause() {
            String sentences = failed(Verdict.HOLD);
            return sentences.isEmpty() ? Optional.empty() : Optional.of(sentences);
        }

        /** What the gates say of one instance, by the SOP Instance UID of its source. */
        public CheckResult checkOf(String sopInstanceUid) {
            CheckResult whole = checks.get(synthetic.source().seriesInstanceUid());
            CheckResult own = checks.get(sopInstanceUid);
            return own == null ? whole : whole == null ? own : own.and(whole);
        }

        private String failed(Verdict verdict) {
            return checks.values().stream()
                    .flatMap(check -> check.gates().stream())
                    .filter(gate -> gate.verdict() == verdict)
                    .map(GateResult::sentence)
                    .distinct()
                    .collect(Collectors.joining(" "));
        }
    }

    /**
     * Runs the stages, without a change map and in memory alone.
     *
     * @param series the series of one job: one, or for a task that takes studies all that might be needed
     * @param madeAt the time that the derived series gives for its making; the same for each attempt at a job, so that a repeated delivery
     *     sends the same bytes
     * @param numbers which series numbers of the study are taken
     * @param listener told of each stage when it is done; DERIVED is left to the caller, who writes the files
     * @throws SynthesisException if the network failed
     * @throws IOException if pixel data can't be read, or planes not be kept
     */
    public Outcome run(
            List<SourceSeries> series,
            ModelPackage model,
            LoadedModel network,
            Instant madeAt,
            SeriesNumbers numbers,
            StageListener listener)
            throws SynthesisException, IOException {
        return run(series, model, network, madeAt, numbers, false, PlaneKeeper.inMemory(), listener);
    }

    /**
     * Runs the stages.
     *
     * @param changeMap whether a series that shows what changed is made besides
     * @param planes keeps the planes of the run; open as long as the outcome is used
     * @see #run(List, ModelPackage, LoadedModel, Instant, SeriesNumbers, StageListener)
     */
    public Outcome run(
            List<SourceSeries> series,
            ModelPackage model,
            LoadedModel network,
            Instant madeAt,
            SeriesNumbers numbers,
            boolean changeMap,
            PlaneKeeper planes,
            StageListener listener)
            throws SynthesisException, IOException {
        Task task = Task.of(model.manifest());
        DomainDecision domain = task.domain().decide(series, model.manifest());
        if (!domain.acceptsAny()) {
            return new Skipped(domain);
        }
        Stopwatch synthesis = new Stopwatch();
        SyntheticSeries synthetic = task.synthesizer().synthesize(domain.accepted(), model, network, planes);
        synthesis.tell(listener, Stage.SYNTHESISED, steps(synthetic));

        Stopwatch checking = new Stopwatch();
        Optional<TimedModel> checker = network.checker().map(TimedModel::new);
        Map<String, CheckResult> checks = check(task, synthetic, model, checker);
        listener.checked(checking.startedAt, checking.millis(), summary(checks, checker), gates(checks));

        Stopwatch deriving = new Stopwatch();
        DerivedSeries derived =
                builder.derive(domain.accepted(), synthetic, model, identity.at(madeAt), allOf(checks), numbers);
        Optional<DerivedSeries> change = changeMap
                ? builder.deriveChange(
                        domain.accepted(),
                        synthetic,
                        model,
                        identity.at(madeAt),
                        allOf(checks),
                        beside(numbers, derived))
                : Optional.empty();
        return new Synthesised(synthetic, checks, derived, change, deriving.millis(), domain);
    }

    private static Map<String, CheckResult> check(
            Task task, SyntheticSeries synthetic, ModelPackage model, Optional<TimedModel> checker)
            throws SynthesisException {
        try {
            return task.gates().check(synthetic, model.manifest(), checker.map(LoadedModel.class::cast));
        } catch (InferenceException e) {
            throw new SynthesisException("The result could not be checked: " + e.getMessage(), e);
        }
    }

    /** Numbers that neither the study nor the series that was just made has taken. */
    private static SeriesNumbers beside(SeriesNumbers numbers, DerivedSeries derived) {
        return (number, uid) -> number == derived.seriesNumber() || numbers.takenByAnother(number, uid);
    }

    private static String steps(SyntheticSeries synthetic) {
        double[] millis = new double[4];
        for (SyntheticInstance instance : synthetic.instances()) {
            SynthesisTimes times = instance.times();
            millis[0] += millis(times.read());
            millis[1] += millis(times.prepare());
            millis[2] += millis(times.infer());
            millis[3] += millis(times.compose());
        }
        return String.format(
                Locale.ROOT,
                "read %.0f, prepare %.0f, network %.0f, compose %.0f ms",
                millis[0],
                millis[1],
                millis[2],
                millis[3]);
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }

    private static Map<String, List<GateResult>> gates(Map<String, CheckResult> checks) {
        Map<String, List<GateResult>> results = new LinkedHashMap<>();
        checks.forEach((uid, check) -> results.put(uid, check.gates()));
        return results;
    }

    private static CheckResult allOf(Map<String, CheckResult> checks) {
        return checks.values().stream().reduce(CheckResult::and).orElseThrow();
    }

    private static String summary(Map<String, CheckResult> checks, Optional<TimedModel> checker) {
        List<GateResult> all = allOf(checks).gates();
        long passed =
                all.stream().filter(gate -> gate.verdict() == Verdict.PASS).count();
        return passed + " of " + all.size() + " gates passed"
                + checker.map(timed -> ", checking network " + timed.took().toMillis() + " ms")
                        .orElse("");
    }

    private static final class Stopwatch {
        private final Instant startedAt = Instant.now();
        private final long start = System.nanoTime();

        double millis() {
            return (System.nanoTime() - start) / 1e6;
        }

        void tell(StageListener listener, Stage stage, String detail) {
            listener.done(stage, startedAt, millis(), detail);
        }
    }
}

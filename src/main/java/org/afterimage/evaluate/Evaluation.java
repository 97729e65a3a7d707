package org.afterimage.evaluate;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.afterimage.evaluate.EvaluationResult.SkippedCase;
import org.afterimage.evaluate.texture.Discretisation;
import org.afterimage.infer.LoadedModel;
import org.afterimage.model.ModelPackage;
import org.afterimage.work.Pipeline;

/** Measures a model on pairs: each case goes through the node's own pipeline, and what comes out is held against the truth. */
public final class Evaluation {

    private final ModelPackage model;
    private final String engine;
    private final ModelUnderTest underTest;
    private final Yardstick yardstick;
    private final Acceptance acceptance;
    private final EvaluationSettings settings;

    /**
     * Prepares an evaluation.
     *
     * @param pipeline the node's stages
     * @param model the package
     * @param network its network
     * @param engine what runs the network
     * @param settings what else to know
     * @throws IOException with one sentence if the task has no yardstick or the package's thresholds cannot be used
     */
    public Evaluation(
            Pipeline pipeline, ModelPackage model, LoadedModel network, String engine, EvaluationSettings settings)
            throws IOException {
        this.model = model;
        this.engine = engine;
        this.underTest = new ModelUnderTest(pipeline, model, network);
        String task = model.manifest().task();
        this.yardstick = Yardsticks.of(task)
                .orElseThrow(() -> new IOException("There is no way to evaluate models for the task " + task + "."));
        this.acceptance = Acceptance.of(model);
        this.settings = settings;
    }

    /**
     * Measures all cases. One that cannot be measured is listed with the reason, and the others go on.
     *
     * @throws IOException if the pairs cannot be listed or pictures not written
     */
    public EvaluationResult run(PairsFolder pairs, EvaluationProgress progress) throws IOException {
        List<CaseResult> cases = new ArrayList<>();
        List<SkippedCase> skipped = new ArrayList<>();
        long begin = System.nanoTime();
        int total = pairs.cases().size();
        for (int n = 1; n <= total; n++) {
            PairCase one = pairs.cases().get(n - 1);
            String outcome;
            try {
                CaseResult result = measure(one);
                cases.add(result);
                outcome = result.held().isEmpty() ? "measured" : "measured, would be held: " + result.held();
            } catch (CaseSkippedException e) {
                skipped.add(new SkippedCase(one.id(), e.getMessage()));
                outcome = "skipped: " + e.getMessage();
            }
            Duration passed = Duration.ofNanos(System.nanoTime() - begin);
            progress.done(
                    n, total, one.id(), outcome, passed.multipliedBy(total - n).dividedBy(n));
        }
        SetSummary summary = new SetSummary(cases, acceptance);
        return new EvaluationResult(
                model,
                engine,
                pairs.folder().toAbsolutePath().normalize().getFileName().toString(),
                pairs.digest(),
                Instant.now(),
                yardstick.explanation(),
                discretisation().description() + "; " + settings.aggregation().description(),
                cases,
                skipped,
                summary.figures(),
                summary.features(),
                summary.unmeasured());
    }

    private CaseResult measure(PairCase one) throws CaseSkippedException, IOException {
        ModelUnderTest.Output output = underTest.run(one);
        CaseImages images = CaseImages.of(one, output.stack());
        Reading reading = yardstick.read(images, settings.dataRange());
        List<String> panels = settings.pictures().isEmpty()
                ? List.of()
                : CasePicture.write(
                        images,
                        reading,
                        yardstick.unit(),
                        settings.pictures().get().resolve(one.id() + ".png"));
        return new CaseResult(
                one.id(),
                CaseFigures.of(images, reading, yardstick),
                CaseLesions.of(images, reading, yardstick),
                new CaseTexture(images, reading, discretisation(), settings.aggregation()).samples(),
                CaseTiles.of(images, reading),
                panels,
                output.held(),
                output.seconds());
    }

    private Discretisation discretisation() {
        return settings.discretisation().orElseGet(yardstick::discretisation);
    }
}

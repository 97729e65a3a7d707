package org.afterimage.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.afterimage.evaluate.Evaluation;
import org.afterimage.evaluate.EvaluationResult;
import org.afterimage.evaluate.EvaluationSettings;
import org.afterimage.evaluate.FigureSummary;
import org.afterimage.evaluate.PairsFolder;
import org.afterimage.evaluate.report.EvaluationReport;
import org.afterimage.evaluate.texture.Aggregation;
import org.afterimage.evaluate.texture.Discretisation;
import org.afterimage.infer.InferenceEngine;
import org.afterimage.infer.InferenceException;
import org.afterimage.infer.LoadedModel;
import org.afterimage.infer.OnnxRuntimeEngine;
import org.afterimage.model.ModelPackage;
import org.afterimage.work.NodeIdentity;
import org.afterimage.work.Pipeline;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures a model on pairs of acquired series and the truth, so that a site can accept it on its own data. */
@Command(
        name = "evaluate",
        description = {
            "Measures a model on pairs: each case goes through the same pipeline as in the node, and the output is held against the truth.",
            "DIR has one folder a case; in it are folders of DICOM files: source (or t1 and t2), truth, and, as you have them, masks: mask"
                    + " (label k is lesion k), around (what lesion k is compared with), region (where figures are given apart), texture"
                    + " (regions for texture features), keep (what must stay as it is).",
            "Ends with 0 when all cases were measured, with 1 when one was skipped, with 3 when a threshold of the package is missed."
        },
        mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {
    private static final int INCOMPLETE = 1;
    private static final int BELOW_THRESHOLD = 3;

    @Option(
            names = "--model",
            paramLabel = "ID",
            required = true,
            description = "Id of a model package, such as chest-bone-suppression, or id@version.")
    private String model;

    @Option(names = "--pairs", paramLabel = "DIR", required = true, description = "Folder of the pairs.")
    private Path pairs;

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description =
                    "Folder for report.html, report.json, cases.csv and a picture of each case; made when absent.")
    private Path report;

    @Option(
            names = "--data-range",
            paramLabel = "VALUE",
            description =
                    "Range of values that PSNR and SSIM refer to, in the units of the truth (default: the task's own).")
    private double dataRange;

    @Option(
            names = "--aggregation",
            paramLabel = "HOW",
            defaultValue = "SLICES_MERGED",
            description =
                    "How texture matrices are brought together: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Aggregation aggregation;

    @ArgGroup
    private Bins bins;

    @Mixin
    private NodeOptions options;

    @Spec
    private CommandSpec spec;

    /** Either of the two ways to make grey levels. */
    static final class Bins {
        @Option(
                names = "--bins",
                paramLabel = "N",
                description = "Grey levels of texture features: this many bins over each region's own range.")
        private Integer number;

        @Option(
                names = "--bin-width",
                paramLabel = "VALUE[,LOWEST]",
                split = ",",
                description = "Or bins of this width, the first of which begins at a value (default: 0).")
        private double[] width;

        private Discretisation discretisation() {
            return number != null
                    ? new Discretisation.FixedBinNumber(number)
                    : new Discretisation.FixedBinSize(width[0], width.length > 1 ? width[1] : 0);
        }
    }

    @Override
    public Integer call() throws IOException, InferenceException {
        ModelPackage chosen = ModelChoice.of(model, options.models());
        PairsFolder folder = PairsFolder.open(pairs);
        Optional<EvaluationReport> files = Optional.ofNullable(report).map(EvaluationReport::new);
        EvaluationSettings settings = new EvaluationSettings(
                dataRange,
                Optional.ofNullable(bins).map(Bins::discretisation),
                aggregation,
                files.map(EvaluationReport::pictures));
        EvaluationResult result = run(chosen, folder, settings);
        if (files.isPresent()) {
            files.get().write(result);
        }
        print(result);
        if (result.cases().isEmpty()) {
            throw new IOException("No case could be measured; the first was skipped because: "
                    + result.skipped().get(0).reason());
        }
        if (!result.missed().isEmpty()) {
            return BELOW_THRESHOLD;
        }
        return result.skipped().isEmpty() ? 0 : INCOMPLETE;
    }

    private EvaluationResult run(ModelPackage chosen, PairsFolder folder, EvaluationSettings settings)
            throws IOException, InferenceException {
        PrintWriter progress = spec.commandLine().getErr();
        try (InferenceEngine engine = new OnnxRuntimeEngine();
                LoadedModel network = engine.load(chosen)) {
            Pipeline pipeline = new Pipeline(new NodeIdentity("AFTERIMAGE", Version.NUMBER));
            Evaluation evaluation = new Evaluation(pipeline, chosen, network, engine.name(), settings);
            return evaluation.run(folder, (number, total, id, outcome, remaining) -> {
                progress.printf(
                        "case %d of %d, %s: %s; about %s left%n", number, total, id, outcome, minutes(remaining));
                progress.flush();
            });
        }
    }

    private static String minutes(Duration remaining) {
        return remaining.toMinutes() > 1 ? remaining.toMinutes() + " minutes" : remaining.toSeconds() + " seconds";
    }

    private void print(EvaluationResult result) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%s on %s%n", result.model().displayName(), result.pairs());
        out.printf("%-72s %-6s %5s %11s %11s %11s %11s%n", "Figure", "unit", "n", "mean", "SD", "median", "worst");
        for (FigureSummary summary : result.summaries()) {
            out.printf(
                    Locale.ROOT,
                    "%-72s %-6s %5d %11.5g %11.5g %11.5g %11.5g%n",
                    summary.figure().title(),
                    summary.figure().unit(),
                    summary.summary().count(),
                    summary.summary().mean(),
                    summary.summary().standardDeviation(),
                    summary.summary().median(),
                    summary.worst());
        }
        result.skipped().forEach(one -> out.printf("%s was not measured: %s%n", one.id(), one.reason()));
        result.missed()
                .forEach(bound -> out.printf(
                        "Missed: %s, %s%n",
                        bound.threshold().figure(), bound.threshold().words()));
        out.println(result.verdict());
        out.flush();
    }
}

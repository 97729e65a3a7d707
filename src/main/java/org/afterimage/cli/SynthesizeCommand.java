package org.afterimage.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.afterimage.check.DomainViolation;
import org.afterimage.derive.SeriesNumbers;
import org.afterimage.infer.InferenceEngine;
import org.afterimage.infer.InferenceException;
import org.afterimage.infer.LoadedModel;
import org.afterimage.infer.OnnxRuntimeEngine;
import org.afterimage.model.ModelPackage;
import org.afterimage.synthesize.PlaneKeeper;
import org.afterimage.synthesize.ReceivedImage;
import org.afterimage.synthesize.SourceInstance;
import org.afterimage.synthesize.SourceSeries;
import org.afterimage.synthesize.SynthesisException;
import org.afterimage.work.NodeIdentity;
import org.afterimage.work.Pipeline;
import org.afterimage.work.Task;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs the node's pipeline on files, with no network and no database. */
@Command(
        name = "synthesize",
        description = {
            "Runs the same pipeline as the node on a DICOM file or a folder of them, with no network and no database.",
            "Ends with 0 when every instance was derived, with 1 when one was skipped, held or could not be read."
        },
        mixinStandardHelpOptions = true)
final class SynthesizeCommand implements Callable<Integer> {
    @Parameters(paramLabel = "INPUT", description = "A DICOM file, or a folder that is searched for them.")
    private Path input;

    @Option(
            names = "--model",
            paramLabel = "ID",
            required = true,
            description = "Id of a model package, such as chest-bone-suppression, or id@version.")
    private String model;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "Folder for the derived .dcm files and pictures; made when absent.")
    private Path out;

    @Option(names = "--json", description = "Print one line of JSON an instance instead of sentences.")
    private boolean json;

    @Mixin
    private NodeOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InferenceException, SynthesisException {
        ModelPackage chosen = ModelChoice.of(model, options.models());
        SeriesFiles files = SeriesFiles.find(input);
        SeriesOutput output = new SeriesOutput(out);
        boolean complete = files.unreadable().isEmpty();
        try (InferenceEngine engine = new OnnxRuntimeEngine();
                LoadedModel network = engine.load(chosen)) {
            SynthesisReport report = new SynthesisReport(spec.commandLine().getOut(), json, chosen, engine.name());
            files.unreadable().forEach(file -> report.unreadable(file.file(), file.reason()));
            Pipeline pipeline = new Pipeline(new NodeIdentity("AFTERIMAGE", Version.NUMBER));
            for (List<SourceSeries> input : inputs(files.series(), chosen)) {
                complete &= run(pipeline, input, chosen, network, output, report);
            }
        }
        return complete ? 0 : 1;
    }

    /** One series each, or all series of a study together where the model's task needs several. */
    private static Collection<List<SourceSeries>> inputs(List<SourceSeries> series, ModelPackage chosen) {
        boolean studies = Task.of(chosen.manifest()).domain().takesStudies();
        return series.stream()
                .collect(Collectors.groupingBy(
                        one -> one.studyInstanceUid() + (studies ? "" : " " + one.seriesInstanceUid()),
                        LinkedHashMap::new,
                        Collectors.toList()))
                .values();
    }

    private static boolean run(
            Pipeline pipeline,
            List<SourceSeries> input,
            ModelPackage chosen,
            LoadedModel network,
            SeriesOutput output,
            SynthesisReport report)
            throws IOException, SynthesisException {
        try (PlaneKeeper planes = PlaneKeeper.forHeap(Path.of(System.getProperty("java.io.tmpdir")))) {
            return run(pipeline, input, chosen, network, planes, output, report);
        }
    }

    private static boolean run(
            Pipeline pipeline,
            List<SourceSeries> input,
            ModelPackage chosen,
            LoadedModel network,
            PlaneKeeper planes,
            SeriesOutput output,
            SynthesisReport report)
            throws IOException, SynthesisException {
        Map<String, Double> millis = new LinkedHashMap<>();
        Pipeline.Outcome outcome = pipeline.run(
                input,
                chosen,
                network,
                Instant.now(),
                SeriesNumbers.ALL_FREE,
                false,
                planes,
                (stage, startedAt, took, detail) -> millis.put(stage.name().toLowerCase(Locale.ROOT), took));
        for (SourceSeries series : input) {
            Set<ReceivedImage> told = new HashSet<>();
            for (SourceInstance instance : series.instances()) {
                List<DomainViolation> reasons = outcome.domain().skipped().get(instance.sopInstanceUid());
                if (reasons != null && told.add(instance.received())) {
                    report.skipped(instance.file(), reasons);
                }
            }
        }
        if (!(outcome instanceof Pipeline.Synthesised made)) {
            return false;
        }
        long start = System.nanoTime();
        List<SeriesOutput.Written> files = output.write(chosen, made);
        millis.put("derived", made.deriveMillis() + (System.nanoTime() - start) / 1e6);
        for (SeriesOutput.Written written : files) {
            report.derived(written, made, millis);
        }
        return made.domain().skipped().isEmpty() && made.heldBecause().isEmpty();
    }
}

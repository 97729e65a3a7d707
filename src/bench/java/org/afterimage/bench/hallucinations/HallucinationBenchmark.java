package org.afterimage.bench.hallucinations;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.afterimage.check.CheckResult;
import org.afterimage.check.GateResult;
import org.afterimage.check.Verdict;
import org.afterimage.infer.InferenceEngine;
import org.afterimage.infer.InferenceException;
import org.afterimage.infer.LoadedModel;
import org.afterimage.infer.OnnxRuntimeEngine;
import org.afterimage.model.ComparisonBounds;
import org.afterimage.model.ModelCatalogue;
import org.afterimage.model.ModelManifest;
import org.afterimage.model.ModelPackage;
import org.afterimage.synthesize.SyntheticSeries;
import org.afterimage.work.Task;

/** How many planted hallucinations the output gates find, and how often they hold or warn of an output that nothing was planted in. */
public final class HallucinationBenchmark {

    private static final String HELP = """
        Usage: src/bench/hallucinations [--model ID] [--cases DIR] [--count N] [--markdown] [--reasons]
               src/bench/hallucinations --calibrate [--model ID] [--cases DIR]

        Runs every shipped model, or one, on simulated patients that it was neither trained nor calibrated on, plants in each output one
        thing after the other that is not true, and asks the model's gates. Prints a table for each model: for each kind how many were
        held, warned of and passed, and how often an output with nothing planted is held or warned of. DIR keeps patients and networks'
        answers between runs (by default target/hallucinations); what is not there is simulated by python3 -m held_out, which needs the
        packages of models/training/requirements.txt and takes some seconds a patient.

          --model ID     only this package, such as chest-bone-suppression
          --cases DIR    where patients and answers are kept
          --count N      only the first N patients
          --markdown     the table as it stands in models/HALLUCINATIONS.md
          --reasons      which gates spoke, for each kind
          --calibrate    the numbers that good outputs of the calibration patients give, and bounds made of them for the manifest
        """;

    private static final int WHOLE_STACK = 10;

    private final Path cases;
    private final int count;
    private final boolean markdown;
    private final boolean reasons;

    private HallucinationBenchmark(Path cases, int count, boolean markdown, boolean reasons) {
        this.cases = cases;
        this.count = count;
        this.markdown = markdown;
        this.reasons = reasons;
    }

    /** Runs it. */
    public static void main(String[] args) throws Exception {
        List<String> words = List.of(args);
        if (words.contains("--help")) {
            System.out.print(HELP);
            return;
        }
        Path home = Path.of(System.getProperty("afterimage.home", "."));
        HallucinationBenchmark benchmark = new HallucinationBenchmark(
                option(words, "--cases").map(Path::of).orElse(home.resolve("target/hallucinations")),
                option(words, "--count").map(Integer::parseInt).orElse(Integer.MAX_VALUE),
                words.contains("--markdown"),
                words.contains("--reasons"));
        Optional<String> only = option(words, "--model");
        ModelCatalogue catalogue = ModelCatalogue.load(home.resolve("models"));
        List<ModelPackage> models = catalogue.packages().stream()
                .filter(model ->
                        only.isEmpty() || only.get().equals(model.manifest().id()))
                .toList();
        catalogue.refused().forEach(refused -> System.err.println(refused.folder() + ": " + refused.reason()));
        if (models.isEmpty()) {
            System.err.println("No usable package " + only.orElse("at all") + ".");
            System.exit(2);
        }
        try (InferenceEngine engine = new OnnxRuntimeEngine()) {
            for (ModelPackage model : models) {
                try (LoadedModel loaded = engine.load(model)) {
                    LoadedModel network = KeptNetwork.of(loaded, model, benchmark.cases);
                    benchmark.run(model, network, home, words.contains("--calibrate"));
                }
            }
        }
    }

    private static Optional<String> option(List<String> words, String name) {
        int at = words.indexOf(name);
        return at < 0 || at + 1 >= words.size() ? Optional.empty() : Optional.of(words.get(at + 1));
    }

    private void run(ModelPackage model, LoadedModel network, Path home, boolean calibrate) throws Exception {
        PatientSet set = calibrate ? PatientSet.CALIBRATION : PatientSet.HELD_OUT;
        List<SimulatedCase> patients =
                SimulatedCase.in(set.folder(model.manifest().id(), cases, home));
        patients = patients.subList(0, Math.min(count, patients.size()));
        if (calibrate) {
            calibrate(model, network, patients);
        } else {
            plant(model, network, patients);
        }
    }

    private void calibrate(ModelPackage model, LoadedModel network, List<SimulatedCase> patients) throws Exception {
        ModelManifest asking = askingAll(model.manifest());
        Map<String, List<Double>> found = new TreeMap<>();
        boolean wholeStacks = true;
        for (SimulatedCase patient : patients) {
            SyntheticSeries good = patient.synthesise(model, network);
            wholeStacks &= good.instances().size() >= WHOLE_STACK;
            for (CheckResult check : Task.of(asking)
                    .gates()
                    .check(good, asking, network.checker())
                    .values()) {
                check.gates().stream()
                        .filter(gate -> ComparisonBounds.MEASURES.contains(gate.gate()))
                        .forEach(gate -> found.computeIfAbsent(gate.gate(), key -> new ArrayList<>())
                                .add(gate.measured()));
            }
            progress(model, patient);
        }
        System.out.println("# " + model.displayName() + ", " + patients.size() + " calibration patients");
        System.out.print(Calibration.of(found, wholeStacks));
    }

    /** The manifest with a bound for every measure that nothing breaks, so that all are told. */
    private static ModelManifest askingAll(ModelManifest manifest) {
        Map<String, ComparisonBounds.Bound> bounds = new LinkedHashMap<>();
        ComparisonBounds.MEASURES.stream()
                .filter(measure -> !measure.equals(ComparisonBounds.SUSPICION)
                        || manifest.checker().isPresent())
                .forEach(measure -> bounds.put(measure, new ComparisonBounds.Bound(0, 0)));
        return new ModelManifest(
                manifest.schema(),
                manifest.id(),
                manifest.version(),
                manifest.title(),
                manifest.task(),
                manifest.licence(),
                manifest.model(),
                manifest.checker(),
                manifest.accepts(),
                manifest.settings(),
                new ComparisonBounds(bounds),
                manifest.derivation(),
                manifest.limits());
    }

    private void plant(ModelPackage model, LoadedModel network, List<SimulatedCase> patients) throws Exception {
        List<Planting> plantings = Plantings.of(model, network);
        Score good = new Score("nothing");
        Map<String, Score> scores = new LinkedHashMap<>();
        plantings.forEach(planting -> scores.put(planting.kind(), new Score(planting.kind())));
        for (SimulatedCase patient : patients) {
            SyntheticSeries output = patient.synthesise(model, network);
            good.add(check(output, model, network));
            for (Planting planting : plantings) {
                Random random = new Random(
                        planting.kind().hashCode() * 31L + patient.id().hashCode());
                Optional<SyntheticSeries> planted = planting.plant(output, patient, random);
                if (planted.isPresent()) {
                    scores.get(planting.kind()).add(check(planted.get(), model, network));
                }
            }
            progress(model, patient);
        }
        ScoreTable.print(model, patients.size(), good, List.copyOf(scores.values()), markdown, reasons, System.out);
    }

    private static List<GateResult> check(SyntheticSeries series, ModelPackage model, LoadedModel network)
            throws InferenceException {
        return Task.of(model.manifest()).gates().check(series, model.manifest(), network.checker()).values().stream()
                .flatMap(check -> check.gates().stream())
                .filter(gate -> gate.verdict() != Verdict.PASS)
                .toList();
    }

    private static void progress(ModelPackage model, SimulatedCase patient) {
        System.err.printf(Locale.ROOT, "%s: %s%n", model.manifest().id(), patient.id());
    }

    /** Where patients lie, made when they are not there. */
    private enum PatientSet {
        CALIBRATION,
        HELD_OUT;

        Path folder(String model, Path cases, Path home) throws IOException, InterruptedException {
            String name = name().toLowerCase(Locale.ROOT).replace('_', '-');
            Path folder = cases.resolve(model).resolve(name);
            if (!Files.exists(folder.resolveSibling(name + ".done"))) {
                System.err.println("Simulating patients of " + model + ", " + name + " ...");
                Files.createDirectories(folder);
                List<String> command = new ArrayList<>(List.of(
                        "python3",
                        "-m",
                        "held_out",
                        model,
                        folder.toAbsolutePath().toString(),
                        "--cases"));
                command.addAll(Seeds.of(model, this == CALIBRATION));
                Process process = new ProcessBuilder(command)
                        .directory(home.resolve("models/training").toFile())
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
                if (process.waitFor() != 0) {
                    throw new IOException("python3 -m held_out failed; models/README.md says what it needs.");
                }
                Files.createFile(folder.resolveSibling(name + ".done"));
            }
            return folder;
        }
    }
}

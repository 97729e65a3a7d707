package org.afterimage.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.afterimage.infer.EngineChoice;
import org.afterimage.infer.EngineTrials;
import org.afterimage.model.AcceptedInput;
import org.afterimage.model.ModelCatalogue;
import org.afterimage.model.ModelPackage;
import org.afterimage.model.RefusedPackage;
import org.afterimage.node.InferenceSettings;
import org.afterimage.node.NodeConfiguration;
import org.afterimage.work.Accelerators;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the model packages as the node sees them at its start. */
@Command(
        name = "models",
        description = {
            "Lists the model packages: what each does, what it accepts, whether the node can use it, on which engine and why.",
            "Each network is loaded and run once, and on a GPU compared with the CPU. Ends with 1 under --strict when a package is refused."
        },
        mixinStandardHelpOptions = true)
final class ModelsCommand implements Callable<Integer> {
    private static final String USABLE = "usable";
    private static final int SHORT_DIGEST = 12;

    @Option(names = "--json", description = "Print JSON instead of a table.")
    private boolean json;

    @Option(names = "--strict", description = "End with 1 when a package is refused.")
    private boolean strict;

    @Mixin
    private NodeOptions options;

    @Mixin
    private ConfigurationOption conf;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Folder of the node's own, where plans for a GPU are kept (default: data/ of the installation).")
    private Path data;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Accelerators accelerators =
                new Accelerators(settings(), data == null ? NodeOptions.home().resolve("data") : data);
        ModelCatalogue catalogue = ModelCatalogue.load(options.models(), accelerators.inspection());
        Map<String, EngineChoice> engines = engines(accelerators, catalogue);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(json(catalogue, engines));
        } else {
            table(catalogue, engines, out);
        }
        out.flush();
        return strict && !catalogue.refused().isEmpty() ? 1 : 0;
    }

    /** Models can be looked at before anything is configured. */
    private InferenceSettings settings() {
        return Files.exists(conf.folder().resolve("node.yaml"))
                ? NodeConfiguration.read(conf.folder()).node().inference()
                : new InferenceSettings(null, null, null, null, null, null);
    }

    /** What the node would choose, except that nothing is loaded in this process. By the network's digest. */
    private static Map<String, EngineChoice> engines(Accelerators accelerators, ModelCatalogue catalogue) {
        EngineTrials trials = new EngineTrials(
                accelerators.candidates(), accelerators.policy(), accelerators.trials(), catalogue.engine());
        if (trials.begin(catalogue.packages())) {
            trials.run((candidate, model, found) ->
                    new EngineTrials.Confirmed(candidate.kind().id(), found));
        }
        Map<String, EngineChoice> choices = new LinkedHashMap<>();
        trials.choices().forEach(choice -> choices.put(choice.sha256(), choice));
        return choices;
    }

    private void table(ModelCatalogue catalogue, Map<String, EngineChoice> engines, PrintWriter out) {
        if (catalogue.packages().isEmpty() && catalogue.refused().isEmpty()) {
            out.println("There are no model packages in " + options.models() + ".");
        }
        String form = "%-28s %-8s %-12s %-24s %-26s %s%n";
        if (!catalogue.packages().isEmpty()) {
            out.printf(form, "MODEL", "VERSION", "SHA-256", "TASK", "ENGINE", "VERDICT");
        }
        for (ModelPackage model : catalogue.packages()) {
            out.printf(
                    form,
                    model.manifest().id(),
                    model.manifest().version(),
                    model.sha256().substring(0, SHORT_DIGEST),
                    model.manifest().task(),
                    engineOf(engines.get(model.sha256())),
                    verdict(engines.get(model.sha256())));
            out.println("    accepts " + AcceptedInput.of(model.manifest()));
            model.manifest()
                    .checker()
                    .ifPresent(checker -> out.println("    results are checked by " + checker.file() + ", "
                            + checker.sha256().substring(0, SHORT_DIGEST)));
            engines.get(model.sha256()).trials().forEach(trial -> out.println("    engine " + trial));
        }
        for (RefusedPackage refused : catalogue.refused()) {
            out.println("REFUSED " + refused.folder() + ": " + refused.reason());
        }
    }

    private static String engineOf(EngineChoice choice) {
        return choice.engine().isEmpty() ? "none" : choice.engine();
    }

    private static String verdict(EngineChoice choice) {
        return choice.engine().isEmpty() ? "no engine" : USABLE;
    }

    private static String json(ModelCatalogue catalogue, Map<String, EngineChoice> engines) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(
                "packages",
                catalogue.packages().stream()
                        .map(model -> fields(model, engines.get(model.sha256())))
                        .toList());
        fields.put(
                "refused",
                catalogue.refused().stream()
                        .map(refused -> Map.of(
                                "folder",
                                refused.folder().toString(),
                                "reason",
                                refused.reason(),
                                "verdict",
                                "refused"))
                        .toList());
        try {
            return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts can be written as JSON", e);
        }
    }

    private static Map<String, Object> fields(ModelPackage model, EngineChoice choice) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", model.manifest().id());
        fields.put("version", model.manifest().version());
        fields.put("title", model.manifest().title());
        fields.put("sha256", model.sha256());
        model.manifest().checker().ifPresent(checker -> fields.put("checkerSha256", checker.sha256()));
        fields.put("task", model.manifest().task());
        fields.put("accepts", AcceptedInput.of(model.manifest()));
        fields.put("modality", List.copyOf(model.manifest().accepts().modality()));
        fields.put("engine", choice.engine());
        fields.put("engines", choice.trials());
        fields.put("verdict", verdict(choice));
        return fields;
    }
}

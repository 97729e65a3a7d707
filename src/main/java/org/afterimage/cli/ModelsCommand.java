package org.afterimage.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.afterimage.model.AcceptedInput;
import org.afterimage.model.ModelCatalogue;
import org.afterimage.model.ModelPackage;
import org.afterimage.model.RefusedPackage;
import org.afterimage.work.NetworkTrial;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the model packages as the node sees them at its start. */
@Command(
        name = "models",
        description = {
            "Lists the model packages: what each does, what it accepts, and whether the node can use it.",
            "Each network is loaded and run once. Ends with 1 under --strict when a package is refused."
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

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        ModelCatalogue catalogue = ModelCatalogue.load(options.models(), NetworkTrial.inspection());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(json(catalogue));
        } else {
            table(catalogue, out);
        }
        out.flush();
        return strict && !catalogue.refused().isEmpty() ? 1 : 0;
    }

    private void table(ModelCatalogue catalogue, PrintWriter out) {
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
                    catalogue.engine(),
                    USABLE);
            out.println("    accepts " + AcceptedInput.of(model.manifest()));
        }
        for (RefusedPackage refused : catalogue.refused()) {
            out.println("REFUSED " + refused.folder() + ": " + refused.reason());
        }
    }

    private static String json(ModelCatalogue catalogue) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(
                "packages",
                catalogue.packages().stream()
                        .map(model -> fields(model, catalogue.engine()))
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

    private static Map<String, Object> fields(ModelPackage model, String engine) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", model.manifest().id());
        fields.put("version", model.manifest().version());
        fields.put("title", model.manifest().title());
        fields.put("sha256", model.sha256());
        fields.put("task", model.manifest().task());
        fields.put("accepts", AcceptedInput.of(model.manifest()));
        fields.put("modality", List.copyOf(model.manifest().accepts().modality()));
        fields.put("engine", engine);
        fields.put("verdict", USABLE);
        return fields;
    }
}

package org.afterimage.infer;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.afterimage.model.ModelCatalogue;

/**
 * The inner half of {@link ProbingProcess}: loads networks and runs each once, in a process that may die of it. Each line on the output
 * begins with one of the words below; everything else that native code may print is passed over by the outer half.
 */
public final class NetworkProbe {

    static final String ENGINE = "@engine ";
    static final String TRYING = "@trying ";
    static final String FITS = "@fits ";
    static final String REFUSED = "@refused ";

    private NetworkProbe() {}

    /**
     * Tries networks.
     *
     * @param folders of packages
     * @param out for the lines
     * @throws InferenceException if the engine cannot be started
     */
    public static void run(List<Path> folders, PrintStream out) throws InferenceException {
        try (InferenceEngine engine = new OnnxRuntimeEngine()) {
            say(out, ENGINE + engine.name());
            for (int i = 0; i < folders.size(); i++) {
                say(out, TRYING + i);
                try (LoadedModel ignored = engine.load(ModelCatalogue.read(folders.get(i)))) {
                    say(out, FITS + i);
                } catch (InferenceException | IOException e) {
                    say(out, REFUSED + i + " " + String.valueOf(e.getMessage()).replaceAll("\\s+", " "));
                }
            }
        }
    }

    private static void say(PrintStream out, String line) {
        out.println(line);
        out.flush();
    }
}

package org.afterimage.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.opentest4j.TestAbortedException;

/** Programs that need a package of Python; skipped aloud where no Python here has it. */
public final class Python {
    private static final long LIMIT_SECONDS = 60;

    private Python() {}

    /**
     * Runs a program.
     *
     * @param needed the package
     * @return what it printed
     */
    public static String run(String needed, String program, String... arguments)
            throws IOException, InterruptedException {
        for (String python : List.of("python3", "/usr/bin/python3")) {
            List<String> command = new ArrayList<>(List.of(python, "-c", program));
            command.addAll(List.of(arguments));
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(python + " did not end within " + LIMIT_SECONDS + " s");
            }
            if (!words.contains("No module named '" + needed + "'")) {
                if (process.exitValue() != 0) {
                    throw new AssertionError(words);
                }
                return words;
            }
        }
        String sentence = "no Python here has the package " + needed + "; apt-get install python3-" + needed;
        if (Boolean.getBoolean("peers.required")) {
            throw new AssertionError(sentence);
        }
        System.out.println("SKIPPED: " + sentence);
        throw new TestAbortedException(sentence);
    }
}

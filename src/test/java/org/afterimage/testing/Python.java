package org.afterimage.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.opentest4j.TestAbortedException;

/** Programs that need packages of Python; skipped aloud where no Python here has them. */
public final class Python {
    private static final long LIMIT_SECONDS = 60;
    private static final Pattern NO_MODULE = Pattern.compile("No module named '([^']+)'");

    private Python() {}

    /**
     * Runs a program.
     *
     * @param needed the packages that it imports, each named as Debian names it after {@code python3-}
     * @return what it printed
     */
    public static String run(List<String> needed, String program, String... arguments)
            throws IOException, InterruptedException {
        String absent = "";
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
            if (process.exitValue() == 0) {
                return words;
            }
            Matcher noModule = NO_MODULE.matcher(words);
            if (!noModule.find() || !needed.contains(noModule.group(1))) {
                throw new AssertionError(words);
            }
            absent = noModule.group(1);
        }
        String sentence = "no Python here has the package " + absent + "; apt-get install python3-" + absent;
        if (Boolean.getBoolean("peers.required")) {
            throw new AssertionError(sentence);
        }
        System.out.println("SKIPPED: " + sentence);
        throw new TestAbortedException(sentence);
    }
}

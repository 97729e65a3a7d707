package org.afterimage.bench.interop;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import org.afterimage.testing.ProcessPeer;

/** A program of others that is run to its end, such as an encoder. */
final class Tool {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private Tool() {}

    /**
     * Runs a program.
     *
     * @throws IOException with what it printed when it did not end well
     */
    static void run(Path folder, String program, Object... arguments) throws IOException {
        ProcessPeer.Result result = ProcessPeer.run(folder, LIMIT, program, arguments);
        if (result.exitStatus() != 0) {
            throw new IOException(program + " ended with " + result.exitStatus() + ": " + firstLine(result.output()));
        }
    }

    /** What dcmtk's programs print as errors, without the paths of files. */
    static String errors(String output) {
        String errors = output.lines()
                .filter(line -> line.matches("^[EF]: .*"))
                .map(line -> line.substring(3).replaceAll("\\S*/\\S*", "").strip())
                .distinct()
                .limit(3)
                .collect(Collectors.joining(" "));
        return errors.isEmpty() ? firstLine(output) : errors;
    }

    /** The last line that says something. */
    static String lastLine(String output) {
        return output.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .reduce((earlier, later) -> later)
                .orElse("it said nothing");
    }

    /** The first line that says something, without the time and the level that dcmtk puts before it. */
    static String firstLine(String output) {
        return output.lines()
                .map(line -> line.replaceFirst("^[DIWEF]: ", "").strip())
                .filter(line -> !line.isEmpty() && !line.startsWith("$dcmtk"))
                .findFirst()
                .orElse("it said nothing");
    }
}

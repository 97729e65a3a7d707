package org.afterimage.cli;

import io.quarkus.runtime.annotations.QuarkusMain;
import picocli.CommandLine;

/** Where the program starts. Commands that need the database and the node start Quarkus themselves; the others stay quick without it. */
@QuarkusMain
public final class Main {
    private Main() {}

    /** Runs the command that the words name, and ends with its exit code. */
    public static void main(String... words) {
        int exitCode = commandLine().execute(words);
        // Not System.exit on success: 'start' returns here when its shutdown is under way already.
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    /** The program's commands. */
    static CommandLine commandLine() {
        return new CommandLine(new AfterimageCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setExecutionExceptionHandler(new OneSentence());
    }
}

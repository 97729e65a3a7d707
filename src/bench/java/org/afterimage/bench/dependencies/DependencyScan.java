package org.afterimage.bench.dependencies;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Holds what is shipped against advisories: {@code deploy/dependency-scan} makes the bill of materials and calls this. */
@Command(
        name = "dependency-scan",
        description =
                "Holds a bill of materials (CycloneDX, JSON) against advisories (OSV). Exit code 0: nothing critical that has a fix;"
                        + " 1: something; 2: it could not be done.",
        mixinStandardHelpOptions = true)
public final class DependencyScan implements Callable<Integer> {
    @Option(names = "--bill", required = true, paramLabel = "FILE", description = "The bill of materials.")
    private Path bill;

    @Option(
            names = "--packed",
            paramLabel = "FILE",
            description = "Quarkus' list of what it packed, for what the bill does not have.")
    private Path packed;

    @Option(
            names = "--advisories",
            required = true,
            paramLabel = "DIR|ZIP",
            description = "Advisories, one JSON file each; may be given more than once.")
    private List<Path> advisories;

    private final PrintStream out;

    DependencyScan(PrintStream out) {
        this.out = out;
    }

    /** Runs it as a program. */
    public static void main(String[] words) {
        System.exit(run(System.out, System.err, words));
    }

    static int run(PrintStream out, PrintStream err, String... words) {
        return new CommandLine(new DependencyScan(out))
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    err.println("dependency-scan: " + failure);
                    return 2;
                })
                .execute(words);
    }

    @Override
    public Integer call() throws IOException {
        BillOfMaterials shipped = BillOfMaterials.read(bill);
        if (packed != null) {
            shipped = shipped.withPacked(packed);
        }
        Advisories found = new Advisories(shipped);
        for (Path path : advisories) {
            found.readAll(path);
        }
        if (found.read() == 0) {
            throw new IOException("No advisory in OSV's format lies in " + advisories + ".");
        }
        List<Match> matches = found.matches();
        matches.forEach(match -> out.print(match.told()));
        long forbidden = matches.stream().filter(Match::isForbidden).count();
        out.printf(
                "%d libraries, %d advisories: %d found, %d of them critical with a fix.%n",
                shipped.components().size(), found.read(), matches.size(), forbidden);
        return forbidden == 0 ? 0 : 1;
    }
}

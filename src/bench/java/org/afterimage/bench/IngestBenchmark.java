package org.afterimage.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.afterimage.database.DeletedFolder;

/**
 * Sends the same instances to this node, dcmtk's storescp and Orthanc in turn, several rounds interleaved, and prints what each took. All
 * targets run all the time; only one is sent to at a time, after dirty pages of the one before went to disk.
 */
public final class IngestBenchmark {
    private final IngestOptions options;
    private final Sender sender = new Sender();

    private IngestBenchmark(IngestOptions options) {
        this.options = options;
    }

    /** Runs it; {@code --help} says how. */
    public static void main(String... words) throws Exception {
        if (List.of(words).contains("--help")) {
            System.out.print(IngestOptions.HELP);
            return;
        }
        new IngestBenchmark(IngestOptions.of(words)).run();
        System.exit(0);
    }

    private void run() throws Exception {
        Path folder = Files.createDirectories(options.folder());
        Path run = Files.createTempDirectory(folder, "run");
        List<IngestTarget> targets = new ArrayList<>();
        try {
            String machine = Machine.describe(run);
            System.out.println(machine);
            startTargets(run, targets);
            IngestTable table = measure(targets);
            String report = machine + "\n\n" + table.markdown();
            System.out.println(report);
            Files.writeString(Path.of("target/ingest.md"), report);
        } finally {
            for (IngestTarget target : targets) {
                target.close();
            }
            DeletedFolder.delete(run);
        }
    }

    private void startTargets(Path run, List<IngestTarget> targets) throws IOException, InterruptedException {
        for (String name : IngestOptions.TARGETS) {
            if (options.targets().contains(name)) {
                Path folder = Files.createDirectories(run.resolve(name));
                targets.add(
                        switch (name) {
                            case "afterimage" -> new NodeTarget(folder);
                            case "storescp" -> StorescpTarget.usual(folder);
                            case "storescp-tuned" -> StorescpTarget.tuned(folder);
                            default -> new OrthancTarget(folder);
                        });
            }
        }
    }

    private IngestTable measure(List<IngestTarget> targets) throws IOException, InterruptedException {
        IngestTable table = new IngestTable(targets);
        for (IngestTarget target : targets) {
            warmUp(target);
        }
        for (int round = 1; round <= options.rounds(); round++) {
            for (Workload workload : options.chosenWorkloads()) {
                for (int associations : options.associations()) {
                    for (IngestTarget target : targets) {
                        IngestTable.Turn turn = turn(target, workload, associations);
                        table.add(new IngestTable.Case(workload, associations), target.name(), turn);
                        System.out.printf(
                                Locale.ROOT,
                                "round %d, %s, %d associations, %s: %.3f s, at rest after %.3f s%n",
                                round,
                                workload.name(),
                                associations,
                                target.name(),
                                turn.seconds(),
                                turn.atRest());
                    }
                }
            }
            // Another goes first in the next round, so that none always follows the same one.
            Collections.rotate(targets, 1);
        }
        return table;
    }

    /** A receiver runs for weeks: what it does in its first seconds, compiling its own code, is not what is asked. */
    private void warmUp(IngestTarget target) throws IOException, InterruptedException {
        for (Map.Entry<Workload, Integer> turns : options.warmUp().entrySet()) {
            for (int i = 0; i < turns.getValue(); i++) {
                turn(target, turns.getKey(), 8);
            }
        }
    }

    private IngestTable.Turn turn(IngestTarget target, Workload workload, int associations)
            throws IOException, InterruptedException {
        writeBack();
        long before = target.stored();
        long start = System.nanoTime();
        double seconds = sender.send(workload, target.remote(), associations);
        target.settle();
        writeBack();
        double atRest = (System.nanoTime() - start) / 1e9;
        long stored = target.stored() - before;
        if (stored != workload.instances()) {
            throw new IOException(
                    target.name() + " holds " + stored + " of " + workload.instances() + " instances it acknowledged");
        }
        target.forget();
        return new IngestTable.Turn(seconds, atRest);
    }

    /** Brings all dirty pages to disk, so that no target pays for the writes of the one before. */
    private static void writeBack() throws IOException, InterruptedException {
        new ProcessBuilder("sync").start().waitFor();
    }
}

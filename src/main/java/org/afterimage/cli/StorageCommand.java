package org.afterimage.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.afterimage.storage.DiskRoom;
import org.afterimage.storage.KeptFiles;
import org.afterimage.storage.Purgeable;
import org.afterimage.storage.Purger;
import org.afterimage.web.NextPurgeView;
import org.afterimage.web.StorageView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what the running node keeps on disk, and what may go, over its REST interface. */
@Command(
        name = "storage",
        description = {
            "Shows what the node that runs on this machine keeps on disk, by state, with sizes, ages and how long it stays;"
                    + " and what the next purge would take.",
            "Ends with 1 when the node does not answer or refuses, and says why."
        },
        mixinStandardHelpOptions = true,
        subcommands = StorageCommand.Purge.class)
final class StorageCommand implements Callable<Integer> {
    private static final int MOST = 10_000;

    @Mixin
    private NodeAddress node;

    @Option(
            names = "--dry-run",
            description = "Lists what the next purge would take, the oldest first; removes nothing.")
    private boolean dryRun;

    @Option(
            names = "--short",
            description = "What it would take if room on the disk were short (storage.keepWhenShort of node.yaml).")
    private boolean whenShort;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        NodeClient client = node.client();
        if (dryRun) {
            list(out, client.nextPurge(whenShort, MOST));
        } else {
            print(out, client.storage());
            out.println(sum(client.nextPurge(whenShort, MOST)));
        }
        out.flush();
        return 0;
    }

    private static void print(PrintWriter out, StorageView storage) {
        for (DiskRoom.Disk disk : storage.disks()) {
            out.printf(
                    "disk of %s: %s of %s free, %s (warns below %s, refuses below %s, takes again from %s)%n",
                    disk.folder(),
                    size(disk.free()),
                    size(disk.total()),
                    disk.level(),
                    size(disk.watermarks().warnBelow()),
                    size(disk.watermarks().refuseBelow()),
                    size(disk.watermarks().resumeAbove()));
        }
        String row = "%-9s %-10s %8s %9s %10s %9s  %s%n";
        out.printf(row, "kept", "state", "number", "files", "size", "oldest", "kept for (when short)");
        for (KeptFiles.Kept kept : storage.kept()) {
            boolean same = kept.keep().equals(kept.keepWhenShort());
            out.printf(
                    row,
                    kept.kind() == Purgeable.Kind.STUDY ? "received" : "derived",
                    kept.state(),
                    kept.count(),
                    kept.files(),
                    size(kept.bytes()),
                    age(kept.oldest()),
                    kept.keep() + (same ? "" : " (" + kept.keepWhenShort() + ")"));
        }
        KeptFiles.Purged purged = storage.purged();
        out.printf("purged so far: %d files, %s%n", purged.files(), size(purged.bytes()));
        if (purged.open() > 0) {
            out.printf("purges that are not finished and go on: %d%n", purged.open());
        }
    }

    private static void list(PrintWriter out, NextPurgeView next) {
        for (Purgeable one : next.oldest()) {
            out.printf(
                    "%-5s %8d  %-10s %6d files %10s  since %s  study %s%n",
                    one.kind() == Purgeable.Kind.STUDY ? "study" : "job",
                    one.id(),
                    one.rule(),
                    one.files(),
                    size(one.bytes()),
                    one.since(),
                    one.studyInstanceUid());
        }
        out.println(sum(next));
    }

    private static String sum(NextPurgeView next) {
        return "the next purge" + (next.whenShort() ? " while room is short" : "") + " would take "
                + (next.more() ? "at least " : "") + next.files() + " files, " + size(next.bytes());
    }

    static String size(long bytes) {
        String[] units = {"B", "KB", "MB", "GB", "TB"};
        double value = bytes;
        int unit = 0;
        while (value >= 1024 && unit < units.length - 1) {
            value /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", value, units[unit]);
    }

    private static String age(Instant since) {
        Duration age = Duration.between(since, Instant.now());
        return age.toDays() > 0
                ? age.toDays() + " d"
                : age.toHours() > 0 ? age.toHours() + " h" : age.toMinutes() + " min";
    }

    /** Removes what may go. */
    @Command(
            name = "purge",
            description = "Removes now what may go, and no more than one turn of the node itself would.",
            mixinStandardHelpOptions = true)
    static final class Purge implements Callable<Integer> {
        @Mixin
        private NodeAddress node;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException, InterruptedException {
            Purger.Turn turn = node.client().purge();
            PrintWriter out = spec.commandLine().getOut();
            out.println("removed " + turn.files() + " files, " + size(turn.bytes()) + ", of " + turn.purges()
                    + " studies and jobs" + (turn.more() ? "; there is more" : ""));
            out.flush();
            return 0;
        }
    }
}

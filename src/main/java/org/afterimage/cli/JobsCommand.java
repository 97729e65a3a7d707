package org.afterimage.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.afterimage.web.JobView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the jobs of the running node on this machine, and acts on them, over its REST interface. */
@Command(
        name = "jobs",
        description = {
            "Lists the jobs of the node that runs on this machine, newest first, or shows, cancels or retries one.",
            "Ends with 1 when the node does not answer or refuses, and says why."
        },
        mixinStandardHelpOptions = true,
        subcommands = {
            JobsCommand.Show.class,
            JobsCommand.Cancel.class,
            JobsCommand.Retry.class,
            JobsCommand.Reprocess.class
        })
final class JobsCommand implements Callable<Integer> {
    @Mixin
    private NodeAddress node;

    @Option(
            names = "--state",
            paramLabel = "STATE",
            description = "Only jobs in this state: failed, held, delivering ...")
    private String state;

    @Option(names = "--study", paramLabel = "UID", description = "Only jobs of this study.")
    private String study;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "Most jobs, up to 500 (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<JobView> jobs = node.client().jobs(Optional.ofNullable(state), Optional.ofNullable(study), limit);
        PrintWriter out = spec.commandLine().getOut();
        jobs.forEach(job -> out.printf(
                Locale.ROOT,
                "%6d  %-10s  %-24s  %-10s  %s%n",
                job.id(),
                job.state(),
                job.route(),
                job.destination(),
                job.reason() == null ? "" : job.reason()));
        out.flush();
        return 0;
    }

    /** Something that is done to one job. */
    abstract static class OfOne implements Callable<Integer> {
        @Mixin
        protected NodeAddress node;

        @Parameters(index = "0", paramLabel = "JOB", description = "Number of the job.")
        protected long id;

        @Spec
        protected CommandSpec spec;

        /** Asks the node. */
        abstract String ask() throws IOException, InterruptedException;

        @Override
        public Integer call() throws IOException, InterruptedException {
            PrintWriter out = spec.commandLine().getOut();
            out.println(ask());
            out.flush();
            return 0;
        }
    }

    /** Shows one job. */
    @Command(name = "show", description = "Shows all that is known of a job, as JSON.", mixinStandardHelpOptions = true)
    static final class Show extends OfOne {
        @Override
        String ask() throws IOException, InterruptedException {
            return node.client().job(id);
        }
    }

    /** Calls one off. */
    @Command(name = "cancel", description = "Calls a job off that is not sent yet.", mixinStandardHelpOptions = true)
    static final class Cancel extends OfOne {
        @Override
        String ask() throws IOException, InterruptedException {
            return node.client().act("/api/jobs/" + id + "/cancel");
        }
    }

    /** Tries one again. */
    @Command(
            name = "retry",
            description = "Takes up a job again that failed or was called off.",
            mixinStandardHelpOptions = true)
    static final class Retry extends OfOne {
        @Override
        String ask() throws IOException, InterruptedException {
            return node.client().act("/api/jobs/" + id + "/retry");
        }
    }

    /** Does one again with another model. */
    @Command(
            name = "reprocess",
            description = "Does the work of a job again with another model; the result is a series of its own.",
            mixinStandardHelpOptions = true)
    static final class Reprocess extends OfOne {
        @Parameters(index = "1", paramLabel = "MODEL", description = "A model package: id or id@version.")
        private String model;

        @Override
        String ask() throws IOException, InterruptedException {
            return node.client().act("/api/jobs/" + id + "/reprocess?model=" + NodeClient.escaped(model));
        }
    }
}

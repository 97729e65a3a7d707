package org.afterimage.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.afterimage.retract.Output;
import org.afterimage.web.RetractionRequest;
import org.afterimage.web.RetractionView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Withdraws what the running node on this machine made, over its REST interface. */
@Command(
        name = "retract",
        description = {
            "Withdraws derived series: nothing of them is sent any more, and each destination that has stored some of them is told by a"
                    + " rejection note (IHE IOCM, \"Rejected for Quality Reasons\").",
            "Say which are meant by --model, --route, --from, --to or --series; of several, all must hold. With --dry-run they are listed"
                    + " and nothing is changed.",
            "Ends with 1 when the node does not answer or nothing is withdrawn, and says why."
        },
        mixinStandardHelpOptions = true,
        subcommands = {RetractCommand.Show.class, RetractCommand.All.class})
final class RetractCommand implements Callable<Integer> {
    @Mixin
    private NodeAddress node;

    @Option(names = "--model", paramLabel = "ID@VERSION", description = "What this version of a model package made.")
    private String model;

    @Option(names = "--route", paramLabel = "NAME", description = "What this route asked for.")
    private String route;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description =
                    "What was made at this time or later: 2026-01-31, 2026-01-31T22:30 (here), or with an offset.")
    private String from;

    @Option(names = "--to", paramLabel = "TIME", description = "What was made before this time.")
    private String to;

    @Option(names = "--series", paramLabel = "UID", description = "The derived series of this Series Instance UID.")
    private String series;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; it goes into the note and the record.")
    private String reason;

    @Option(names = "--by", paramLabel = "NAME", description = "Who withdraws them.")
    private String person;

    @Option(names = "--dry-run", description = "List what would be withdrawn.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print JSON, as /api/retractions of the REST interface answers it.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (model == null && route == null && from == null && to == null && series == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Say which outputs are meant: --model ID@VERSION, --route NAME, --from TIME, --to TIME or --series UID.");
        }
        if (!dryRun && (person == null || reason == null)) {
            throw new ParameterException(
                    spec.commandLine(), "Name who withdraws them and why, with --by and --reason, or try --dry-run.");
        }
        RetractionRequest request = new RetractionRequest(
                model, route, time("--from", from), time("--to", to), series, person, reason, dryRun);
        String answer = node.client().post("/api/retractions", request);
        return print(spec, answer, json);
    }

    /** Local times are those of this machine. */
    private String time(String option, String text) {
        if (text == null) {
            return null;
        }
        try {
            return parsed(text).toString();
        } catch (DateTimeException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    option + " is '" + text + "' and must be a time such as 2026-01-31, 2026-01-31T22:30 or"
                            + " 2026-01-31T22:30:00+01:00.");
        }
    }

    private static Instant parsed(String text) {
        if (text.length() == "2026-01-31".length()) {
            return LocalDate.parse(text).atStartOfDay(ZoneId.systemDefault()).toInstant();
        }
        if (text.matches(".*(Z|[+-][0-9]{2}:?[0-9]{2})$")) {
            return OffsetDateTime.parse(text).toInstant();
        }
        return LocalDateTime.parse(text).atZone(ZoneId.systemDefault()).toInstant();
    }

    private static int print(CommandSpec spec, String answer, boolean json) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(answer);
            out.flush();
            return 0;
        }
        RetractionView view = NodeClient.read(answer, RetractionView.class);
        for (Output output : view.series()) {
            out.printf(
                    Locale.ROOT,
                    "%s  %s  study %s  job %d %s  %s  %s  %s%n",
                    output.seriesInstanceUid(),
                    output.instances() == 1 ? "1 instance" : output.instances() + " instances",
                    output.studyInstanceUid(),
                    output.jobId(),
                    output.state(),
                    output.model(),
                    output.route(),
                    output.destinations().isEmpty()
                            ? "sent nowhere"
                            : "at " + String.join(", ", output.destinations()));
        }
        int count = view.series().size();
        String what = count + " series (" + view.selection() + ")";
        if (view.id() == null) {
            out.println(what + " would be withdrawn. Nothing was changed.");
        } else {
            out.println(
                    "Retraction " + view.id() + ": " + what + " withdrawn by " + view.person() + ": " + view.reason());
            view.notes()
                    .forEach(note -> out.println("  " + note.destination() + " is told of study "
                            + note.studyInstanceUid() + " by note " + note.sopInstanceUid() + ", job " + note.jobId()
                            + " " + note.state() + (note.stateReason() == null ? "" : ": " + note.stateReason())));
        }
        if (view.unfinishedJobs() > 0) {
            out.println(view.unfinishedJobs() + " jobs of the same selection are not made yet and will be: pause their"
                    + " route or cancel them, and retract again what they made.");
        }
        out.flush();
        return view.id() == null && count == 0 ? 1 : 0;
    }

    /** Shows one retraction. */
    @Command(
            name = "show",
            description = "Shows what a retraction withdrew, and how far the destinations are told.",
            mixinStandardHelpOptions = true)
    static final class Show implements Callable<Integer> {
        @Mixin
        private NodeAddress node;

        @Parameters(index = "0", paramLabel = "RETRACTION", description = "Number of the retraction.")
        private long id;

        @Option(names = "--json", description = "Print JSON.")
        private boolean json;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException, InterruptedException {
            return print(spec, node.client().text("/api/retractions/" + id), json);
        }
    }

    /** Lists retractions. */
    @Command(name = "list", description = "Lists the last retractions, newest first.", mixinStandardHelpOptions = true)
    static final class All implements Callable<Integer> {
        @Mixin
        private NodeAddress node;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException, InterruptedException {
            PrintWriter out = spec.commandLine().getOut();
            for (RetractionView view :
                    NodeClient.read(node.client().text("/api/retractions"), RetractionView[].class)) {
                out.println("Retraction " + view.id() + " on " + view.decidedAt() + " by " + view.person() + ": "
                        + view.selection() + "; rejection notes: "
                        + view.notes().size() + ". Reason: " + view.reason());
            }
            out.flush();
            return 0;
        }
    }
}

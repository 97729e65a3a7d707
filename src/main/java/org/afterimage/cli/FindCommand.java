package org.afterimage.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.net.FindResult;
import org.afterimage.dicom.net.Query;
import org.afterimage.dicom.net.QueryRetrieveLevel;
import org.afterimage.dicom.net.RemoteAe;
import org.afterimage.dicom.net.UpperLayerNetwork;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Queries a remote application entity with C-FIND (PS3.4 Annex C). */
@Command(
        name = "find",
        description = {
            "Asks a remote application entity with C-FIND (study root) which studies, series or instances it has.",
            "Prints one line a match: the values of the keys, separated by tabs. Ends with 0 when all matches are there, with 1"
                    + " when the remote side failed or could not be asked."
        },
        mixinStandardHelpOptions = true)
final class FindCommand implements Callable<Integer> {
    @Mixin
    private RemoteCall call;

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "KEY=VALUE",
            description =
                    "What to match and to be told: PatientID=4711, 'PatientName=DOE*', StudyDate=20260101-20260131; a keyword"
                            + " alone is to be told.")
    private List<String> keys = List.of();

    @Option(
            names = "--level",
            paramLabel = "STUDY|SERIES|IMAGE",
            description = "What to look for (default: ${DEFAULT-VALUE}).",
            defaultValue = "STUDY")
    private QueryRetrieveLevel level;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "Most matches (default: ${DEFAULT-VALUE}).",
            defaultValue = "1000")
    private int limit;

    @Option(
            names = "--relational",
            description = "Match keys of any level, where the remote side agrees to that (relational queries).")
    private boolean relational;

    @Option(names = "--json", description = "Print the matches as DICOM JSON, one array.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private int printed;

    @Override
    public Integer call() throws IOException {
        QueryKeys parsed = QueryKeys.parse(keys, level);
        Query query = Query.of(level, parsed.dataSet()).withMaxMatches(limit);
        PrintWriter out = spec.commandLine().getOut();
        out.print(json ? "[" : header(parsed.tags()));
        RemoteAe remote = call.remote(spec);
        FindResult result = new UpperLayerNetwork()
                .find(call.settings(), remote, relational ? query.asRelational() : query, match -> {
                    print(out, match, parsed.tags());
                    return true;
                });
        out.print(json ? "]" + System.lineSeparator() : "");
        out.flush();
        return exitCode(remote, result);
    }

    private int exitCode(RemoteAe remote, FindResult result) {
        PrintWriter err = spec.commandLine().getErr();
        if (result.cancelled()) {
            err.println("afterimage: there are more than " + result.matches() + " matches; see --limit.");
            return 0;
        }
        if (!result.status().isSuccess()) {
            err.println("afterimage: " + remote + " answered C-FIND with status " + result.status() + ".");
            return 1;
        }
        return 0;
    }

    private void print(PrintWriter out, DataSet match, List<Integer> tags) {
        if (json) {
            out.print((printed == 0 ? System.lineSeparator() : "," + System.lineSeparator()) + DicomJson.of(match));
        } else {
            out.println(tags.stream().map(tag -> value(match, tag)).collect(Collectors.joining("\t")));
        }
        printed++;
    }

    private static String header(List<Integer> tags) {
        return tags.stream().map(QueryKeys::name).collect(Collectors.joining("\t")) + System.lineSeparator();
    }

    /** Nothing that a remote side writes into a value may look like another column, line or terminal command. */
    private static String value(DataSet match, int tag) {
        return String.join("\\", match.strings(tag)).replaceAll("\\p{Cntrl}", " ");
    }
}

package org.afterimage.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.afterimage.dicom.net.QueryRetrieveLevel;
import org.afterimage.dicom.net.RemoteAe;
import org.afterimage.dicom.net.RetrieveResult;
import org.afterimage.dicom.net.UpperLayerNetwork;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Has a remote application entity send instances to another with C-MOVE (PS3.4 Annex C). */
@Command(
        name = "move",
        description = {
            "Has a remote application entity send studies, series or instances to an application entity that it knows, with C-MOVE"
                    + " (study root).",
            "Ends with 0 when all was sent, with 1 when something was not."
        },
        mixinStandardHelpOptions = true)
final class MoveCommand implements Callable<Integer> {
    @Mixin
    private RemoteCall call;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "KEY=VALUE",
            description = "What to send: StudyInstanceUID=1.2.3, and the unique keys of lower levels.")
    private List<String> keys;

    @Option(
            names = "--to",
            paramLabel = "AET",
            required = true,
            description = "Where to: an AE title that the remote side has an address for.")
    private String destination;

    @Option(
            names = "--level",
            paramLabel = "STUDY|SERIES|IMAGE",
            description = "What to send (default: ${DEFAULT-VALUE}).",
            defaultValue = "STUDY")
    private QueryRetrieveLevel level;

    @Option(names = "--json", description = "Print the counts as one line of JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        RemoteAe remote = call.remote(spec);
        RetrievalReport report = new RetrievalReport("C-MOVE", remote, json);
        RetrieveResult result = new UpperLayerNetwork()
                .move(
                        call.settings(),
                        remote,
                        RetrievalReport.retrieval(keys, level),
                        destination,
                        progress -> report.progress(err, progress));
        return report.print(spec.commandLine().getOut(), err, result);
    }
}

package org.afterimage.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.afterimage.dicom.io.TransferSyntax;
import org.afterimage.dicom.net.ProposedContext;
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

/** Fetches instances from a remote application entity with C-GET (PS3.4 Annex C). */
@Command(
        name = "get",
        description = {
            "Fetches studies, series or instances from a remote application entity with C-GET (study root), into a folder.",
            "Ends with 0 when all was fetched, with 1 when something was not."
        },
        mixinStandardHelpOptions = true)
final class GetCommand implements Callable<Integer> {
    @Mixin
    private RemoteCall call;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "KEY=VALUE",
            description = "What to fetch: StudyInstanceUID=1.2.3, and the unique keys of lower levels.")
    private List<String> keys;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "Folder for the .dcm files; made when absent.")
    private Path out;

    @Option(
            names = "--level",
            paramLabel = "STUDY|SERIES|IMAGE",
            description = "What to fetch (default: ${DEFAULT-VALUE}).",
            defaultValue = "STUDY")
    private QueryRetrieveLevel level;

    @Option(
            names = "--sop-class",
            paramLabel = "UID",
            description =
                    "A storage SOP class that may come; may be given again (default: those of current equipment).")
    private List<String> sopClasses = List.of();

    @Option(
            names = "--transfer-syntax",
            paramLabel = "UID",
            description = "A transfer syntax to prefer to the uncompressed ones; may be given again.")
    private List<String> transferSyntaxes = List.of();

    @Option(names = "--json", description = "Print the counts as one line of JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        FetchedFiles files = new FetchedFiles(out);
        RemoteAe remote = call.remote(spec);
        RetrievalReport report = new RetrievalReport("C-GET", remote, json);
        RetrieveResult result = new UpperLayerNetwork()
                .get(
                        call.settings(),
                        remote,
                        RetrievalReport.retrieval(keys, level),
                        contexts(),
                        files,
                        progress -> report.progress(err, progress));
        int exitCode = report.print(spec.commandLine().getOut(), err, result);
        err.printf("%d file(s) written to %s%n", files.count(), out);
        return exitCode;
    }

    private List<ProposedContext> contexts() {
        Set<TransferSyntax> syntaxes = new LinkedHashSet<>();
        for (String uid : transferSyntaxes) {
            syntaxes.add(TransferSyntax.of(uid)
                    .orElseThrow(
                            () -> new IllegalArgumentException(uid + " is no transfer syntax that is known here.")));
        }
        syntaxes.add(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        syntaxes.add(TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN);
        List<ProposedContext> contexts = new ArrayList<>();
        for (String uid : sopClasses.isEmpty() ? FetchedSopClasses.uids() : sopClasses) {
            contexts.add(new ProposedContext(uid, List.copyOf(syntaxes)));
        }
        return contexts;
    }
}

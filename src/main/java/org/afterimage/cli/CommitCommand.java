package org.afterimage.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.afterimage.dicom.net.DicomNetwork;
import org.afterimage.dicom.net.RemoteAe;
import org.afterimage.dicom.net.SopReference;
import org.afterimage.dicom.net.StorageCommitmentFailure;
import org.afterimage.dicom.net.StorageCommitmentRequest;
import org.afterimage.dicom.net.StorageCommitmentResult;
import org.afterimage.dicom.net.UpperLayerNetwork;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks a remote application entity whether it keeps instances safely (PS3.4 Annex J). */
@Command(
        name = "commit",
        description = {
            "Asks a remote application entity by storage commitment whether it has taken responsibility for instances.",
            "Names each instance and whether it is safe. Ends with 0 when all are, with 1 when one is not or no answer came.",
            "Many archives answer over an association of their own: --listen says where. They have to know the calling AE title with"
                    + " this machine's address and that port."
        },
        mixinStandardHelpOptions = true)
final class CommitCommand implements Callable<Integer> {
    @Mixin
    private RemoteCall call;

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "FILE",
            description = "DICOM files, or folders that are searched for them: their instances are asked about.")
    private List<Path> files = List.of();

    @Option(
            names = "--instance",
            paramLabel = "SOPCLASS=SOPINSTANCE",
            description = "UIDs of an instance to ask about; may be given again.")
    private Map<String, String> instances = new LinkedHashMap<>();

    @Option(
            names = "--listen",
            paramLabel = "[ADDRESS:]PORT",
            description =
                    "Listen here for the answer, with the calling AE title; without an address on all of this machine.")
    private String listen;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            description = "How long to wait for the answer (default: ${DEFAULT-VALUE}).",
            defaultValue = "60")
    private int waitSeconds;

    @Option(names = "--json", description = "Print one array of JSON instead of sentences.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        ReferencedFiles referenced = ReferencedFiles.find(files);
        referenced.unreadable().forEach(sentence -> spec.commandLine().getErr().println("afterimage: " + sentence));
        Map<String, SopReference> references = new LinkedHashMap<>(referenced.references());
        instances.forEach((sopClass, instance) -> references.put(instance, new SopReference(sopClass, instance)));
        StorageCommitmentRequest request = StorageCommitmentRequest.of(List.copyOf(references.values()));
        StorageCommitmentResult result = ask(request);
        int exitCode = print(request, result);
        return referenced.unreadable().isEmpty() ? exitCode : 1;
    }

    private StorageCommitmentResult ask(StorageCommitmentRequest request) throws IOException {
        DicomNetwork network = new UpperLayerNetwork();
        RemoteAe remote = call.remote(spec);
        Duration patience = Duration.ofSeconds(waitSeconds);
        if (listen == null) {
            return network.commit(call.settings(), remote, request, patience);
        }
        try (CommitmentListener listener = CommitmentListener.open(network, listen, call.callingAeTitle())) {
            return network.commit(call.settings(), remote, request, patience);
        }
    }

    /** What the answer does not mention as committed is not safe. */
    private int print(StorageCommitmentRequest request, StorageCommitmentResult result) {
        PrintWriter out = spec.commandLine().getOut();
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        int unsafe = 0;
        for (SopReference reference : request.references()) {
            Optional<String> reason = reasonAgainst(reference, result);
            unsafe += reason.isPresent() ? 1 : 0;
            if (json) {
                array.addObject()
                        .put("sopClassUid", reference.sopClassUid())
                        .put("sopInstanceUid", reference.sopInstanceUid())
                        .put("safe", reason.isEmpty())
                        .put("reason", reason.orElse(""));
            } else {
                out.println(
                        reference.sopInstanceUid() + (reason.isEmpty() ? " is safe" : " is NOT safe: " + reason.get()));
            }
        }
        out.println(
                json
                        ? array.toString()
                        : String.format(
                                "%s has taken responsibility for %d of %d instance(s).",
                                call.aeTitle(),
                                request.references().size() - unsafe,
                                request.references().size()));
        out.flush();
        return unsafe == 0 ? 0 : 1;
    }

    private static Optional<String> reasonAgainst(SopReference reference, StorageCommitmentResult result) {
        Optional<String> failure = result.failed().stream()
                .filter(failed -> failed.reference().sopInstanceUid().equals(reference.sopInstanceUid()))
                .map(StorageCommitmentFailure::reason)
                .map(Object::toString)
                .findFirst();
        if (failure.isPresent()) {
            return failure;
        }
        return result.committed().contains(reference)
                ? Optional.empty()
                : Optional.of("the answer does not mention it");
    }
}

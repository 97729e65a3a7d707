package org.afterimage.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.afterimage.infer.EngineKind;
import org.afterimage.infer.InferenceException;
import org.afterimage.infer.NetworkProbe;
import org.afterimage.node.InferenceSettings;
import org.afterimage.work.Accelerators;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the node starts beside itself to try engines and the networks of model packages; people have {@code models}. */
@Command(name = Accelerators.PROBE_COMMAND, hidden = true)
final class ProbeNetworksCommand implements Callable<Integer> {
    @Option(names = "--engine", paramLabel = "ID", defaultValue = "onnxruntime-cpu")
    private String engine;

    @Option(names = "--data", paramLabel = "DIR")
    private Path data;

    @Parameters(paramLabel = "FOLDER")
    private List<Path> folders;

    @Override
    public Integer call() throws InferenceException {
        // Nobody else limits this process once the node is gone.
        ProcessHandle.current()
                .parent()
                .ifPresent(
                        node -> node.onExit().thenRun(() -> Runtime.getRuntime().halt(1)));
        Path own = data == null ? NodeOptions.home().resolve("data") : data;
        InferenceSettings defaults = new InferenceSettings(null, null, null, null, null, null);
        NetworkProbe.run(new Accelerators(defaults, own).candidate(EngineKind.of(engine)), folders, System.out);
        return 0;
    }
}

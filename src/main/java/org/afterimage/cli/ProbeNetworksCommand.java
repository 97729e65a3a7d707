package org.afterimage.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.afterimage.infer.InferenceException;
import org.afterimage.infer.NetworkProbe;
import org.afterimage.work.NetworkTrial;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What the node starts beside itself to try the networks of model packages; people have {@code models}. */
@Command(name = NetworkTrial.COMMAND, hidden = true)
final class ProbeNetworksCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FOLDER")
    private List<Path> folders;

    @Override
    public Integer call() throws InferenceException {
        NetworkProbe.run(folders, System.out);
        return 0;
    }
}

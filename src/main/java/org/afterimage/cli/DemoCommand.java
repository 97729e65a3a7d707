package org.afterimage.cli;

import io.quarkus.runtime.Quarkus;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.afterimage.database.DeletedFolder;
import org.afterimage.dicom.net.DicomNetwork;
import org.afterimage.dicom.net.UpperLayerNetwork;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the node's main job on one machine, from C-STORE to the derived series in a PACS. */
@Command(
        name = "demo",
        description = {
            "Starts a database, the node and a stand-in PACS on loopback, sends a simulated study for each model package that"
                    + " is there, waits until the derived series are in the PACS, and says what happened.",
            "The studies are simulated and the results are for research, not for diagnosis."
        },
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Folder for the database, the node and the stand-in PACS; kept, so that a second demo on it shows"
                            + " that a resend changes nothing (default: a temporary folder).")
    private Path data;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder for the derived files and pictures (default: out/demo of the installation).")
    private Path out;

    @Option(
            names = "--keep",
            description = "Leave the node and the stand-in PACS up afterwards, until Ctrl-C; their folder stays.")
    private boolean keep;

    @Mixin
    private NodeOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        boolean temporary = data == null;
        Path dataFolder = temporary ? Files.createTempDirectory("afterimage-demo") : Files.createDirectories(data);
        Path outFolder = out == null ? NodeOptions.home().resolve("out/demo") : out;
        try {
            return run(new DemoFolders(dataFolder.toAbsolutePath(), Files.createDirectories(outFolder)));
        } finally {
            if (temporary && !keep) {
                DeletedFolder.delete(dataFolder);
            }
        }
    }

    private int run(DemoFolders folders) throws Exception {
        List<DemoCase> cases = DemoCase.of(options.models());
        PrintWriter console = spec.commandLine().getOut();
        DicomNetwork network = new UpperLayerNetwork();
        quietLog(folders);
        try (StandInPacs pacs = new StandInPacs(network, DemoFolders.PACS_AE_TITLE, folders.pacs())) {
            DemoFolders.Ports ports = folders.configure(pacs.port(), cases);
            FutureTask<Integer> node = startNode(folders);
            Demo demo = new Demo(network, pacs, client(ports, folders), ports, folders, console);
            int exitCode = 1;
            try {
                demo.run(cases, node::isDone);
                exitCode = 0;
            } catch (DemoStageException e) {
                console.flush();
                spec.commandLine().getErr().println("afterimage: " + e.getMessage());
            }
            if (keep && !node.isDone()) {
                demo.sayWhereItIs();
                node.get();
            } else {
                Quarkus.asyncExit();
                node.get();
            }
            return exitCode;
        }
    }

    private static NodeClient client(DemoFolders.Ports ports, DemoFolders folders) {
        return new NodeClient(NodeAddress.local(ports.http()), NodeToken.ofData(folders.data()));
    }

    /** The demo shows the stages itself; the node's own log goes into a file beside its data. */
    private static void quietLog(DemoFolders folders) {
        System.setProperty("quarkus.log.file.enabled", "true");
        System.setProperty(
                "quarkus.log.file.path", folders.data().resolve("node.log").toString());
        System.setProperty("quarkus.log.console.level", "ERROR");
    }

    private FutureTask<Integer> startNode(DemoFolders folders) {
        FutureTask<Integer> node = new FutureTask<>(() ->
                new NodeBoot(folders.conf(), folders.data(), options.models()).run(StartCommand.UntilStopped.class));
        new Thread(node, "node").start();
        return node;
    }
}

package org.afterimage.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what is different between versions of the configuration. */
@Command(
        name = "diff",
        description = "Shows the lines that a version removed and added, or those from one version to another.",
        mixinStandardHelpOptions = true)
final class ConfDiff implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "N", description = "A version of 'conf history'.")
    private long first;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "M",
            description = "Another one: from N to M. Alone, N is compared with what was in force before it.")
    private Long second;

    @Mixin
    private NodeAddress node;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        String path = second == null ? first + "/difference" : second + "/difference?from=" + first;
        out.print(node.client().text("/api/configuration/versions/" + path));
        out.flush();
        return 0;
    }
}

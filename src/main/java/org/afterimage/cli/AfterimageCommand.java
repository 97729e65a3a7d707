package org.afterimage.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The words before the words. */
@Command(
        name = "afterimage",
        description = "A PACS-integrated DICOM node that synthesises, checks, marks and traces derived series."
                + " Research use, not for diagnosis.",
        mixinStandardHelpOptions = true,
        version = "Afterimage " + Version.NUMBER,
        subcommands = {
            DemoCommand.class,
            StartCommand.class,
            JobsCommand.class,
            StorageCommand.class,
            SynthesizeCommand.class,
            ModelsCommand.class,
            ProbeNetworksCommand.class,
            EvaluateCommand.class,
            ExplainCommand.class,
            EchoCommand.class,
            FindCommand.class,
            MoveCommand.class,
            GetCommand.class,
            CommitCommand.class,
            ConfCommand.class,
            ProvenanceCommand.class,
            RetractCommand.class,
            ConformanceCommand.class
        })
final class AfterimageCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command?");
    }
}

package org.afterimage.work;

import java.time.Duration;
import org.afterimage.infer.ProbingProcess;
import org.afterimage.model.NetworkInspection;

/** How this program tries networks: by starting itself once more. */
public final class NetworkTrial {
    /** The word of the command line that leads there. */
    public static final String COMMAND = "probe-networks";

    private static final String MAIN_CLASS = "org.afterimage.cli.Main";
    private static final Duration DEADLINE = Duration.ofSeconds(120);

    private NetworkTrial() {}

    /** Tries networks in a process beside this one. */
    public static NetworkInspection inspection() {
        return new ProbingProcess(ProbingProcess.thisProgram(MAIN_CLASS, COMMAND), DEADLINE);
    }
}

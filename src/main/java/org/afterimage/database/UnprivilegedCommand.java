package org.afterimage.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * How a PostgreSQL program is started. PostgreSQL refuses to run as root, so root (a container, say) first enters a user namespace in which it
 * is nobody, and where the kernel forbids that, becomes user 65534. Where setsid is installed the program gets a session of its own, so that
 * Ctrl-C at the terminal stops the node first and the database after it.
 */
record UnprivilegedCommand(List<String> prefix, boolean changesOwner) {
    private static final int NOBODY = 65534;

    /** Finds the way that works on this machine. */
    static UnprivilegedCommand forThisProcess() throws IOException, InterruptedException {
        List<String> ownSession = succeeds("setsid", "true") ? List.of("setsid") : List.of();
        if (!isRoot()) {
            return new UnprivilegedCommand(ownSession, false);
        }
        if (succeeds("unshare", "-U", "true")) {
            return new UnprivilegedCommand(joined(ownSession, "unshare", "-U"), false);
        }
        String[] becomeNobody = {"setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"};
        if (succeeds(joined(List.of(becomeNobody), "true").toArray(String[]::new))) {
            return new UnprivilegedCommand(joined(ownSession, becomeNobody), true);
        }
        throw new IOException("PostgreSQL does not run as root and neither unshare nor setpriv works here;"
                + " start the node as another user.");
    }

    List<String> of(Path program, String... arguments) {
        List<String> command = new ArrayList<>(prefix);
        command.add(program.toString());
        command.addAll(List.of(arguments));
        return command;
    }

    /** Gives a folder and what is in it to the user that the programs run as; nothing to do when that is the same user. */
    void own(Path folder) throws IOException {
        if (!changesOwner) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                Files.setAttribute(path, "unix:uid", NOBODY, LinkOption.NOFOLLOW_LINKS);
                Files.setAttribute(path, "unix:gid", NOBODY, LinkOption.NOFOLLOW_LINKS);
            }
        }
    }

    private static List<String> joined(List<String> first, String... rest) {
        List<String> all = new ArrayList<>(first);
        all.addAll(List.of(rest));
        return List.copyOf(all);
    }

    private static boolean isRoot() throws IOException {
        Path self = Path.of("/proc/self");
        return Files.exists(self) && Integer.valueOf(0).equals(Files.getAttribute(self, "unix:uid"));
    }

    private static boolean succeeds(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false; // the program is not installed
        }
    }
}

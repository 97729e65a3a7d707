package org.afterimage.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.afterimage.console.people.LocalToken;

/**
 * The file with the token that a node wants to see, read anew for each request: a node that starts again has another one.
 *
 * @param file of the token
 * @param given whether somebody named it, so that it must be there
 */
record NodeToken(Path file, boolean given) {
    private static final int LONGEST = 1_000;

    /** Of a node on this machine, which writes it into its data folder. */
    static NodeToken ofData(Path data) {
        return new NodeToken(data.resolve(LocalToken.FILE), false);
    }

    /** The token; empty where the node has written none, or not for this user. */
    Optional<String> read() throws IOException {
        if (!given && !Files.isReadable(file)) {
            return Optional.empty();
        }
        if (!Files.isRegularFile(file) || Files.size(file) > LONGEST) {
            throw new IOException(file + " is no file with a token.");
        }
        return Optional.of(Files.readString(file).strip());
    }

    /** What to do when the node refuses it. */
    String advice() {
        return given
                ? "The token of " + file + " was sent."
                : "A node lets in who reads " + file
                        + ": run this as the node's user, name its data folder with --data,"
                        + " or a file with a token of the node with --token.";
    }
}

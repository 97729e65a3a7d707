package org.afterimage.notify;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.afterimage.node.TrustFiles;

/** Whose certificates a channel believes: those of files, read anew for each message, or those that Java believes. */
final class Trust {
    private Trust() {}

    /**
     * What connections are made with.
     *
     * @param folder from which files are named
     * @return empty where no file is named
     */
    static Optional<SSLContext> of(Path folder, List<String> files) throws NotSentException {
        try {
            return TrustFiles.context(folder, files);
        } catch (IOException e) {
            throw new NotSentException(e.getMessage(), e);
        }
    }
}

package org.afterimage.console.people;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.EnumSet;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * The token of the command line on the node's own machine: made anew at each start and written into the data folder, where the node's owner
 * alone reads it. Who reads that folder could change the database, too, so it has all rights.
 */
@ApplicationScoped
public class LocalToken {
    /** In the data folder. */
    public static final String FILE = "local-token";

    /** Before the node says that it is ready. */
    private static final int FIRST = 1;

    private static final Logger LOG = Logger.getLogger(LocalToken.class);
    private static final Set<PosixFilePermission> OWNER =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final Path file;
    private final String token = new OpaqueToken().next();

    /** For the container. */
    public LocalToken(@ConfigProperty(name = "afterimage.data") String data) {
        this.file = Path.of(data, FILE);
    }

    void start(@Observes @Priority(FIRST) StartupEvent event) throws IOException {
        write();
    }

    void stop(@Observes ShutdownEvent event) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warnf("%s can't be removed, and counts no more: %s", file, e.getMessage());
        }
    }

    /** Written under another name first: nobody reads half of it, and never has a file that others may read the token in it. */
    void write() throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path made = file.resolveSibling(FILE + ".new");
        Files.deleteIfExists(made);
        if (made.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(made, PosixFilePermissions.asFileAttribute(OWNER));
        } else {
            Files.createFile(made);
            LOG.warnf("this file system knows no owners: keep others from reading %s", file);
        }
        Files.writeString(made, token + "\n");
        Files.move(made, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Whether it is this one. */
    public boolean is(String sent) {
        return MessageDigest.isEqual(token.getBytes(StandardCharsets.UTF_8), sent.getBytes(StandardCharsets.UTF_8));
    }
}

package org.afterimage.dicom.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;

/** Reads files that an administrator names, up to a size that none of them needs. */
final class SmallFile {
    private static final System.Logger LOG = System.getLogger(SmallFile.class.getName());

    private SmallFile() {}

    /**
     * Reads a file.
     *
     * @param longest bytes that it may have
     * @throws TlsFilesException when it is absent, unreadable or longer
     */
    static byte[] read(Path file, int longest) throws TlsFilesException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(longest + 1);
            if (bytes.length > longest) {
                throw new TlsFilesException(file + " is longer than " + longest + " bytes; it is no such file.");
            }
            return bytes;
        } catch (TlsFilesException e) {
            throw e;
        } catch (NoSuchFileException e) {
            throw new TlsFilesException("The file " + file + " does not exist.", e);
        } catch (IOException e) {
            throw new TlsFilesException(
                    "The file " + file + " cannot be read by the node's user ("
                            + e.getClass().getSimpleName() + ").",
                    e);
        }
    }

    /** Warns when every user of the machine may read a file that holds a secret. */
    static void warnIfPublic(Path file) {
        try {
            PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
            if (view != null && view.readAttributes().permissions().contains(PosixFilePermission.OTHERS_READ)) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "The file {0} holds a secret and can be read by every user of this machine; chmod 600 {0}",
                        file);
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "The permissions of {0} cannot be read.", file);
        }
    }
}

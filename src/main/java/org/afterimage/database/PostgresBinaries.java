package org.afterimage.database;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** Unpacks the PostgreSQL binaries that lie on the class path, once for each version. */
final class PostgresBinaries {
    private PostgresBinaries() {}

    /**
     * Returns the installation's root, unpacking it first where it is not there yet.
     *
     * @param home the folder under which installations are kept, one a digest
     * @throws IOException if this platform has no binaries on the class path, or the disk does not take them
     */
    static Path unpackUnder(Path home) throws IOException {
        String resource = resourceName();
        byte[] archive;
        try (InputStream in = Thread.currentThread().getContextClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("This build carries no PostgreSQL for " + System.getProperty("os.name") + " on "
                        + System.getProperty("os.arch")
                        + "; give the node a database with QUARKUS_DATASOURCE_JDBC_URL instead.");
            }
            archive = in.readAllBytes();
        }
        Path installed = home.resolve("postgresql-" + shortDigest(archive));
        if (Files.isDirectory(installed)) {
            return installed;
        }
        // Unpacked beside and renamed, so that a start that is cut off never leaves half an installation behind.
        Path unpacking = Files.createTempDirectory(home, "unpacking");
        unpack(archive, unpacking);
        Files.setPosixFilePermissions(unpacking, PosixFilePermissions.fromString("rwxr-xr-x"));
        return Files.move(unpacking, installed, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String resourceName() {
        String arch = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac") ? "darwin" : "linux";
        return "postgres-" + os + "-" + arch + ".txz";
    }

    private static void unpack(byte[] archive, Path target) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZInputStream(new ByteArrayInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException("The PostgreSQL archive holds a path outside itself: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                    continue;
                }
                Files.createDirectories(path.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, path);
                    boolean executable =
                            (entry.getMode() & 0100) != 0 || path.getParent().endsWith("bin");
                    Files.setPosixFilePermissions(
                            path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
                }
            }
        }
    }

    private static String shortDigest(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

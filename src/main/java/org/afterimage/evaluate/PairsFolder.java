package org.afterimage.evaluate;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder of pairs: one folder a case.
 *
 * @param folder the folder
 * @param cases its cases, by name
 */
public record PairsFolder(Path folder, List<PairCase> cases) {

    public PairsFolder {
        cases = List.copyOf(cases);
    }

    /**
     * Looks at a folder.
     *
     * @throws IOException with one sentence if there is no such folder or it holds no case
     */
    public static PairsFolder open(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException("There is no folder " + folder + ".");
        }
        List<PairCase> cases = new ArrayList<>();
        try (Stream<Path> children = Files.list(folder)) {
            for (Path child : children.filter(Files::isDirectory).sorted().toList()) {
                cases.add(PairCase.of(child));
            }
        }
        if (cases.isEmpty()) {
            throw new IOException("The folder " + folder
                    + " holds no cases; each case is a folder with the folders source and truth in it.");
        }
        return new PairsFolder(folder, cases);
    }

    /** SHA-256 over the names and contents of all files of the cases, in the order of their names: 64 hexadecimal digits. */
    public String digest() throws IOException {
        MessageDigest all = sha256();
        for (PairCase one : cases) {
            try (Stream<Path> paths = Files.walk(one.folder())) {
                for (Path file : paths.filter(Files::isRegularFile).sorted().toList()) {
                    String name = folder.relativize(file).toString().replace('\\', '/');
                    all.update(name.getBytes(StandardCharsets.UTF_8));
                    all.update(digest(file));
                }
            }
        }
        return HexFormat.of().formatHex(all.digest());
    }

    private static byte[] digest(Path file) throws IOException {
        MessageDigest one = sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), one)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return one.digest();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}

package org.afterimage.dicom.tls;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where this node's private key and its certificates are (PS3.15 B.12, key management). */
public sealed interface KeyFiles {
    /** No key: this side shows no certificate, which only a client can do without. */
    KeyFiles NONE = new NoKey();

    /** Returns the files that it depends on. */
    List<Path> files();

    /** Returns those of the files that hold a secret. */
    List<Path> secretFiles();

    /** No key. */
    record NoKey() implements KeyFiles {
        @Override
        public List<Path> files() {
            return List.of();
        }

        @Override
        public List<Path> secretFiles() {
            return List.of();
        }
    }

    /**
     * PEM files.
     *
     * @param key a PKCS#8 private key, encrypted or not (RFC 7468 10 and 11)
     * @param certificates this node's certificate, then those that lead to the authority's
     * @param password of the key
     */
    record PemKey(Path key, Path certificates, PasswordSource password) implements KeyFiles {
        @Override
        public List<Path> files() {
            List<Path> files = new ArrayList<>(secretFiles());
            files.add(certificates);
            return files;
        }

        @Override
        public List<Path> secretFiles() {
            List<Path> files = new ArrayList<>(password.files());
            files.add(key);
            return files;
        }
    }

    /**
     * A PKCS#12 file with one private key and its certificates (RFC 7292).
     *
     * @param file the file
     * @param password of the file
     */
    record Pkcs12Key(Path file, PasswordSource password) implements KeyFiles {
        @Override
        public List<Path> files() {
            return secretFiles();
        }

        @Override
        public List<Path> secretFiles() {
            List<Path> files = new ArrayList<>(password.files());
            files.add(file);
            return files;
        }
    }
}

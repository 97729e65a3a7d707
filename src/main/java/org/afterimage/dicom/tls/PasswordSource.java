package org.afterimage.dicom.tls;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Where the password of a key file is found (PS3.15 B.12, key management). The password itself is held for the reading of the key only. */
public sealed interface PasswordSource {
    /** The key file has no password. */
    PasswordSource NONE = new NoPassword();

    /**
     * Reads the password.
     *
     * @return characters that the caller overwrites; empty when there is no password
     * @throws TlsFilesException when it cannot be had
     */
    char[] read() throws TlsFilesException;

    /** Returns the files that it depends on. */
    default List<Path> files() {
        return List.of();
    }

    /** No password. */
    record NoPassword() implements PasswordSource {
        @Override
        public char[] read() {
            return new char[0];
        }
    }

    /**
     * The first line of a file in UTF-8.
     *
     * @param file the file
     */
    record PasswordFile(Path file) implements PasswordSource {
        private static final int LONGEST = 4096;

        @Override
        public char[] read() throws TlsFilesException {
            byte[] bytes = SmallFile.read(file, LONGEST);
            CharBuffer text = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes));
            int length = 0;
            while (length < text.length() && text.get(length) != '\n' && text.get(length) != '\r') {
                length++;
            }
            char[] password = new char[length];
            text.get(password);
            Arrays.fill(bytes, (byte) 0);
            Arrays.fill(text.array(), '\0');
            return password;
        }

        @Override
        public List<Path> files() {
            return List.of(file);
        }
    }

    /**
     * An environment variable of the node.
     *
     * @param name its name
     */
    record PasswordVariable(String name) implements PasswordSource {
        @Override
        public char[] read() throws TlsFilesException {
            String value = System.getenv(name);
            if (value == null) {
                throw new TlsFilesException("The environment variable " + name
                        + ", which is to hold the password of a key, is not set; set it where the node is started.");
            }
            return value.toCharArray();
        }
    }
}

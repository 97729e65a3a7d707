package org.afterimage.provenance.chain;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/** The node's Ed25519 key (RFC 8032), made at first use and kept in its data folder, where nobody but its own user reads it. */
final class SigningKey {
    private static final String ALGORITHM = "Ed25519";
    private static final String PRIVATE_LABEL = "PRIVATE KEY";
    private static final String PUBLIC_LABEL = "PUBLIC KEY";

    /** Where the public half lies for whoever checks. */
    static final String PUBLIC_FILE = "signing.pub";

    private static final Logger LOG = Logger.getLogger(SigningKey.class);

    private final PrivateKey key;
    private final byte[] publicKey;

    private SigningKey(PrivateKey key, byte[] publicKey) {
        this.key = key;
        this.publicKey = publicKey;
    }

    /**
     * The key of a folder.
     *
     * @param folder holds {@code signing.key}, both halves as PEM, and {@code signing.pub}, the public one to give away; made when absent
     * @throws IOException if they can't be read or made, or are no such keys
     */
    static SigningKey of(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve("signing.key");
        try {
            if (!Files.exists(file)) {
                make(file);
            }
            byte[] publicKey = decode(file, PUBLIC_LABEL);
            Path copy = folder.resolve(PUBLIC_FILE);
            if (!Files.exists(copy)) {
                Files.writeString(copy, pem(PUBLIC_LABEL, publicKey));
            }
            PrivateKey key = KeyFactory.getInstance(ALGORITHM)
                    .generatePrivate(new PKCS8EncodedKeySpec(decode(file, PRIVATE_LABEL)));
            return new SigningKey(key, publicKey);
        } catch (GeneralSecurityException e) {
            throw new IOException(file + " is no Ed25519 key: " + e.getMessage(), e);
        }
    }

    /** A public key that was written as {@code signing.pub}. */
    static byte[] publicKeyIn(Path file) throws IOException {
        return decode(file, PUBLIC_LABEL);
    }

    /** The public half, as X.509 encodes it. */
    byte[] publicKey() {
        return publicKey.clone();
    }

    /** The signature of bytes. */
    byte[] sign(byte[] bytes) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key);
            signature.update(bytes);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK from 15 on signs with Ed25519", e);
        }
    }

    /** Whether the owner of a public key signed the bytes. */
    static boolean isSigned(byte[] bytes, byte[] signed, byte[] publicKey) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(publicKey)));
            signature.update(bytes);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false; // no key, or no signature, at all
        }
    }

    /** Written whole before it has its name; two nodes that start on one folder at once agree on the pair that is there first. */
    private static void make(Path file) throws IOException, GeneralSecurityException {
        KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
        Path made = Files.createTempFile(
                file.getParent(),
                "signing",
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(
                    made,
                    pem(PRIVATE_LABEL, pair.getPrivate().getEncoded())
                            + pem(PUBLIC_LABEL, pair.getPublic().getEncoded()));
            Files.createLink(file, made);
        } catch (FileAlreadyExistsException e) {
            LOG.debugf("another node made %s", file);
        } finally {
            Files.deleteIfExists(made);
        }
    }

    private static String pem(String label, byte[] bytes) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return "-----BEGIN " + label + "-----\n" + text + "\n-----END " + label + "-----\n";
    }

    private static byte[] decode(Path file, String label) throws IOException {
        Matcher pem = Pattern.compile("-----BEGIN " + label + "-----([A-Za-z0-9+/=\\s]+)-----END " + label + "-----")
                .matcher(Files.readString(file));
        if (!pem.find()) {
            throw new IOException(file + " has no PEM block " + label + ".");
        }
        return Base64.getMimeDecoder().decode(pem.group(1));
    }
}

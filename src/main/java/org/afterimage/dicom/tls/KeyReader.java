package org.afterimage.dicom.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Reads this node's private key with its certificates, and checks that they belong together (PKCS#8: RFC 5958; PKCS#12: RFC 7292). */
final class KeyReader {
    private static final int LONGEST = 1 << 20;
    private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC", "EdDSA");
    private static final byte[] PROBE = {'p', 'r', 'o', 'b', 'e'};

    private KeyReader() {}

    /**
     * Reads a key.
     *
     * @return the key, empty when none is configured
     * @throws TlsFilesException when a file is absent or broken, the password is wrong, or the parts do not belong together
     */
    static Optional<OwnKey> read(KeyFiles files) throws TlsFilesException {
        files.secretFiles().forEach(SmallFile::warnIfPublic);
        if (files instanceof KeyFiles.PemKey pem) {
            return Optional.of(checked(pem.certificates(), pem(pem)));
        }
        if (files instanceof KeyFiles.Pkcs12Key pkcs12) {
            return Optional.of(checked(pkcs12.file(), pkcs12(pkcs12)));
        }
        return Optional.empty();
    }

    private static OwnKey pem(KeyFiles.PemKey files) throws TlsFilesException {
        byte[] bytes = SmallFile.read(files.key(), LONGEST);
        for (Pem block : blocks(files.key(), bytes)) {
            switch (block.label()) {
                case "PRIVATE KEY":
                    return new OwnKey(decode(files.key(), block.der()), CertificateFiles.read(files.certificates()));
                case "ENCRYPTED PRIVATE KEY":
                    return new OwnKey(decrypt(files, block.der()), CertificateFiles.read(files.certificates()));
                case "RSA PRIVATE KEY", "EC PRIVATE KEY", "DSA PRIVATE KEY":
                    throw new TlsFilesException("The key file " + files.key()
                            + " has OpenSSL's old form; convert it with" + " 'openssl pkcs8 -topk8 -in OLD -out NEW'.");
                default:
                    break; // parameters of an elliptic curve, or certificates in the same file
            }
        }
        throw new TlsFilesException("The key file " + files.key() + " holds no private key in PEM form"
                + " (a block that begins with -----BEGIN PRIVATE KEY-----).");
    }

    private static List<Pem> blocks(Path file, byte[] bytes) throws TlsFilesException {
        try {
            return Pem.blocks(bytes);
        } catch (IllegalArgumentException e) {
            throw new TlsFilesException("The key file " + file + " is broken; write it anew.", e);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private static PrivateKey decode(Path file, byte[] pkcs8) throws TlsFilesException {
        for (String algorithm : KEY_ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (GeneralSecurityException e) {
                // Not of this algorithm; the next one may fit.
            }
        }
        throw new TlsFilesException("The key in " + file + " is broken or of no known kind; RSA, EC and Ed25519 are.");
    }

    private static PrivateKey decrypt(KeyFiles.PemKey files, byte[] der) throws TlsFilesException {
        char[] password = files.password().read();
        try {
            EncryptedPrivateKeyInfo encrypted = new EncryptedPrivateKeyInfo(der);
            // For PBES2 the scheme's name stands in the parameters.
            String scheme = encrypted.getAlgName().startsWith("PBES2")
                            || encrypted.getAlgName().startsWith("1.")
                    ? encrypted.getAlgParameters().toString()
                    : encrypted.getAlgName();
            SecretKey secret = SecretKeyFactory.getInstance(scheme).generateSecret(new PBEKeySpec(password));
            Cipher cipher = Cipher.getInstance(scheme);
            cipher.init(Cipher.DECRYPT_MODE, secret, encrypted.getAlgParameters());
            return decode(files.key(), encrypted.getKeySpec(cipher).getEncoded());
        } catch (InvalidKeyException e) {
            throw wrongPassword(files.key(), password, e);
        } catch (NoSuchAlgorithmException | IOException e) {
            throw new TlsFilesException(
                    "The key in " + files.key() + " is encrypted by a scheme that is not known here; use"
                            + " 'openssl pkcs8 -topk8 -v2 aes-256-cbc'.",
                    e);
        } catch (GeneralSecurityException e) {
            throw wrongPassword(files.key(), password, e);
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    private static TlsFilesException wrongPassword(Path file, char[] password, Exception cause) {
        return new TlsFilesException(
                password.length == 0
                        ? "The key in " + file + " is encrypted and no password is configured; name a passwordFile or"
                                + " a passwordVariable."
                        : "The password for " + file + " is wrong, or the file is broken.",
                cause);
    }

    private static OwnKey pkcs12(KeyFiles.Pkcs12Key files) throws TlsFilesException {
        byte[] bytes = SmallFile.read(files.file(), LONGEST);
        char[] password = files.password().read();
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(bytes), password);
            List<String> keys = Collections.list(store.aliases()).stream()
                    .filter(alias -> isKey(store, alias))
                    .toList();
            if (keys.size() != 1) {
                throw new TlsFilesException(
                        files.file() + " holds " + keys.size() + " private keys; exactly one is needed.");
            }
            Key key = store.getKey(keys.get(0), password);
            List<X509Certificate> chain = Arrays.stream(store.getCertificateChain(keys.get(0)))
                    .map(X509Certificate.class::cast)
                    .toList();
            return new OwnKey((PrivateKey) key, chain);
        } catch (TlsFilesException e) {
            throw e;
        } catch (UnrecoverableKeyException e) {
            throw wrongPassword(files.file(), password, e);
        } catch (IOException e) {
            if (e.getCause() instanceof UnrecoverableKeyException) {
                throw wrongPassword(files.file(), password, e);
            }
            throw new TlsFilesException(
                    "The file " + files.file() + " is no PKCS#12 file; if it is PEM, name its certificates, too.", e);
        } catch (GeneralSecurityException e) {
            throw new TlsFilesException(
                    "The PKCS#12 file " + files.file() + " cannot be used: " + e.getMessage() + ".", e);
        } finally {
            Arrays.fill(password, '\0');
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private static boolean isKey(KeyStore store, String alias) {
        try {
            Certificate[] chain = store.getCertificateChain(alias);
            return store.isKeyEntry(alias) && chain != null && chain.length > 0;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static OwnKey checked(Path certificates, OwnKey own) throws TlsFilesException {
        X509Certificate certificate = own.chain().get(0);
        if (!belongTogether(own.key(), certificate.getPublicKey())) {
            throw new TlsFilesException("The first certificate in " + certificates + ", "
                    + CertificateText.names(certificate) + ", is not that of the private key.");
        }
        if (!Bcp195.isLongEnough(certificate.getPublicKey())) {
            throw new TlsFilesException("The key of " + CertificateText.names(certificate) + " in " + certificates
                    + " is too short; BCP 195 asks for RSA of " + Bcp195.SHORTEST_RSA_KEY
                    + " bits or an elliptic curve of " + Bcp195.SHORTEST_EC_KEY + ".");
        }
        return own;
    }

    private static boolean belongTogether(PrivateKey key, PublicKey publicKey) {
        String scheme = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
        try {
            Signature signing = Signature.getInstance(scheme);
            signing.initSign(key);
            signing.update(PROBE);
            Signature verifying = Signature.getInstance(scheme);
            verifying.initVerify(publicKey);
            verifying.update(PROBE);
            return verifying.verify(signing.sign());
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}

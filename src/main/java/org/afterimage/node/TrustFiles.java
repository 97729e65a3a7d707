package org.afterimage.node;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Whose certificates a connection to a server of others believes: those of PEM files, or those that Java believes. */
public final class TrustFiles {
    private static final int LONGEST = 1_000_000;

    private TrustFiles() {}

    /**
     * What connections are made with.
     *
     * @param folder from which files are named
     * @return empty where no file is named
     * @throws IOException with one sentence when a file can't be read or has no certificate
     */
    public static Optional<SSLContext> context(Path folder, List<String> files) throws IOException {
        if (files.isEmpty()) {
            return Optional.empty();
        }
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (String file : files) {
                for (Certificate certificate : read(folder.resolve(file))) {
                    store.setCertificateEntry(Integer.toString(store.size()), certificate);
                }
            }
            TrustManagerFactory managers = TrustManagerFactory.getInstance("PKIX");
            managers.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return Optional.of(context);
        } catch (GeneralSecurityException e) {
            throw new IOException("The certificates of " + String.join(", ", files) + " can't be used.", e);
        }
    }

    /** The certificates of a file, at least one. */
    static Collection<? extends Certificate> read(Path pem) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(pem)) {
            bytes = in.readNBytes(LONGEST + 1);
        } catch (IOException e) {
            throw new IOException("The file " + pem + " can't be read by the node's user.", e);
        }
        try {
            Collection<? extends Certificate> found =
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(bytes));
            if (bytes.length <= LONGEST && !found.isEmpty()) {
                return found;
            }
        } catch (CertificateException e) {
            throw new IOException("The file " + pem + " has no certificates in PEM.", e);
        }
        throw new IOException("The file " + pem + " has no certificates in PEM.");
    }
}

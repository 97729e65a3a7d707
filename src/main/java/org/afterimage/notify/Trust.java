package org.afterimage.notify;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

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
        if (files.isEmpty()) {
            return Optional.empty();
        }
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (String file : files) {
                try (InputStream in = Files.newInputStream(folder.resolve(file))) {
                    for (Certificate certificate :
                            CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                        store.setCertificateEntry(Integer.toString(store.size()), certificate);
                    }
                }
            }
            TrustManagerFactory managers = TrustManagerFactory.getInstance("PKIX");
            managers.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return Optional.of(context);
        } catch (IOException | GeneralSecurityException e) {
            throw new NotSentException("The certificates of " + String.join(", ", files) + " can't be read.", e);
        }
    }
}

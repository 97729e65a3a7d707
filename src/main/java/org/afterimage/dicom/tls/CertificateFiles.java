package org.afterimage.dicom.tls;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** Reads certificates from PEM files (RFC 7468 5, RFC 5280). */
final class CertificateFiles {
    private static final int LONGEST = 4 << 20;

    private CertificateFiles() {}

    /**
     * Reads all certificates of a file.
     *
     * @return at least one, in the order of the file
     * @throws TlsFilesException when there is none or one is broken
     */
    static List<X509Certificate> read(Path file) throws TlsFilesException {
        List<X509Certificate> certificates = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (Pem block : Pem.blocks(SmallFile.read(file, LONGEST))) {
                if (block.label().equals("CERTIFICATE")) {
                    certificates.add(
                            (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.der())));
                }
            }
        } catch (CertificateException | IllegalArgumentException e) {
            throw new TlsFilesException("The file " + file + " holds a broken certificate; write it anew.", e);
        }
        if (certificates.isEmpty()) {
            throw new TlsFilesException("The file " + file
                    + " holds no certificate in PEM form (a block that begins with -----BEGIN CERTIFICATE-----).");
        }
        return certificates;
    }

    /** Reads all certificates of several files. */
    static List<X509Certificate> readAll(List<Path> files) throws TlsFilesException {
        List<X509Certificate> all = new ArrayList<>();
        for (Path file : files) {
            all.addAll(read(file));
        }
        return all;
    }
}

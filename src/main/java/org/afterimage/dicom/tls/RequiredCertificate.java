package org.afterimage.dicom.tls;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;

/** Which certificate a peer must show, besides one that is trusted (PS3.15 B.12: who may connect is the site's policy). */
public sealed interface RequiredCertificate {
    /** Any trusted certificate will do. */
    RequiredCertificate ANY = new Any();

    /** Says whether a peer that shows this certificate is the one. */
    boolean matches(X509Certificate certificate);

    /** Returns what is required, for messages, such as {@code the one with SHA-256 0A1B...}. */
    String description();

    /** Looks now whether files have changed, if there are any. */
    default void reloadIfChanged() {}

    /** Any. */
    record Any() implements RequiredCertificate {
        @Override
        public boolean matches(X509Certificate certificate) {
            return true;
        }

        @Override
        public String description() {
            return "any that is trusted";
        }
    }

    /**
     * Exactly one certificate.
     *
     * @param sha256 SHA-256 of the whole certificate as 64 hexadecimal digits; colons and spaces between them, as openssl prints them, are
     *     left out
     */
    record Fingerprint(String sha256) implements RequiredCertificate {
        /**
         * Checks the digits.
         *
         * @throws IllegalArgumentException when they are no SHA-256
         */
        public Fingerprint {
            String digits = sha256.replaceAll("[:\\s]", "").toUpperCase(Locale.ROOT);
            if (!digits.matches("[0-9A-F]{64}")) {
                throw new IllegalArgumentException(
                        "\"" + sha256 + "\" is no SHA-256 fingerprint, which has 64 hexadecimal digits");
            }
            sha256 = digits;
        }

        @Override
        public boolean matches(X509Certificate certificate) {
            return CertificateText.fingerprint(certificate).equals(sha256);
        }

        @Override
        public String description() {
            return "the one with SHA-256 " + sha256;
        }
    }

    /**
     * Any certificate of that subject, of that issuer, or of both; the names are compared as RFC 5280 7.1 says.
     *
     * @param subject such as {@code CN=ct1, O=Hospital}; empty for any
     * @param issuer the same of the authority; empty for any
     */
    record Names(String subject, String issuer) implements RequiredCertificate {
        /**
         * Checks the names.
         *
         * @throws IllegalArgumentException when both are empty or one is no distinguished name
         */
        public Names {
            if (subject.isEmpty() && issuer.isEmpty()) {
                throw new IllegalArgumentException("a subject or an issuer is needed");
            }
            Stream.of(subject, issuer).filter(name -> !name.isEmpty()).forEach(X500Principal::new);
        }

        @Override
        public boolean matches(X509Certificate certificate) {
            return matches(subject, certificate.getSubjectX500Principal())
                    && matches(issuer, certificate.getIssuerX500Principal());
        }

        @Override
        public String description() {
            String ofSubject = subject.isEmpty() ? "one" : "that of " + subject;
            return issuer.isEmpty() ? ofSubject : ofSubject + " issued by " + issuer;
        }

        private static boolean matches(String name, X500Principal principal) {
            return name.isEmpty() || new X500Principal(name).equals(principal);
        }
    }

    /** The first certificate of a PEM file, which is followed when it changes. */
    final class OfFile implements RequiredCertificate {
        private final Path file;
        private final ReloadedFiles<Fingerprint> fingerprint;

        /**
         * Reads the file.
         *
         * @throws TlsFilesException when it holds no certificate
         */
        public OfFile(Path file) throws TlsFilesException {
            this.file = file;
            this.fingerprint = new ReloadedFiles<>("The certificate " + file, List.of(file), () -> read(file));
        }

        @Override
        public boolean matches(X509Certificate certificate) {
            return fingerprint.current().matches(certificate);
        }

        @Override
        public String description() {
            return "that of " + file.getFileName() + ", "
                    + fingerprint.current().description();
        }

        @Override
        public void reloadIfChanged() {
            fingerprint.reloadIfChanged();
        }

        private static Fingerprint read(Path file) throws TlsFilesException {
            return new Fingerprint(
                    CertificateText.fingerprint(CertificateFiles.read(file).get(0)));
        }
    }
}

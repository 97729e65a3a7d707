package org.afterimage.dicom.tls;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Decides whether a peer's certificate is taken (PS3.15 B.12, RFC 5280 6): the platform's own check of the path to a trusted certificate and of the
 * host name, the dates of every certificate, and the one that this peer must show. Each refusal is a clause about the peer.
 */
final class PeerTrust extends X509ExtendedTrustManager {
    private final List<X509Certificate> anchors;
    private final X509ExtendedTrustManager platform;
    private final RequiredCertificate required;

    /**
     * Makes it.
     *
     * @param anchors certificates of authorities, or of peers themselves
     * @param required the one that a server must show
     */
    PeerTrust(List<X509Certificate> anchors, RequiredCertificate required) throws GeneralSecurityException {
        this.anchors = anchors;
        this.platform = platform(anchors);
        this.required = required;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        try {
            platform.checkClientTrusted(chain, authType, engine);
        } catch (CertificateException e) {
            throw refusal(chain, e);
        }
        checkDates(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        try {
            platform.checkServerTrusted(chain, authType, engine);
        } catch (CertificateException e) {
            throw refusal(chain, e);
        }
        checkDates(chain);
        if (!required.matches(chain[0])) {
            throw new CertificateRefusedException(
                    "shows the certificate " + CertificateText.of(chain[0]) + ", but required is "
                            + required.description(),
                    null);
        }
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return anchors.toArray(X509Certificate[]::new);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw withoutEngine();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw withoutEngine();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw withoutEngine();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw withoutEngine();
    }

    /** Without an engine nothing says which keys and signatures are allowed. */
    private static CertificateException withoutEngine() {
        return new CertificateException("Certificates are checked by the engine of their connection only.");
    }

    private static X509ExtendedTrustManager platform(List<X509Certificate> anchors) throws GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        try {
            store.load(null, null);
        } catch (IOException e) {
            throw new IllegalStateException("An empty key store reads nothing.", e);
        }
        for (int i = 0; i < anchors.size(); i++) {
            store.setCertificateEntry(Integer.toString(i), anchors.get(i));
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(store);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager extended) {
                return extended;
            }
        }
        throw new IllegalStateException("The platform has no X.509 trust manager.");
    }

    /** The platform does not look at the dates of a certificate that is trusted by itself. */
    private static void checkDates(X509Certificate[] chain) throws CertificateException {
        for (X509Certificate certificate : chain) {
            try {
                certificate.checkValidity();
            } catch (CertificateExpiredException | CertificateNotYetValidException e) {
                throw refusal(chain, e);
            }
        }
    }

    private static CertificateRefusedException refusal(X509Certificate[] chain, CertificateException cause) {
        return new CertificateRefusedException(
                clause(chain, cause), cause.getCause() == null ? cause : cause.getCause());
    }

    private static String clause(X509Certificate[] chain, CertificateException failure) {
        Date now = new Date();
        for (X509Certificate certificate : chain) {
            if (now.after(certificate.getNotAfter())) {
                return "shows the certificate " + CertificateText.names(certificate) + ", which expired on "
                        + day(certificate.getNotAfter()) + "; renew it";
            }
            if (now.before(certificate.getNotBefore())) {
                return "shows the certificate " + CertificateText.names(certificate) + ", which is valid from "
                        + day(certificate.getNotBefore()) + " on; check the clocks of both machines";
            }
        }
        String shown = CertificateText.of(chain[0]);
        boolean weak = Arrays.stream(chain).anyMatch(certificate -> !Bcp195.isLongEnough(certificate.getPublicKey()));
        CertPathValidatorException.Reason reason = reason(failure);
        if (weak || reason == CertPathValidatorException.BasicReason.ALGORITHM_CONSTRAINED) {
            return "shows the certificate " + shown + ", whose key or signature is too weak for BCP 195";
        }
        if (has(failure, CertPathBuilderException.class)) {
            return "shows the certificate " + shown + ", which no trusted certificate has signed; add its authority to"
                    + " the trusted certificates if it is right";
        }
        if (has(failure, CertPathValidatorException.class)) {
            return "shows the certificate " + shown + ", which is not valid: " + withoutStop(failure.getMessage());
        }
        return "shows the certificate " + shown + ", which is not for this host or use ("
                + withoutStop(failure.getMessage()) + "); check the host name, or switch its check off and name the"
                + " certificate instead";
    }

    private static CertPathValidatorException.Reason reason(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertPathValidatorException invalid) {
                return invalid.getReason();
            }
        }
        return CertPathValidatorException.BasicReason.UNSPECIFIED;
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static String day(Date date) {
        return Instant.ofEpochMilli(date.getTime())
                .truncatedTo(ChronoUnit.DAYS)
                .toString()
                .substring(0, 10);
    }

    private static String withoutStop(String message) {
        return message == null || !message.endsWith(".") ? message : message.substring(0, message.length() - 1);
    }
}

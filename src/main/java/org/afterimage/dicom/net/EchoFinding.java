package org.afterimage.dicom.net;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import org.afterimage.dicom.tls.CertificateRefusedException;

/** What came of verifying a peer (PS3.4 Annex A), told apart by what an administrator has to do about it. */
public enum EchoFinding {
    /** It answered C-ECHO. */
    ANSWERED(true),
    /** It takes associations, and does not serve C-ECHO. */
    NO_VERIFICATION(true),
    /** The name service knows no such host. */
    HOST_UNKNOWN(false),
    /** The name service does not answer. */
    NAME_SERVICE_SILENT(false),
    /** The machine is there, and nothing listens on the port. */
    CONNECTION_REFUSED(false),
    /** No network leads there. */
    NO_ROUTE(false),
    /** No TCP connection in time: a wrong address, a machine that is off, or a firewall. */
    TIMED_OUT(false),
    /** The port takes connections and then says nothing. */
    SILENT(false),
    /** The port takes connections and ends them without a word. */
    HUNG_UP(false),
    /** What answers speaks HTTP. */
    HTTP(false),
    /** What answers is no DICOM. */
    NOT_DICOM(false),
    /** It is called otherwise (PS3.8 9.3.4, source 1, reason 7). */
    CALLED_TITLE(false),
    /** It does not know this side's AE title (PS3.8 9.3.4, source 1, reason 3). */
    CALLING_TITLE(false),
    /** It has no room for one more association. */
    BUSY(false),
    /** It rejects the association for another reason. */
    REJECTED(false),
    /** It aborts the association. */
    ABORTED(false),
    /** It speaks TLS, and was called without. */
    TLS_EXPECTED(false),
    /** It does not speak TLS, and was called over it. */
    TLS_NOT_EXPECTED(false),
    /** Its certificate is not trusted here. */
    CERTIFICATE_NOT_TRUSTED(false),
    /** It does not take this side's certificate, or misses one. */
    OWN_CERTIFICATE(false),
    /** No TLS version, cipher suite or key in common. */
    TLS_FAILED(false),
    /** It answered C-ECHO with a failure. */
    ECHO_FAILED(false),
    /** The connection broke in another way. */
    DISTURBED(false);

    private final boolean well;

    EchoFinding(boolean well) {
        this.well = well;
    }

    /** Whether derived series can be sent there as far as can be known without sending one. */
    public boolean isWell() {
        return well;
    }

    /** What a failure of {@link DicomNetwork#echo} says by itself. */
    public static EchoFinding of(IOException failure) {
        if (failure instanceof PresentationContextNotAcceptedException) {
            return NO_VERIFICATION;
        }
        if (failure instanceof AeUnreachableException) {
            return ofConnecting(failure.getCause());
        }
        if (failure instanceof AssociationRejectedException rejected) {
            return of(rejected.rejection());
        }
        Throwable cause = failure instanceof AssociationAbortedException ? failure.getCause() : failure;
        return cause instanceof PeerFailure peer ? of(peer) : cause instanceof IOException ? HUNG_UP : DISTURBED;
    }

    private static EchoFinding ofConnecting(Throwable cause) {
        if (cause instanceof UnknownHostException) {
            return String.valueOf(cause.getMessage()).startsWith(HostNames.SILENT) ? NAME_SERVICE_SILENT : HOST_UNKNOWN;
        }
        String message = String.valueOf(cause.getMessage());
        if (cause instanceof SocketTimeoutException || message.contains("timed out")) {
            return TIMED_OUT;
        }
        boolean refused = cause instanceof ConnectException
                && !(cause instanceof NoRouteToHostException)
                && !message.contains("unreachable");
        return refused ? CONNECTION_REFUSED : NO_ROUTE;
    }

    private static EchoFinding of(Rejection rejection) {
        if (rejection.source() == Rejection.CALLED_AE_TITLE_NOT_RECOGNIZED.source()) {
            if (rejection.reason() == Rejection.CALLED_AE_TITLE_NOT_RECOGNIZED.reason()) {
                return CALLED_TITLE;
            }
            if (rejection.reason() == Rejection.CALLING_AE_TITLE_NOT_RECOGNIZED.reason()) {
                return CALLING_TITLE;
            }
        }
        return rejection.isTransient() ? BUSY : REJECTED;
    }

    private static EchoFinding of(PeerFailure failure) {
        if (failure instanceof TlsFailureException tls) {
            return ofTls(tls);
        }
        if (failure instanceof ReadTimeoutException || failure instanceof WriteTimeoutException) {
            return SILENT;
        }
        if (failure instanceof PeerClosedException) {
            return HUNG_UP;
        }
        return failure instanceof PeerAbortedException ? ABORTED : NOT_DICOM;
    }

    private static EchoFinding ofTls(TlsFailureException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateRefusedException) {
                return CERTIFICATE_NOT_TRUSTED;
            }
        }
        return failure.concernsOwnCertificate() ? OWN_CERTIFICATE : TLS_FAILED;
    }
}

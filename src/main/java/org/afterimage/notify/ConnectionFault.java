package org.afterimage.notify;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Says in words why a connection to a server came to nothing. */
final class ConnectionFault {
    private ConnectionFault() {}

    /**
     * One sentence.
     *
     * @param place host and port
     */
    static String sentence(Throwable failure, String place) {
        List<Throwable> causes = causes(failure);
        if (has(causes, UnknownHostException.class) || has(causes, UnresolvedAddressException.class)) {
            return "The name of " + place + " is not known to the name service.";
        }
        for (Throwable cause : causes) {
            if (cause instanceof SSLException) {
                return tls(cause, causes, place);
            }
        }
        if (has(causes, NoRouteToHostException.class)) {
            return "There is no way in the network to " + place + ".";
        }
        if (has(causes, ConnectException.class)) {
            return "The connection to " + place + " was refused: nothing listens there, or a firewall is between.";
        }
        if (has(causes, SocketTimeoutException.class)
                || has(causes, HttpTimeoutException.class)
                || has(causes, TimeoutException.class)) {
            return place + " did not answer in time.";
        }
        return "The connection to " + place + " failed: " + deepest(causes) + ".";
    }

    private static String tls(Throwable ssl, List<Throwable> causes, String place) {
        String words = deepest(causes);
        String all = words + " " + ssl.getMessage();
        if (all.contains("unable to find valid certification path") || all.contains("PKIX path")) {
            return "The certificate of " + place
                    + " is of no authority that is trusted here; name the authority's certificate in trust.";
        }
        if (all.contains("No subject alternative") || all.contains("No name matching")) {
            return "The certificate of " + place + " is for another name.";
        }
        if (all.contains("Unsupported or unrecognized SSL message")) {
            return place + " does not speak TLS on this port.";
        }
        return "TLS to " + place + " failed: " + words + ".";
    }

    private static boolean has(List<Throwable> causes, Class<? extends Throwable> type) {
        return causes.stream().anyMatch(type::isInstance);
    }

    private static String deepest(List<Throwable> causes) {
        String words = causes.get(0).getClass().getSimpleName();
        for (Throwable cause : causes) {
            if (cause.getMessage() != null && !cause.getMessage().isBlank()) {
                words = cause.getMessage();
            }
        }
        return words.strip().replaceAll("\\.$", "").replaceAll("\\s+", " ");
    }

    private static List<Throwable> causes(Throwable failure) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable cause = failure; cause != null && causes.size() < 20; cause = cause.getCause()) {
            causes.add(cause);
        }
        return causes;
    }
}

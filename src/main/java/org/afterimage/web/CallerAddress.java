package org.afterimage.web;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * From where a request comes, for the audit log and for what slows guessing. A proxy on this machine says with X-Forwarded-For from where it was
 * asked, and so may one that is named; of all others that header counts nothing. A proxy adds to what it was sent at the end, so the last address
 * counts: whoever asks the proxy may have written those before it. The host, the port and the protocol that a proxy says are taken from none.
 */
@ApplicationScoped
public class CallerAddress {
    /** Where there is no address, or its words are none. */
    static final String UNKNOWN = "unknown";

    private static final String FORWARDED_FOR = "X-Forwarded-For";
    private static final String IPV4 = "\\d{1,3}(?:\\.\\d{1,3}){3}";
    private static final String ADDRESS = IPV4 + "|[0-9A-Fa-f]*:[0-9A-Fa-f:.]{1,60}(?:%[\\w.-]{1,16})?";
    private static final String LOOPBACK = "127(?:\\.\\d{1,3}){3}|::1|0:0:0:0:0:0:0:1(?:%.*)?";

    private final Set<String> trusted;

    /**
     * For the container.
     *
     * @param trusted addresses of proxies on other machines; AFTERIMAGE_HTTP_TRUSTED_PROXIES as a variable
     */
    public CallerAddress(@ConfigProperty(name = "afterimage.http.trusted-proxies") Optional<List<String>> trusted) {
        this.trusted = Set.copyOf(trusted.orElse(List.of()));
    }

    /**
     * The address of who asks.
     *
     * @return an IP address as text; {@code unknown} where there is none, such as at a socket that is closed by now
     */
    public String of(HttpServerRequest request) {
        return of(request.remoteAddress(), request.headers().getAll(FORWARDED_FOR));
    }

    String of(SocketAddress socket, List<String> forwarded) {
        String peer = socket == null ? null : socket.hostAddress();
        if (peer == null) {
            return UNKNOWN;
        }
        boolean believed = peer.matches(LOOPBACK) || trusted.contains(peer);
        if (!believed || forwarded.isEmpty()) {
            return peer;
        }
        String last = forwarded.get(forwarded.size() - 1);
        String told = last.substring(last.lastIndexOf(',') + 1)
                .strip()
                .replaceFirst("^\\[([^\\]]+)](?::\\d+)?$", "$1") // some proxies add the port
                .replaceFirst("^(" + IPV4 + "):\\d+$", "$1");
        return told.matches(ADDRESS) ? told : UNKNOWN;
    }
}

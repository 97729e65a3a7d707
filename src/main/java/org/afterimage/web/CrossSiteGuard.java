package org.afterimage.web;

import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Refuses what would change something and comes from a page of another site: a browser on this machine reaches loopback, and so does every page
 * that it shows. Browsers say with Sec-Fetch-Site, and older ones with Origin, whose page asks (Fetch Metadata, W3C); programs send neither.
 * Another site can also have its own name lead to this machine (DNS rebinding), and then is the page's own: on loopback, /api is there for
 * loopback names alone, for reading too.
 */
@Provider
@PreMatching
public class CrossSiteGuard implements ContainerRequestFilter {
    private static final List<String> SAFE = List.of("GET", "HEAD", "OPTIONS");

    /** A name of this machine, with or without a port. */
    private static final Pattern LOOPBACK =
            Pattern.compile("(?:localhost|127(?:\\.\\d{1,3}){3}|\\[::1\\])(?::\\d+)?", Pattern.CASE_INSENSITIVE);

    private final Instance<String> bind;

    /**
     * For the container.
     *
     * @param bind what the node listens on, asked for late: filters are made before the run-time configuration counts
     */
    public CrossSiteGuard(@ConfigProperty(name = "quarkus.http.host") Instance<String> bind) {
        this.bind = bind;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (!isReadable(request)) {
            request.abortWith(Problem.answer(
                            Response.Status.BAD_REQUEST,
                            "The address has a character that must be percent-encoded, or a percent sign that encodes none.")
                    .build());
            return;
        }
        if (ApiPath.isOf(request)
                && isLoopback(bind.get())
                && !isForThisMachine(request.getHeaderString(HttpHeaders.HOST))) {
            refuse(
                    request,
                    "This node listens on a loopback address, and its /api answers requests whose Host is a loopback"
                            + " name such as 127.0.0.1 or localhost; a proxy in front must send such a Host.");
            return;
        }
        if (SAFE.contains(request.getMethod())) {
            return;
        }
        boolean own = isOwn(
                request.getHeaderString("Sec-Fetch-Site"),
                request.getHeaderString("Origin"),
                request.getHeaderString(HttpHeaders.HOST));
        if (!own) {
            refuse(
                    request,
                    "A page of another site asked for this; only this node's own pages and programs may change"
                            + " something.");
        }
    }

    /** An address that can't be read would fail later, in the audit log for one, after something was done. */
    private static boolean isReadable(ContainerRequestContext request) {
        try {
            return request.getUriInfo().getRequestUri() != null
                    && request.getUriInfo().getPath() != null;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private static void refuse(ContainerRequestContext request, String detail) {
        request.abortWith(Problem.answer(Response.Status.FORBIDDEN, detail).build());
    }

    /**
     * Whether a request to a loopback address was meant for it.
     *
     * @param host Host; null for none, as programs of HTTP/1.0 send it
     */
    static boolean isForThisMachine(String host) {
        return host == null || LOOPBACK.matcher(host).matches();
    }

    /**
     * Whether only this machine reaches an address.
     *
     * @param bind that the node listens on, or a name for it
     */
    static boolean isLoopback(String bind) {
        return bind.equals("::1") || LOOPBACK.matcher(bind).matches();
    }

    /**
     * Whether no other site asks.
     *
     * @param fetchSite Sec-Fetch-Site; null for none
     * @param origin Origin; null for none
     * @param host Host
     */
    static boolean isOwn(String fetchSite, String origin, String host) {
        if (fetchSite != null) {
            return fetchSite.equals("same-origin") || fetchSite.equals("none");
        }
        if (origin == null) {
            return true;
        }
        try {
            String authority = URI.create(origin).getRawAuthority();
            return authority != null
                    && host != null
                    && authority.toLowerCase(Locale.ROOT).equals(host.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return false; // "null" of a sandboxed page has no authority either
        }
    }
}

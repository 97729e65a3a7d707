package org.afterimage.web;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;
import java.util.List;
import java.util.Locale;

/**
 * Refuses what would change something and comes from a page of another site: a browser on this machine reaches loopback, and so does every page
 * that it shows. Browsers say with Sec-Fetch-Site, and older ones with Origin, whose page asks (Fetch Metadata, W3C); programs send neither.
 */
@Provider
@PreMatching
public class CrossSiteGuard implements ContainerRequestFilter {
    private static final List<String> SAFE = List.of("GET", "HEAD", "OPTIONS");
    private static final int FORBIDDEN = 403;

    @Override
    public void filter(ContainerRequestContext request) {
        if (SAFE.contains(request.getMethod())) {
            return;
        }
        boolean own = isOwn(
                request.getHeaderString("Sec-Fetch-Site"),
                request.getHeaderString("Origin"),
                request.getHeaderString(HttpHeaders.HOST));
        if (!own) {
            request.abortWith(Response.status(FORBIDDEN)
                    .entity(
                            "{\"title\":\"Forbidden\",\"status\":403,\"detail\":\"A page of another site asked for this;"
                                    + " only this node's own pages and programs may change something.\"}")
                    .type(MediaType.valueOf("application/problem+json"))
                    .build());
        }
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

package org.afterimage.web;

import jakarta.ws.rs.container.ContainerRequestContext;

/** Where the REST interface is. */
final class ApiPath {
    private static final String ROOT = "/api";

    private ApiPath() {}

    /** Whether a request is for it. Decoded, as it is matched: /%61pi/ leads to the same place. */
    static boolean isOf(ContainerRequestContext request) {
        return isOf(path(request));
    }

    /** Whether a decoded path leads to it. */
    static boolean isOf(String path) {
        return path.equals(ROOT) || path.startsWith(ROOT + "/");
    }

    /** The decoded path, from its slash on. */
    static String path(ContainerRequestContext request) {
        return "/" + request.getUriInfo().getPath().replaceFirst("^/+", "");
    }
}

package org.afterimage.console;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Addresses within the console. */
final class Paths {
    private static final int LONGEST = 1_000;

    /** Of the characters of RFC 3986 alone; the first after the slash is none. */
    private static final Pattern OWN = Pattern.compile(
            "/(?:[A-Za-z0-9._~-][A-Za-z0-9._~/%@:+=,!$'()*&;-]*)?(?:\\?[A-Za-z0-9._~/%@:+=,!$'()*&;?-]*)?");

    private Paths() {}

    /** Sends the browser on, to the same host by the same protocol: of a proxy before this node, only the browser knows these. */
    static Response.ResponseBuilder seeOther(String path) {
        return Response.status(Response.Status.SEE_OTHER).header(HttpHeaders.LOCATION, path);
    }

    /**
     * A path of this console, whatever was sent: nobody is led to another site. Browsers read a backslash as a slash and leave out control
     * characters, and take two slashes at the beginning for a host.
     *
     * @param path with its query; null for none
     * @return it, or {@code /}
     */
    static String own(String path) {
        return path != null && path.length() <= LONGEST && OWN.matcher(path).matches() ? path : "/";
    }

    /** Text as a part of an address's path. */
    static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}

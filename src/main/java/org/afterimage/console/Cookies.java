package org.afterimage.console;

import jakarta.ws.rs.core.NewCookie;
import java.util.regex.Pattern;
import org.afterimage.console.people.Sessions;

/**
 * The console's cookies: no script sees them, and they travel encrypted unless the browser is on this machine. Of other sites' pages only a link
 * that a person follows takes them along, never a form or a picture, so that the link of a notification finds its reader signed in; nothing is
 * changed by following a link. What is said once of what was just done comes from this site alone.
 */
final class Cookies {
    static final String SESSION = Sessions.COOKIE;
    static final String LANGUAGE = "afterimage-language";
    static final String THEME = "afterimage-theme";
    static final int A_YEAR = 31_536_000;

    /** Until the browser is closed. */
    static final int WHILE_OPEN = NewCookie.DEFAULT_MAX_AGE;

    /** A name of this machine, with or without a port: browsers call it trustworthy without TLS, and some keep no secure cookie of it. */
    private static final Pattern LOOPBACK =
            Pattern.compile("(?:localhost|127(?:\\.\\d{1,3}){3}|\\[::1\\])(?::\\d+)?", Pattern.CASE_INSENSITIVE);

    private Cookies() {}

    /** Whether cookies for a browser that asked for this host are for encrypted connections alone. */
    static boolean secure(String host) {
        return host == null || !LOOPBACK.matcher(host).matches();
    }

    static NewCookie of(String name, String value, int seconds, boolean secure) {
        return new NewCookie.Builder(name)
                .value(value)
                .path("/")
                .maxAge(seconds)
                .httpOnly(true)
                .secure(secure)
                .sameSite(name.equals(Notice.COOKIE) ? NewCookie.SameSite.STRICT : NewCookie.SameSite.LAX)
                .build();
    }

    static NewCookie gone(String name, boolean secure) {
        return of(name, "", 0, secure);
    }
}

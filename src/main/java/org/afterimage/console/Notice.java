package org.afterimage.console;

import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.NewCookie;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * What a page says once of what was just done. It waits in a cookie from the answer of a form to the page that follows.
 *
 * @param good whether it was done
 * @param sentence for the person who did it
 */
public record Notice(boolean good, String sentence) {
    static final String COOKIE = "afterimage-notice";
    private static final int SECONDS = 60;
    private static final int LONGEST = 1_000;

    NewCookie cookie(boolean secure) {
        String bounded = sentence.length() <= LONGEST ? sentence : sentence.substring(0, LONGEST);
        String text = (good ? "+" : "-") + bounded;
        return Cookies.of(
                COOKIE,
                Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8)),
                SECONDS,
                secure);
    }

    /** From its cookie; null for none, or one that is damaged. */
    static Notice of(Cookie cookie) {
        if (cookie == null || cookie.getValue().isEmpty()) {
            return null;
        }
        try {
            String text = new String(Base64.getUrlDecoder().decode(cookie.getValue()), StandardCharsets.UTF_8);
            return text.isEmpty() ? null : new Notice(text.charAt(0) == '+', text.substring(1));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}

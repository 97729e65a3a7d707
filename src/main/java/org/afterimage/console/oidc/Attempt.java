package org.afterimage.console.oidc;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * What a browser keeps while its person is at the provider, so that what comes back is the answer to this attempt and of this browser.
 *
 * @param state comes back in the address
 * @param nonce comes back in the ID token
 * @param verifier whose digest the provider was told (RFC 7636)
 */
public record Attempt(String state, String nonce, String verifier) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;

    /** A new one. */
    public static Attempt begin() {
        return new Attempt(random(), random(), random());
    }

    /** As the browser keeps it. */
    public String text() {
        return state + "." + nonce + "." + verifier;
    }

    /** From what the browser has kept; empty where that is none. */
    public static Optional<Attempt> of(String text) {
        return text != null && text.matches("[A-Za-z0-9_-]{43}(\\.[A-Za-z0-9_-]{43}){2}")
                ? Optional.of(new Attempt(text.substring(0, 43), text.substring(44, 87), text.substring(88)))
                : Optional.empty();
    }

    /** Nothing of it: whoever knows it could answer in the provider's place. */
    @Override
    public String toString() {
        return "an attempt to sign in";
    }

    private static String random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}

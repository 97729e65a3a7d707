package org.afterimage.notify;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The signature of a webhook as the specification Standard Webhooks 1.0.0 has it: HMAC-SHA-256 (RFC 2104) of identifier, time and body, with
 * full stops between, in Base64 after {@code v1,}.
 */
final class WebhookSignature {
    private static final String ENCODED = "whsec_";

    private WebhookSignature() {}

    /**
     * Signs.
     *
     * @param secret text; after {@code whsec_} it is Base64 of the key
     * @param id of the message
     * @param seconds of the attempt, since 1970
     * @param body as it is sent
     */
    static String of(String secret, String id, long seconds, String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key(secret), "HmacSHA256"));
            byte[] signed = mac.doFinal((id + "." + seconds + "." + body).getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(signed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HmacSHA256.", e);
        }
    }

    private static byte[] key(String secret) {
        if (secret.startsWith(ENCODED)) {
            try {
                return Base64.getDecoder().decode(secret.substring(ENCODED.length()));
            } catch (IllegalArgumentException e) {
                return secret.getBytes(StandardCharsets.UTF_8); // a text that only begins so
            }
        }
        return secret.getBytes(StandardCharsets.UTF_8);
    }
}

package org.afterimage.dicom.tls;

import java.security.AlgorithmConstraints;
import java.security.AlgorithmParameters;
import java.security.CryptoPrimitive;
import java.security.Key;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What BCP 195 allows (PS3.15 B.12; RFC 8996; RFC 9325 4.2 to 4.5): cipher suites with forward secrecy and authenticated encryption, RSA keys of 2048
 * bits, elliptic curves of 224 bits, and no signature by MD5 or SHA-1.
 */
final class Bcp195 implements AlgorithmConstraints {
    /** In the order of preference; the first three are those of TLS 1.3, the others those that RFC 9325 4.2 recommends for TLS 1.2. */
    static final List<String> CIPHER_SUITES = List.of(
            "TLS_AES_256_GCM_SHA384",
            "TLS_AES_128_GCM_SHA256",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");

    static final int SHORTEST_RSA_KEY = 2048;
    static final int SHORTEST_EC_KEY = 224;

    @Override
    public boolean permits(Set<CryptoPrimitive> primitives, String algorithm, AlgorithmParameters parameters) {
        String name = algorithm.toUpperCase(Locale.ROOT);
        return !name.startsWith("SHA1WITH") && !name.startsWith("MD5WITH") && !name.startsWith("MD2WITH");
    }

    @Override
    public boolean permits(Set<CryptoPrimitive> primitives, Key key) {
        return isLongEnough(key);
    }

    @Override
    public boolean permits(Set<CryptoPrimitive> primitives, String algorithm, Key key, AlgorithmParameters parameters) {
        return permits(primitives, algorithm, parameters) && isLongEnough(key);
    }

    /** Says whether a key has the length that RFC 9325 4.5 asks for. */
    static boolean isLongEnough(Key key) {
        if (key instanceof RSAKey rsa) {
            return rsa.getModulus().bitLength() >= SHORTEST_RSA_KEY;
        }
        return !(key instanceof ECKey ec) || ec.getParams().getOrder().bitLength() >= SHORTEST_EC_KEY;
    }
}

package org.afterimage.console.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** An HTTP server on loopback that answers as an OpenID Connect provider does, or as a test wants; it signs with a real key. */
final class LoopbackProvider implements AutoCloseable {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Map<String, Integer> asked = new ConcurrentHashMap<>();
    private final HttpServer server;

    /** What is told of the provider at its well-known place. */
    final Map<String, String> document = new TreeMap<>();

    /** The ID token that the token endpoint gives. */
    volatile String idToken = "";

    /** What the userinfo endpoint tells. */
    volatile String userInfo = "{}";

    /** The last request to the token endpoint: its Authorization, a line break, and its form. */
    volatile String tokenRequest = "";

    private volatile RSAKey key = newKey();

    LoopbackProvider() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        document.put("issuer", quoted(issuer()));
        document.put("authorization_endpoint", quoted(issuer() + "/authorize"));
        document.put("token_endpoint", quoted(issuer() + "/token"));
        document.put("userinfo_endpoint", quoted(issuer() + "/userinfo"));
        document.put("end_session_endpoint", quoted(issuer() + "/leave"));
        document.put("jwks_uri", quoted(issuer() + "/keys"));
        document.put("subject_types_supported", "[\"public\"]");
        document.put("response_types_supported", "[\"code\"]");
        document.put("id_token_signing_alg_values_supported", "[\"RS256\"]");
        server.createContext("/.well-known/openid-configuration", exchange -> json(exchange, text()));
        server.createContext("/keys", exchange -> json(exchange, new JWKSet(key).toString()));
        server.createContext("/token", this::token);
        server.createContext("/userinfo", exchange -> json(exchange, userInfo));
        server.createContext("/elsewhere", exchange -> {
            exchange.getResponseHeaders().add("Location", issuer() + "/keys");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server.createContext("/long", exchange -> json(exchange, "x".repeat(Connection.MOST_BYTES + 1)));
        server.createContext("/silent", exchange -> await());
        server.createContext("/slow", exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            await();
        });
        server.start();
    }

    String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** How often a path was asked for. */
    int asked(String path) {
        return asked.getOrDefault(path, 0);
    }

    /** From now on it signs with another key. */
    void takesAnotherKey() {
        key = newKey();
    }

    /** An ID token with a nonce, which a test changes before it is signed. */
    String token(String nonce, UnaryOperator<JWTClaimsSet.Builder> change) {
        return signed(key, claims(nonce, change));
    }

    JWTClaimsSet claims(String nonce, UnaryOperator<JWTClaimsSet.Builder> change) {
        Instant now = Instant.now();
        return change.apply(new JWTClaimsSet.Builder()
                        .issuer(issuer())
                        .audience("console")
                        .subject("subject-1")
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plusSeconds(300)))
                        .claim("nonce", nonce)
                        .claim("preferred_username", "ada")
                        .claim("groups", List.of("everybody", "pacs-admins")))
                .build();
    }

    static String signed(RSAKey key, JWTClaimsSet claims) {
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(key.getKeyID())
                            .build(),
                    claims);
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048).keyID(UUID.randomUUID().toString()).generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    RSAKey key() {
        return key;
    }

    static String quoted(String text) {
        return '"' + text + '"';
    }

    private String text() {
        List<String> fields = new ArrayList<>();
        document.forEach((name, value) -> fields.add(quoted(name) + ": " + value));
        return "{" + String.join(", ", fields) + "}";
    }

    private void token(HttpExchange exchange) throws IOException {
        String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        tokenRequest = exchange.getRequestHeaders().getFirst("Authorization") + "\n" + form;
        json(
                exchange,
                "{\"access_token\": \"access\", \"token_type\": \"Bearer\", \"id_token\": " + quoted(idToken) + "}");
    }

    private void json(HttpExchange exchange, String body) throws IOException {
        asked.merge(exchange.getRequestURI().getPath(), 1, Integer::sum);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void await() throws IOException {
        try {
            closing.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}

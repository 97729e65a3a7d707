package org.afterimage.console.oidc;

import static org.afterimage.console.oidc.LoopbackProvider.quoted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.afterimage.node.NodeConfiguration;
import org.afterimage.node.OidcSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a provider is asked, and which of its answers count. */
class OidcProviderTest {
    private static final String SECRET = "a client secret of more than thirty-two bytes";

    private final Attempt attempt = Attempt.begin();

    @TempDir
    private Path folder;

    private LoopbackProvider server;

    @BeforeEach
    void start() throws IOException {
        server = new LoopbackProvider();
        server.idToken = server.token(attempt.nonce(), same());
        Files.writeString(folder.resolve("remotes.yaml"), "remotes: []\n");
        Files.writeString(folder.resolve("secret"), SECRET + "\n");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aBrowserIsSentWithAStateANonceAndTheDigestOfWhatItKeeps() throws Exception {
        URI address = configured("").signIn(settings(""), attempt);
        assertThat(address.toString()).startsWith(server.issuer() + "/authorize?");
        byte[] digest =
                MessageDigest.getInstance("SHA-256").digest(attempt.verifier().getBytes(StandardCharsets.UTF_8));
        assertThat(query(address))
                .containsEntry("response_type", "code")
                .containsEntry("client_id", "console")
                .containsEntry("scope", "openid profile")
                .containsEntry("state", attempt.state())
                .containsEntry("nonce", attempt.nonce())
                .containsEntry(
                        "code_challenge",
                        Base64.getUrlEncoder().withoutPadding().encodeToString(digest))
                .containsEntry("code_challenge_method", "S256")
                .containsEntry("redirect_uri", "https://console.example.org/login/oidc/callback");
        assertThat(address.toString()).doesNotContain(attempt.verifier());
    }

    @Test
    void whatTheProviderSaysOfAPersonComesWithTheCodeAndNothingOfItIsInTheLog() throws Exception {
        Claims claims = configured("").signedIn(settings(""), answer(attempt.state()), attempt);
        assertThat(claims.subject()).isEqualTo("subject-1");
        assertThat(claims.name()).isEqualTo("ada");
        assertThat(claims.role("groups", settings("").roles())).contains("ADMINISTRATOR");
        assertThat(claims.toString()).doesNotContain("ada").doesNotContain("pacs-admins");
        assertThat(server.tokenRequest)
                .contains("Basic ")
                .contains("code_verifier=" + attempt.verifier())
                .contains("code=the-code")
                .doesNotContain("client_secret");
    }

    @Test
    void aPublicClientShowsNoSecretAndAFormCarriesOneWhereTheProviderTakesNothingElse() throws Exception {
        String open = "clientSecret: null";
        configured(open).signedIn(settings(open), answer(attempt.state()), attempt);
        assertThat(server.tokenRequest).startsWith("null\n").contains("client_id=console");

        server.document.put("token_endpoint_auth_methods_supported", "[\"client_secret_post\"]");
        configured("").signedIn(settings(""), answer(attempt.state()), attempt);
        assertThat(server.tokenRequest).startsWith("null\n").contains("client_secret=a+client+secret");
    }

    static Stream<Arguments> tokensThatDoNotHold() {
        return Stream.of(
                token("another issuer", "issuer", claims -> claims.issuer("https://other.example.org")),
                token("another client", "audience", claims -> claims.audience("another")),
                token(
                        "another attempt",
                        "nonce",
                        claims -> claims.claim("nonce", Attempt.begin().nonce())),
                token("no attempt", "nonce", claims -> claims.claim("nonce", null)),
                token("an earlier time", "Expired", claims -> claims.expirationTime(ago(61))),
                token("a time to come", "ahead", claims -> claims.issueTime(ago(-120))),
                token("no time", "exp", claims -> claims.expirationTime(null)),
                token("nobody", "sub", claims -> claims.subject(null)),
                token("somebody with a line break", "subject", claims -> claims.subject("a\nb")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tokensThatDoNotHold")
    void anIdTokenCountsForThisClientThisAttemptAndNowAlone(
            String what, String why, UnaryOperator<JWTClaimsSet.Builder> change) {
        server.idToken = server.token(attempt.nonce(), change);
        assertThatThrownBy(() -> configured("").signedIn(settings(""), answer(attempt.state()), attempt))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(why);
    }

    @Test
    void anIdTokenMustBeSignedByAKeyThatTheProviderAloneHas() throws Exception {
        JWTClaimsSet claims = server.claims(attempt.nonce(), same());
        SignedJWT byItsSecret = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        byItsSecret.sign(new MACSigner(SECRET));
        SignedJWT altered = SignedJWT.parse(server.idToken);
        String otherClaims = server.token(attempt.nonce(), more -> more.subject("subject-2"));
        String mixed =
                altered.getHeader().toBase64URL() + "." + otherClaims.split("\\.")[1] + "." + altered.getSignature();
        for (String token : List.of(
                new PlainJWT(claims).serialize(),
                byItsSecret.serialize(),
                LoopbackProvider.signed(LoopbackProvider.newKey(), claims),
                LoopbackProvider.signed(
                        new com.nimbusds.jose.jwk.RSAKey.Builder(LoopbackProvider.newKey())
                                .keyID(server.key().getKeyID())
                                .build(),
                        claims),
                mixed)) {
            server.idToken = token;
            assertThatThrownBy(() -> configured("").signedIn(settings(""), answer(attempt.state()), attempt))
                    .isInstanceOf(RefusedException.class);
        }
    }

    @Test
    void aClockMayBeOffAsFarAsItIsAllowed() throws Exception {
        server.idToken = server.token(attempt.nonce(), claims -> claims.expirationTime(ago(30)));
        assertThat(configured("")
                        .signedIn(settings(""), answer(attempt.state()), attempt)
                        .name())
                .isEqualTo("ada");
        String strict = "clockSkewSeconds: 0";
        assertThatThrownBy(() -> configured(strict).signedIn(settings(strict), answer(attempt.state()), attempt))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("Expired");
    }

    @Test
    void onlyTheAnswerToThisAttemptOfThisProviderCounts() {
        Map<String, List<String>> other = answer(Attempt.begin().state());
        assertRefused("state", other);
        assertRefused("state", Map.of("code", List.of("the-code")));
        Map<String, List<String>> mixedUp = new HashMap<>(answer(attempt.state()));
        mixedUp.put("iss", List.of("https://other.example.org"));
        assertRefused("issuer", mixedUp);
        assertRefused("access_denied", Map.of("error", List.of("access_denied"), "state", List.of(attempt.state())));
        assertRefused("no code", Map.of("state", List.of(attempt.state())));
        server.document.put("authorization_response_iss_parameter_supported", "true");
        assertRefused("issuer", answer(attempt.state()));
        assertThat(server.tokenRequest).as("no code was used").isEmpty();
    }

    private void assertRefused(String why, Map<String, List<String>> query) {
        assertThatThrownBy(() -> configured("").signedIn(settings(""), query, attempt))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(why)
                .hasMessageNotContaining("the-code")
                .hasMessageNotContaining(attempt.state());
    }

    @Test
    void keysAreReadOnceAndAnewForOneThatIsNotKnown() throws Exception {
        OidcProvider provider = configured("");
        for (int i = 0; i < 3; i++) {
            provider.signedIn(settings(""), answer(attempt.state()), attempt);
        }
        assertThat(server.asked("/keys")).isEqualTo(1);
        assertThat(server.asked("/.well-known/openid-configuration")).isEqualTo(1);
        server.takesAnotherKey();
        server.idToken = server.token(attempt.nonce(), same());
        assertThat(provider.signedIn(settings(""), answer(attempt.state()), attempt)
                        .name())
                .isEqualTo("ada");
        assertThat(server.asked("/keys")).isEqualTo(2);
    }

    @Test
    void groupsThatOnlyTheUserinfoEndpointTellsCountIfTheyAreOfTheSamePerson() throws Exception {
        server.idToken = server.token(attempt.nonce(), claims -> claims.claim("groups", null));
        server.userInfo = "{\"sub\": \"subject-1\", \"groups\": [\"pacs-readers\"], \"preferred_username\": \"eve\"}";
        Claims claims = configured("").signedIn(settings(""), answer(attempt.state()), attempt);
        assertThat(claims.role("groups", settings("").roles())).contains("REVIEWER");
        assertThat(claims.name()).as("what is signed comes first").isEqualTo("ada");
        server.userInfo = server.userInfo.replace("subject-1", "subject-2");
        assertRefused("another person", answer(attempt.state()));
    }

    @Test
    void aProviderThatIsNotItselfOrLeadsAstrayIsNotAsked() {
        server.document.put("issuer", quoted(server.issuer() + "/"));
        assertUnavailable("letter by letter");
        server.document.put("issuer", quoted(server.issuer()));
        server.document.put("token_endpoint", quoted("http://sso.example.org/token"));
        assertUnavailable("token_endpoint");
        server.document.put("token_endpoint", quoted(server.issuer() + "/token"));
        server.document.put("id_token_signing_alg_values_supported", "[\"HS256\", \"none\"]");
        assertUnavailable("HS256");
        server.document.put("id_token_signing_alg_values_supported", "5");
        assertUnavailable("is no description of a provider");
        server.close();
        assertUnavailable("does not answer");
    }

    private void assertUnavailable(String why) {
        assertThatThrownBy(() -> configured("").signIn(settings(""), attempt))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining(why);
    }

    @Test
    void anAnswerEndsWithinATimeAndALengthAndLeadsNowhere() throws Exception {
        Connection connection = Connection.to(settings(""), folder, Duration.ofMillis(700));
        assertFails(connection, "/silent", "did not answer within 700 ms");
        assertFails(connection, "/slow", "did not answer within 700 ms");
        assertFails(connection, "/long", "more than 1000000 bytes");
        assertFails(connection, "/elsewhere", "HTTP status 302");
        assertThat(server.asked("/keys")).isZero();
    }

    private void assertFails(Connection connection, String path, String why) {
        long begin = System.nanoTime();
        assertThatThrownBy(() -> connection.read(URI.create(server.issuer() + path)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(why);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void whoSignsOutIsSentToTheProviderThatVouchedAndToNoOther() throws Exception {
        OidcProvider provider = configured("");
        URI address =
                provider.signOut(server.issuer(), Optional.of(server.idToken)).orElseThrow();
        assertThat(address.toString()).startsWith(server.issuer() + "/leave?");
        assertThat(query(address))
                .containsEntry("id_token_hint", server.idToken)
                .containsEntry("client_id", "console")
                .containsEntry("post_logout_redirect_uri", "https://console.example.org/login");
        assertThat(provider.signOut("https://former.example.org", Optional.empty()))
                .isEmpty();
        server.document.remove("end_session_endpoint");
        assertThat(configured("").signOut(server.issuer(), Optional.empty())).isEmpty();
    }

    private OidcSettings settings(String more) throws IOException {
        return configuration(more).node().http().provider().orElseThrow();
    }

    private OidcProvider configured(String more) throws IOException {
        return new OidcProvider(configuration(more));
    }

    private NodeConfiguration configuration(String more) throws IOException {
        String secret = more.startsWith("clientSecret") ? "" : "clientSecret: { file: secret }\n    ";
        Files.writeString(folder.resolve("node.yaml"), """
                aeTitles: [A]
                http:
                  oidc:
                    issuer: %s
                    clientId: console
                    publicUrl: https://console.example.org
                    roles: { pacs-admins: administrator, pacs-readers: reviewer }
                    %s%s
                """.formatted(server.issuer(), secret, more));
        return NodeConfiguration.read(folder);
    }

    private static Map<String, List<String>> answer(String state) {
        return Map.of("code", List.of("the-code"), "state", List.of(state));
    }

    private static Map<String, String> query(URI address) {
        Map<String, String> query = new HashMap<>();
        for (String part : address.getRawQuery().split("&")) {
            String[] sides = part.split("=", 2);
            query.put(sides[0], URLDecoder.decode(sides[1], StandardCharsets.UTF_8));
        }
        return query;
    }

    private static Arguments token(String what, String why, UnaryOperator<JWTClaimsSet.Builder> change) {
        return Arguments.of(what, why, change);
    }

    private static UnaryOperator<JWTClaimsSet.Builder> same() {
        return UnaryOperator.identity();
    }

    private static Date ago(int seconds) {
        return Date.from(Instant.now().minusSeconds(seconds));
    }
}

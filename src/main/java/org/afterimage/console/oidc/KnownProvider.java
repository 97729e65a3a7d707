package org.afterimage.console.oidc;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.afterimage.node.OidcSettings;

/**
 * What a provider says of itself (OpenID Connect Discovery 1.0, 4).
 *
 * @param metadata its endpoints, and what it supports
 * @param keys with which it signs: kept for ten minutes, read anew when a token names another one, but not more often than each ten seconds
 * @param algorithms with which its ID tokens may be signed: those of it that need a key which it alone has
 */
record KnownProvider(OIDCProviderMetadata metadata, JWKSource<SecurityContext> keys, Set<JWSAlgorithm> algorithms) {
    private static final String DOCUMENT = "/.well-known/openid-configuration";
    private static final Duration KEYS_KEPT = Duration.ofMinutes(10);
    private static final Duration KEYS_PAUSE = Duration.ofSeconds(10);
    private static final Duration KEYS_WAIT = Duration.ofSeconds(12);

    /** Neither {@code none} nor the ones whose key is the client's secret: whoever knows that could sign for the provider. */
    private static final List<JWSAlgorithm> TAKEN = List.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    /**
     * Asks it.
     *
     * @param before what it said earlier, whose keys are kept if they are at the same place; null for nothing
     * @throws UnavailableException if it does not answer, or says what can't be
     */
    static KnownProvider read(OidcSettings settings, Connection connection, KnownProvider before)
            throws UnavailableException {
        URI document = URI.create(settings.issuer().replaceAll("/+$", "") + DOCUMENT);
        try {
            OIDCProviderMetadata metadata = OIDCProviderMetadata.parse(connection.read(document));
            requireSame(settings, metadata);
            URI keys = secure("jwks_uri", metadata.getJWKSetURI());
            secure("authorization_endpoint", metadata.getAuthorizationEndpointURI());
            secure("token_endpoint", metadata.getTokenEndpointURI());
            if (metadata.getUserInfoEndpointURI() != null) {
                secure("userinfo_endpoint", metadata.getUserInfoEndpointURI());
            }
            boolean same = before != null && keys.equals(before.metadata().getJWKSetURI());
            return new KnownProvider(metadata, same ? before.keys() : source(keys, connection), algorithms(metadata));
        } catch (ParseException e) {
            throw new UnavailableException(document + " is no description of a provider: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UnavailableException(settings.issuer() + " does not answer: " + e.getMessage(), e);
        }
    }

    /** Where browsers are sent to sign out there; empty where there is no such place. */
    Optional<URI> signOut() {
        return Optional.ofNullable(metadata.getEndSessionEndpointURI()).filter(OidcSettings::isSecure);
    }

    private static JWKSource<SecurityContext> source(URI address, Connection connection) throws MalformedURLException {
        return JWKSourceBuilder.<SecurityContext>create(address.toURL(), connection)
                .cache(KEYS_KEPT.toMillis(), KEYS_WAIT.toMillis())
                .refreshAheadCache(false) // no thread of its own
                .rateLimited(KEYS_PAUSE.toMillis())
                .build();
    }

    private static void requireSame(OidcSettings settings, OIDCProviderMetadata metadata) throws UnavailableException {
        if (!metadata.getIssuer().getValue().equals(settings.issuer())) {
            throw new UnavailableException("the provider at " + settings.issuer() + " calls itself "
                    + metadata.getIssuer().getValue() + ": http.oidc.issuer must be that, letter by letter");
        }
    }

    private static Set<JWSAlgorithm> algorithms(OIDCProviderMetadata metadata) throws UnavailableException {
        Set<JWSAlgorithm> algorithms = new LinkedHashSet<>(TAKEN);
        if (metadata.getIDTokenJWSAlgs() != null) {
            algorithms.retainAll(metadata.getIDTokenJWSAlgs());
        }
        if (algorithms.isEmpty()) {
            throw new UnavailableException("the provider signs its ID tokens with " + metadata.getIDTokenJWSAlgs()
                    + ", and one of " + TAKEN + " is needed");
        }
        return algorithms;
    }

    private static URI secure(String name, URI address) throws UnavailableException {
        if (address == null || !OidcSettings.isSecure(address)) {
            throw new UnavailableException(
                    "the provider's " + name + " is " + address + ", which is no address that begins with https");
        }
        return address;
    }
}

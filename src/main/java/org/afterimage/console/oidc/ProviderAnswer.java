package org.afterimage.console.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jwt.JWT;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.openid.connect.sdk.AuthenticationResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;
import com.nimbusds.openid.connect.sdk.UserInfoResponse;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.claims.UserInfo;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.afterimage.node.OidcSettings;

/**
 * Finds out who came back from the provider: whether the query is the answer to this browser's attempt, what the provider gives for its code, and
 * whether that holds (OpenID Connect Core 1.0, 3.1.2.7 and 3.1.3.7; RFC 9207).
 */
final class ProviderAnswer {
    private static final int LONGEST_SUBJECT = 255;

    private final OidcSettings settings;
    private final KnownProvider provider;
    private final Connection connection;
    private final Path folder;

    /**
     * Of a provider.
     *
     * @param folder from which files are named
     */
    ProviderAnswer(OidcSettings settings, KnownProvider provider, Connection connection, Path folder) {
        this.settings = settings;
        this.provider = provider;
        this.connection = connection;
        this.folder = folder;
    }

    /** Who it is. */
    Claims claims(Map<String, List<String>> query, Attempt attempt) throws UnavailableException, RefusedException {
        try {
            OIDCTokens tokens = tokens(code(query, attempt), attempt);
            IDTokenClaimsSet idToken = holding(tokens.getIDToken(), attempt);
            String subject = idToken.getSubject().getValue();
            if (subject.length() > LONGEST_SUBJECT || subject.chars().anyMatch(Character::isISOControl)) {
                throw new RefusedException(
                        "the subject has more than " + LONGEST_SUBJECT + " characters, or unusable ones");
            }
            Map<String, Object> all = new LinkedHashMap<>(idToken.toJSONObject());
            Claims told = new Claims(settings.issuer(), subject, all, tokens.getIDTokenString());
            if (told.texts(settings.rolesClaim()).isEmpty() || told.name().equals(subject)) {
                userInfo(tokens.getAccessToken(), subject).forEach(all::putIfAbsent);
            }
            return told;
        } catch (ParseException | IllegalArgumentException e) { // a code that is empty is the latter
            throw new RefusedException("the answer can't be read: " + e.getMessage(), e);
        }
    }

    private AuthorizationCode code(Map<String, List<String>> query, Attempt attempt)
            throws ParseException, RefusedException {
        AuthenticationResponse response = AuthenticationResponseParser.parse(settings.redirectUri(), query);
        if (response.getState() == null || !same(response.getState().getValue(), attempt.state())) {
            throw new RefusedException("the state is not that of this browser's attempt");
        }
        Issuer issuer = response.getIssuer();
        if (issuer == null && provider.metadata().supportsAuthorizationResponseIssuerParam()
                || issuer != null && !issuer.getValue().equals(settings.issuer())) {
            throw new RefusedException("another issuer answered, or none is named");
        }
        if (!response.indicatesSuccess()) {
            throw new RefusedException(
                    "the provider says " + word(response.toErrorResponse().getErrorObject()));
        }
        AuthorizationCode code = response.toSuccessResponse().getAuthorizationCode();
        if (code == null) {
            throw new RefusedException("there is no code in the answer");
        }
        return code;
    }

    private OIDCTokens tokens(AuthorizationCode code, Attempt attempt)
            throws UnavailableException, RefusedException, ParseException {
        AuthorizationCodeGrant grant =
                new AuthorizationCodeGrant(code, settings.redirectUri(), new CodeVerifier(attempt.verifier()));
        URI endpoint = provider.metadata().getTokenEndpointURI();
        TokenRequest request = settings.secret().isEmpty()
                ? new TokenRequest.Builder(endpoint, new ClientID(settings.clientId()), grant).build()
                : new TokenRequest.Builder(endpoint, authentication(), grant).build();
        TokenResponse response = OIDCTokenResponseParser.parse(send(request.toHTTPRequest()));
        if (!response.indicatesSuccess()) {
            throw new RefusedException("the provider says of the code: "
                    + word(response.toErrorResponse().getErrorObject()));
        }
        OIDCTokens tokens = ((OIDCTokenResponse) response).getOIDCTokens();
        if (tokens.getIDToken() == null) {
            throw new RefusedException("the provider gives no ID token");
        }
        return tokens;
    }

    /** By HTTP Basic unless the provider says that it takes only a form (OpenID Connect Core 1.0, 9). */
    private ClientAuthentication authentication() throws UnavailableException {
        try {
            ClientID id = new ClientID(settings.clientId());
            Secret secret = new Secret(settings.secret().orElseThrow().read(folder));
            List<ClientAuthenticationMethod> methods = provider.metadata().getTokenEndpointAuthMethods();
            boolean form = methods != null
                    && methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_POST)
                    && !methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC);
            return form ? new ClientSecretPost(id, secret) : new ClientSecretBasic(id, secret);
        } catch (IOException e) {
            throw new UnavailableException(e.getMessage(), e);
        }
    }

    /** The claims of an ID token whose signature, issuer, audience, times and nonce are right. */
    private IDTokenClaimsSet holding(JWT token, Attempt attempt) throws UnavailableException, RefusedException {
        IDTokenValidator validator = new IDTokenValidator(
                new Issuer(settings.issuer()),
                new ClientID(settings.clientId()),
                new JWSVerificationKeySelector<>(provider.algorithms(), provider.keys()),
                null);
        validator.setMaxClockSkew(settings.clockSkewSeconds());
        try {
            return validator.validate(token, new Nonce(attempt.nonce()));
        } catch (BadJOSEException e) {
            throw new RefusedException("the ID token does not hold: " + e.getMessage(), e);
        } catch (KeySourceException e) {
            throw new UnavailableException("the provider's keys can't be read: " + e.getMessage(), e);
        } catch (JOSEException e) {
            throw new RefusedException("the ID token can't be checked: " + e.getMessage(), e);
        }
    }

    /** Claims that only the userinfo endpoint tells, of the same person (OpenID Connect Core 1.0, 5.3.2). */
    private Map<String, Object> userInfo(AccessToken token, String subject)
            throws UnavailableException, RefusedException, ParseException {
        URI endpoint = provider.metadata().getUserInfoEndpointURI();
        if (endpoint == null || token == null) {
            return Map.of();
        }
        UserInfoResponse response = UserInfoResponse.parse(send(new UserInfoRequest(endpoint, token).toHTTPRequest()));
        if (!response.indicatesSuccess()) {
            // Not that it knows nothing of the person: whoever has a role would lose it.
            throw new UnavailableException("the userinfo endpoint does not tell who signs in");
        }
        UserInfo info = response.toSuccessResponse().getUserInfo();
        if (info == null) {
            return Map.of();
        }
        if (!info.getSubject().getValue().equals(subject)) {
            throw new RefusedException("the userinfo endpoint tells of another person");
        }
        return info.toJSONObject();
    }

    private HTTPResponse send(HTTPRequest request) throws UnavailableException {
        try {
            return request.send(connection);
        } catch (IOException e) {
            throw new UnavailableException(settings.issuer() + " does not answer: " + e.getMessage(), e);
        }
    }

    /** The code of an error: what a provider writes of it is in nobody's hands here. */
    private static String word(ErrorObject error) {
        String code = error == null || error.getCode() == null ? "nothing" : error.getCode();
        return code.matches("[A-Za-z0-9_.-]{1,60}") ? code : "an error without a name";
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}

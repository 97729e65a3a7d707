package org.afterimage.console.oidc;

import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.LogoutRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.afterimage.node.NodeConfiguration;
import org.afterimage.node.OidcSettings;

/**
 * The OpenID Connect provider of node.yaml, asked by the authorization code flow with PKCE (OpenID Connect Core 1.0, 3.1; RFC 7636). Nothing is
 * asked before somebody wants to sign in, so that a node starts without its provider.
 */
@ApplicationScoped
public class OidcProvider {
    /** For how long what it says of itself is believed. */
    private static final Duration KNOWN = Duration.ofMinutes(10);

    /** When somebody is to be sent there: a browser that finds nothing there could be told nothing by this node. */
    private static final Duration SEEN = Duration.ofSeconds(5);

    /** After a question in vain, the next ones are answered without asking. */
    private static final Duration AWAY = Duration.ofSeconds(3);

    private static final Duration TURN = Duration.ofSeconds(10);
    private static final int MOST_WAITING = 8; // each holds a thread, and who asks for the page is anybody

    private final NodeConfiguration node;
    private final ReentrantLock asking = new ReentrantLock(true);
    private volatile Asked last;

    /** For the container. */
    public OidcProvider(NodeConfiguration node) {
        this.node = node;
    }

    /**
     * What came of the last question.
     *
     * @param settings with which it was asked
     * @param connection over which
     * @param known what it said of itself last; null for nothing so far
     * @param at when, by {@link System#nanoTime}
     * @param failure why that was in vain; null where it was not
     */
    private record Asked(
            OidcSettings settings, Connection connection, KnownProvider known, long at, UnavailableException failure) {
        boolean isOlder(Duration age) {
            return System.nanoTime() - at > age.toNanos();
        }
    }

    /** What node.yaml says of it; empty where people sign in here alone. */
    public Optional<OidcSettings> settings() {
        return node.node().http().provider();
    }

    /** Whether people sign in by name and password, too. */
    public boolean localAccounts() {
        return settings().map(OidcSettings::localAccounts).orElse(true);
    }

    /**
     * Where a browser is sent to sign in.
     *
     * @throws UnavailableException if the provider does not answer
     */
    public URI signIn(OidcSettings settings, Attempt attempt) throws UnavailableException {
        return new AuthenticationRequest.Builder(
                        ResponseType.CODE,
                        new Scope(settings.scopes().toArray(String[]::new)),
                        new ClientID(settings.clientId()),
                        settings.redirectUri())
                .endpointURI(ask(settings, SEEN).known().metadata().getAuthorizationEndpointURI())
                .state(new State(attempt.state()))
                .nonce(new Nonce(attempt.nonce()))
                .codeChallenge(new CodeVerifier(attempt.verifier()), CodeChallengeMethod.S256)
                .build()
                .toURI();
    }

    /**
     * Who came back from the provider.
     *
     * @param query of the request with which the browser came back
     * @param attempt what was kept when it was sent there
     * @throws RefusedException if the provider refused, or what came is not the answer to that attempt
     * @throws UnavailableException if the provider does not answer
     */
    public Claims signedIn(OidcSettings settings, Map<String, List<String>> query, Attempt attempt)
            throws UnavailableException, RefusedException {
        Asked now = ask(settings, KNOWN);
        return new ProviderAnswer(settings, now.known(), now.connection(), node.folder()).claims(query, attempt);
    }

    /**
     * Where a browser is sent to sign out there, too (OpenID Connect RP-Initiated Logout 1.0); empty where the provider has no such place, does
     * not answer, or is not that of node.yaml any more.
     *
     * @param issuer who vouched for the person
     * @param idToken with which; empty where it was not kept
     */
    public Optional<URI> signOut(String issuer, Optional<String> idToken) {
        Optional<OidcSettings> settings = settings().filter(now -> now.issuer().equals(issuer));
        if (settings.isEmpty()) {
            return Optional.empty();
        }
        try {
            return ask(settings.get(), SEEN)
                    .known()
                    .signOut()
                    .map(end -> new LogoutRequest(
                                    end,
                                    idToken.map(OidcProvider::parsed).orElse(null),
                                    null,
                                    new ClientID(settings.get().clientId()),
                                    settings.get().signedOutUri(),
                                    null,
                                    null)
                            .toURI());
        } catch (UnavailableException e) {
            return Optional.empty();
        }
    }

    private static JWT parsed(String idToken) {
        try {
            return JWTParser.parse(idToken);
        } catch (ParseException e) {
            return null; // the provider asks the person, then
        }
    }

    /** What the provider says of itself, asked anew where that is older; one asks, and the others wait for that, but not for long. */
    private Asked ask(OidcSettings settings, Duration age) throws UnavailableException {
        Optional<Asked> fresh = fresh(settings, age);
        if (fresh.isPresent()) {
            return fresh.get();
        }
        boolean locked = false;
        try {
            if (asking.getQueueLength() >= MOST_WAITING) {
                throw new UnavailableException("others wait for the answer of " + settings.issuer() + " already");
            }
            locked = asking.tryLock(TURN.toMillis(), TimeUnit.MILLISECONDS);
            if (!locked) {
                throw new UnavailableException("others wait for the answer of " + settings.issuer() + " already");
            }
            fresh = fresh(settings, age);
            return fresh.isPresent() ? fresh.get() : anew(settings);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("the node was stopped before the provider answered", e);
        } finally {
            if (locked) {
                asking.unlock();
            }
        }
    }

    private Optional<Asked> fresh(OidcSettings settings, Duration age) throws UnavailableException {
        Asked now = last;
        if (now == null || !now.settings().equals(settings)) {
            return Optional.empty();
        }
        if (now.failure() != null && !now.isOlder(AWAY)) {
            throw new UnavailableException(now.failure().getMessage(), now.failure());
        }
        return now.failure() == null && !now.isOlder(age) ? Optional.of(now) : Optional.empty();
    }

    private Asked anew(OidcSettings settings) throws UnavailableException {
        Asked before = last != null && last.settings().equals(settings) ? last : null;
        Connection connection = before == null ? Connection.to(settings, node.folder()) : before.connection();
        KnownProvider known = before == null ? null : before.known();
        try {
            last = new Asked(
                    settings, connection, KnownProvider.read(settings, connection, known), System.nanoTime(), null);
            return last;
        } catch (UnavailableException e) {
            last = new Asked(settings, connection, known, System.nanoTime(), e);
            throw e;
        }
    }
}

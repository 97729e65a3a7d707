package org.afterimage.console;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.afterimage.console.oidc.Attempt;
import org.afterimage.console.oidc.Claims;
import org.afterimage.console.oidc.OidcProvider;
import org.afterimage.console.oidc.RefusedException;
import org.afterimage.console.oidc.UnavailableException;
import org.afterimage.console.people.ProvidedAccounts;
import org.afterimage.console.people.ProvidedAccounts.Outcome;
import org.afterimage.console.people.ProvidedAccounts.Person;
import org.afterimage.console.people.Role;
import org.afterimage.node.OidcSettings;
import org.jboss.logging.Logger;

/** The way in by an OpenID Connect provider, where node.yaml names one. No address here or at the provider is taken from a request. */
@Path("/login/oidc")
@OpenPage
public class OidcPages {
    private static final Logger LOG = Logger.getLogger(OidcPages.class);
    private static final String ATTEMPT = "afterimage-oidc";
    private static final String PATH = "/login/oidc";
    private static final int SECONDS = 600;

    private final Pages pages;
    private final Visitor visitor;
    private final OidcProvider provider;
    private final ProvidedAccounts accounts;

    /** For the container. */
    public OidcPages(Pages pages, Visitor visitor, OidcProvider provider, ProvidedAccounts accounts) {
        this.pages = pages;
        this.visitor = visitor;
        this.provider = provider;
        this.accounts = accounts;
    }

    @CheckedTemplate(basePath = "console")
    static class Templates {
        private Templates() {}

        static native TemplateInstance arrived(Frame frame);

        static native TemplateInstance refused(Frame frame, String sentence);
    }

    /** Sends the browser to the provider. */
    @GET
    public Response go() {
        Optional<OidcSettings> oidc = provider.settings();
        if (oidc.isEmpty()) {
            return refused(
                    Response.Status.NOT_FOUND, AccessWords.in(visitor.locale()).noProvider());
        }
        Attempt attempt = Attempt.begin();
        try {
            return Response.seeOther(provider.signIn(oidc.get(), attempt))
                    .cookie(kept(attempt.text(), SECONDS))
                    .header("Cache-Control", "no-store")
                    .build();
        } catch (UnavailableException e) {
            return away(oidc.get(), e);
        }
    }

    /** Takes back who was there. */
    @GET
    @Path("callback")
    public Response arrive(@CookieParam(ATTEMPT) String kept, @Context UriInfo address) throws SQLException {
        Optional<OidcSettings> oidc = provider.settings();
        Optional<Attempt> attempt = Attempt.of(kept);
        if (oidc.isEmpty() || attempt.isEmpty()) {
            return refused(
                    Response.Status.BAD_REQUEST,
                    AccessWords.in(visitor.locale()).attemptOver());
        }
        return gone(answer(oidc.get(), address.getQueryParameters(), attempt.get()));
    }

    private Response answer(OidcSettings oidc, Map<String, List<String>> query, Attempt attempt) throws SQLException {
        try {
            Claims claims = provider.signedIn(oidc, query, attempt);
            return page(oidc, outcome(oidc, claims));
        } catch (RefusedException e) {
            LOG.warnf("sign in by OpenID Connect: %s", oneLine(e));
            return refused(
                    Response.Status.FORBIDDEN, AccessWords.in(visitor.locale()).providerRefused(oidc.label()));
        } catch (UnavailableException e) {
            return away(oidc, e);
        }
    }

    private Outcome outcome(OidcSettings oidc, Claims claims) throws SQLException {
        Person person = new Person(claims.issuer(), claims.subject(), claims.name(), claims.idToken());
        Optional<String> role = claims.role(oidc.rolesClaim(), oidc.roles());
        return role.isPresent()
                ? accounts.enter(visitor.who().address(), person, Role.valueOf(role.get()))
                : accounts.withoutRole(visitor.who().address(), person, claims.texts(oidc.rolesClaim()));
    }

    private Response page(OidcSettings oidc, Outcome outcome) {
        if (outcome instanceof Outcome.Entered entered) {
            visitor.leaves(); // who was here before is not who came
            // The page leads on by itself: to a redirect of another site not every browser gives a cookie along at
            // once.
            return Response.fromResponse(pages.show("", Templates::arrived))
                    .cookie(Cookies.of(Cookies.SESSION, entered.token(), Cookies.WHILE_OPEN, pages.secure()))
                    .build();
        }
        String sentence;
        if (outcome instanceof Outcome.Shut shut) {
            sentence = AccessWords.in(visitor.locale()).providedShut(shut.name());
        } else if (outcome instanceof Outcome.WithoutRole without) {
            sentence = AccessWords.in(visitor.locale()).noRole(without.name(), oidc.label());
        } else {
            sentence = AccessWords.in(visitor.locale()).noName(((Outcome.NameTaken) outcome).name());
        }
        return refused(Response.Status.FORBIDDEN, sentence);
    }

    private Response away(OidcSettings oidc, UnavailableException e) {
        LOG.warnf("sign in by OpenID Connect: %s", oneLine(e));
        return refused(
                Response.Status.BAD_GATEWAY, AccessWords.in(visitor.locale()).providerAway(oidc.label()));
    }

    private Response refused(Response.Status status, String sentence) {
        return Response.fromResponse(pages.show("", frame -> Templates.refused(frame, sentence)))
                .status(status)
                .build();
    }

    /** What others write can't begin a line of the log. */
    private static String oneLine(Exception e) {
        return String.valueOf(e.getMessage()).replaceAll("\\p{Cntrl}+", " ");
    }

    private Response gone(Response answer) {
        return Response.fromResponse(answer).cookie(kept("", 0)).build();
    }

    /** It comes along when the provider sends the browser back, so it is lax where the session's is strict. */
    private NewCookie kept(String text, int seconds) {
        return new NewCookie.Builder(ATTEMPT)
                .value(text)
                .path(PATH)
                .maxAge(seconds)
                .httpOnly(true)
                .secure(pages.secure())
                .sameSite(NewCookie.SameSite.LAX)
                .build();
    }
}

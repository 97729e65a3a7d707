package org.afterimage.console;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.sql.SQLException;
import java.util.Optional;
import org.afterimage.console.oidc.OidcProvider;
import org.afterimage.console.people.Account;
import org.afterimage.console.people.AuditLog;
import org.afterimage.console.people.RefusedException;
import org.afterimage.console.people.Session;
import org.afterimage.console.people.Sessions;
import org.afterimage.console.people.SignIn;
import org.afterimage.node.OidcSettings;

/** What everybody has: an own password, language and colours, and the way out. */
@Path("/")
@Needs(evenWithFirstPassword = true)
public class OwnPages {
    private final Pages pages;
    private final Visitor visitor;
    private final SignIn signIn;
    private final Sessions sessions;
    private final AuditLog log;
    private final OidcProvider provider;

    /** For the container. */
    public OwnPages(
            Pages pages, Visitor visitor, SignIn signIn, Sessions sessions, AuditLog log, OidcProvider provider) {
        this.pages = pages;
        this.visitor = visitor;
        this.signIn = signIn;
        this.sessions = sessions;
        this.log = log;
        this.provider = provider;
    }

    @CheckedTemplate(basePath = "console")
    static class Templates {
        private Templates() {}

        static native TemplateInstance password(Frame frame, boolean first, RefusedException refusal);

        static native TemplateInstance left(Frame frame, String address, String label);
    }

    /** The form for another password. */
    @GET
    @Path("password")
    public Response password() {
        if (session().account().provided()) {
            return pages.problem(
                    Response.Status.NOT_FOUND, Words.in(visitor.locale()).refusal("providedPassword", 0));
        }
        return pages.show(
                "", frame -> Templates.password(frame, session().account().mustChange(), null));
    }

    /** Changes the password; whoever else is signed in with the account is signed out. */
    @POST
    @Path("password")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response changePassword(
            @FormParam("old") String old, @FormParam("new") String password, @FormParam("again") String again)
            throws SQLException {
        try {
            if (password == null || !password.equals(again)) {
                return shown("passwordDiffers");
            }
            String token = signIn.changePassword(session(), old == null ? "" : old, password);
            log.add(
                    visitor.who(),
                    new AuditLog.What("password.change", visitor.name(), "a password", "another, of the person's own"));
            return Paths.seeOther("/")
                    .cookie(Cookies.of(Cookies.SESSION, token, Cookies.WHILE_OPEN, pages.secure()))
                    .cookie(new Notice(true, Words.in(visitor.locale()).passwordChanged()).cookie(pages.secure()))
                    .build();
        } catch (RefusedException e) {
            return pages.show(
                    "", frame -> Templates.password(frame, session().account().mustChange(), e));
        }
    }

    private Response shown(String key) {
        RefusedException why = RefusedException.of(key);
        return pages.show(
                "", frame -> Templates.password(frame, session().account().mustChange(), why));
    }

    /** Keeps language and colours in the browser. */
    @POST
    @Path("preferences")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response preferences(
            @FormParam("language") String language, @FormParam("theme") String theme, @FormParam("path") String path) {
        boolean secure = pages.secure();
        Response.ResponseBuilder back = Paths.seeOther(Paths.own(path));
        if (language != null) {
            back.cookie(Cookies.of(Cookies.LANGUAGE, language.equals("de") ? "de" : "en", Cookies.A_YEAR, secure));
        }
        if (theme != null) {
            String chosen = theme.equals("dark") || theme.equals("light") ? theme : "auto";
            back.cookie(Cookies.of(Cookies.THEME, chosen, Cookies.A_YEAR, secure));
        }
        return back.build();
    }

    /** Ends the session, and leads to where the person's provider ends its own. */
    @POST
    @Path("logout")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response leave() throws SQLException {
        Account account = session().account();
        Optional<String> idToken = sessions.end(session());
        Optional<URI> elsewhere = account.provided() ? provider.signOut(account.issuer(), idToken) : Optional.empty();
        return left(account, elsewhere)
                .cookie(Cookies.gone(Cookies.SESSION, pages.secure()))
                .build();
    }

    /** The page leads on by itself: what a form of the console leads to, browsers hold to this host. */
    private Response.ResponseBuilder left(Account account, Optional<URI> elsewhere) {
        if (elsewhere.isEmpty()) {
            return Paths.seeOther("/login");
        }
        visitor.leaves();
        String label = provider.settings().map(OidcSettings::label).orElse(account.place());
        return Response.fromResponse(
                pages.show("", frame -> Templates.left(frame, elsewhere.get().toString(), label)));
    }

    private Session session() {
        return visitor.session().orElseThrow();
    }
}

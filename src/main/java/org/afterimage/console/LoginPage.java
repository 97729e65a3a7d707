package org.afterimage.console;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import org.afterimage.console.oidc.OidcProvider;
import org.afterimage.console.people.Accounts;
import org.afterimage.console.people.RefusedException;
import org.afterimage.console.people.SignIn;

/** Where people sign in. */
@Path("/login")
@OpenPage
public class LoginPage {
    private final Pages pages;
    private final SignIn signIn;
    private final Accounts accounts;
    private final Visitor visitor;
    private final OidcProvider provider;

    /** For the container. */
    public LoginPage(Pages pages, SignIn signIn, Accounts accounts, Visitor visitor, OidcProvider provider) {
        this.pages = pages;
        this.signIn = signIn;
        this.accounts = accounts;
        this.visitor = visitor;
        this.provider = provider;
    }

    /**
     * The ways in that there are.
     *
     * @param local whether by name and password
     * @param provider what the provider is called; null where there is none
     * @param address that leads to it, at the host to which it sends browsers back
     * @param nobodyYet whether the first administrator has still to sign in for the first time
     */
    public record Ways(boolean local, String provider, String address, boolean nobodyYet) {}

    @CheckedTemplate(basePath = "console")
    static class Templates {
        private Templates() {}

        static native TemplateInstance login(
                Frame frame, String name, RefusedException refusal, boolean encrypted, LoginPage.Ways ways, String to);
    }

    /** The form, which leads to a page of the console; to the first one where none is named. */
    @GET
    public Response form(@QueryParam("to") String to) throws SQLException {
        String next = Paths.own(to);
        Ways ways = ways();
        return pages.show("", frame -> Templates.login(frame, "", null, true, ways, next));
    }

    /** Lets in, or says that it does not. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response enter(
            @FormParam("name") String name,
            @FormParam("password") String password,
            @FormParam("to") String to,
            @HeaderParam("Sec-Fetch-Site") String fetchSite)
            throws SQLException {
        // Browsers send that header over connections which they trust; without it they would not keep our cookie
        // either.
        boolean encrypted = fetchSite != null || !pages.secure();
        String next = Paths.own(to);
        try {
            if (!provider.localAccounts()) {
                throw RefusedException.of("localOff");
            }
            String token =
                    signIn.enter(name, password, new SignIn.From(visitor.who().address(), visitor.session()));
            return Paths.seeOther(next)
                    .cookie(Cookies.of(Cookies.SESSION, token, Cookies.WHILE_OPEN, pages.secure()))
                    .build();
        } catch (RefusedException e) {
            Ways ways = ways();
            return pages.show("", frame -> Templates.login(frame, name == null ? "" : name, e, encrypted, ways, next));
        }
    }

    private Ways ways() throws SQLException {
        boolean nobodyYet = accounts.nobodySignedInYet();
        return provider.settings()
                .map(oidc -> new Ways(oidc.localAccounts(), oidc.label(), oidc.publicUrl() + "/login/oidc", nobodyYet))
                .orElseGet(() -> new Ways(true, null, "", nobodyYet));
    }
}

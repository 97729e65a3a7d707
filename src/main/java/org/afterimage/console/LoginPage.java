package org.afterimage.console;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
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

    /** For the container. */
    public LoginPage(Pages pages, SignIn signIn, Accounts accounts) {
        this.pages = pages;
        this.signIn = signIn;
        this.accounts = accounts;
    }

    @CheckedTemplate(basePath = "console")
    static class Templates {
        private Templates() {}

        static native TemplateInstance login(
                Frame frame, String name, RefusedException refusal, boolean encrypted, boolean nobodyYet);
    }

    /** The form. */
    @GET
    public Response form() throws SQLException {
        boolean nobodyYet = accounts.nobodySignedInYet();
        return pages.show("", frame -> Templates.login(frame, "", null, true, nobodyYet));
    }

    /** Lets in, or says that it does not. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response enter(
            @FormParam("name") String name,
            @FormParam("password") String password,
            @HeaderParam("Sec-Fetch-Site") String fetchSite)
            throws SQLException {
        // Browsers send that header over connections which they trust; without it they would not keep our cookie
        // either.
        boolean encrypted = fetchSite != null || !pages.secure();
        try {
            String token = signIn.enter(name, password);
            return Paths.seeOther("/")
                    .cookie(Cookies.of(Cookies.SESSION, token, Cookies.WHILE_OPEN, pages.secure()))
                    .build();
        } catch (RefusedException e) {
            boolean nobodyYet = accounts.nobodySignedInYet();
            return pages.show("", frame -> Templates.login(frame, name == null ? "" : name, e, encrypted, nobodyYet));
        }
    }
}

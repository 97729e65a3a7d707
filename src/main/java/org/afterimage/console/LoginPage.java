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

    /** For the container. */
    public LoginPage(Pages pages, SignIn signIn, Accounts accounts, Visitor visitor) {
        this.pages = pages;
        this.signIn = signIn;
        this.accounts = accounts;
        this.visitor = visitor;
    }

    @CheckedTemplate(basePath = "console")
    static class Templates {
        private Templates() {}

        static native TemplateInstance login(
                Frame frame, String name, RefusedException refusal, boolean encrypted, boolean nobodyYet, String to);
    }

    /** The form, which leads to a page of the console; to the first one where none is named. */
    @GET
    public Response form(@QueryParam("to") String to) throws SQLException {
        String next = Paths.own(to);
        boolean nobodyYet = accounts.nobodySignedInYet();
        return pages.show("", frame -> Templates.login(frame, "", null, true, nobodyYet, next));
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
            String token =
                    signIn.enter(name, password, new SignIn.From(visitor.who().address(), visitor.session()));
            return Paths.seeOther(next)
                    .cookie(Cookies.of(Cookies.SESSION, token, Cookies.WHILE_OPEN, pages.secure()))
                    .build();
        } catch (RefusedException e) {
            boolean nobodyYet = accounts.nobodySignedInYet();
            return pages.show(
                    "", frame -> Templates.login(frame, name == null ? "" : name, e, encrypted, nobodyYet, next));
        }
    }
}

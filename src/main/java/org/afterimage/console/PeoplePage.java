package org.afterimage.console;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.afterimage.console.oidc.OidcProvider;
import org.afterimage.console.people.Account;
import org.afterimage.console.people.Accounts;
import org.afterimage.console.people.People;
import org.afterimage.console.people.RefusedException;
import org.afterimage.console.people.Right;
import org.afterimage.console.people.Role;
import org.afterimage.node.OidcSettings;

/** Who may sign in, and as what. */
@Path("/people")
@Needs(Right.ADMINISTER)
public class PeoplePage {
    private static final String PATH = "/people";
    private static final int PAGE = 50;

    private final Pages pages;
    private final Accounts accounts;
    private final People people;
    private final Visitor visitor;
    private final Actions actions;
    private final OidcProvider provider;

    /** For the container. */
    public PeoplePage(
            Pages pages, Accounts accounts, People people, Visitor visitor, Actions actions, OidcProvider provider) {
        this.pages = pages;
        this.accounts = accounts;
        this.people = people;
        this.visitor = visitor;
        this.actions = actions;
        this.provider = provider;
    }

    @CheckedTemplate(basePath = "console")
    static class Templates {
        private Templates() {}

        static native TemplateInstance people(
                Frame frame,
                Part<Account> accounts,
                List<String> roles,
                String told,
                RefusedException refusal,
                String provider,
                boolean localAccounts);
    }

    /** A part of the accounts. */
    @GET
    public Response page(@QueryParam("page") @DefaultValue("0") int page) throws SQLException {
        return shown(page, "", null);
    }

    /** Makes an account, and shows its password once. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response create(@FormParam("name") String name, @FormParam("role") String role) throws SQLException {
        try {
            return told(people.create(visitor.who(), Filters.clean(name), role(role)));
        } catch (RefusedException e) {
            return shown(0, "", e);
        }
    }

    /** Gives another role, or shuts the account; the form of an account that a provider vouches for has no role. */
    @POST
    @Path("{id:\\d{1,18}}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response change(
            @PathParam("id") long id,
            @FormParam("role") String role,
            @FormParam("disabled") String disabled,
            @FormParam("page") @DefaultValue("0") int page)
            throws SQLException {
        String back = PATH + "?page=" + page;
        try {
            Role given = role == null ? null : role(role); // which leaves it as it is
            return people.change(visitor.who(), id, given, "yes".equals(disabled))
                    .map(before ->
                            pages.back(back, new Notice(true, actions.words().personChanged(before.name()))))
                    .orElseGet(this::nobody);
        } catch (RefusedException e) {
            return pages.back(back, new Notice(false, actions.words().refusal(e.key(), e.number())));
        }
    }

    /** Makes another password, and shows it once. */
    @POST
    @Path("{id:\\d{1,18}}/password")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response reset(@PathParam("id") long id, @FormParam(Question.CONFIRMED) String confirmed)
            throws SQLException {
        Optional<Account> asked = accounts.find(id);
        if (asked.isPresent() && !Question.isAnswered(confirmed)) {
            ReviewMessages words = ReviewWords.in(visitor.locale());
            String name = asked.get().name();
            return pages.ask(
                    "people",
                    new Question(
                            words.passwordAsk(name),
                            List.of(words.passwordDoes(name)),
                            PATH + "/" + id + "/password",
                            actions.words().newPassword(),
                            PATH));
        }
        try {
            Optional<Accounts.New> made = people.reset(visitor.who(), id);
            return made.isPresent() ? told(made.get()) : nobody();
        } catch (RefusedException e) {
            return pages.back(PATH, new Notice(false, actions.words().refusal(e.key(), e.number())));
        }
    }

    private Response told(Accounts.New made) throws SQLException {
        return shown(0, actions.words().passwordFor(made.account().name(), made.password()), null);
    }

    private Response nobody() {
        return pages.back(
                PATH, new Notice(false, AccessWords.in(visitor.locale()).noSuchAccount()));
    }

    private static Role role(String name) {
        return Arrays.stream(Role.values())
                .filter(role -> role.name().equals(name))
                .findFirst()
                .orElse(Role.VIEWER);
    }

    private Response shown(int page, String told, RefusedException refusal) throws SQLException {
        Part<Account> part = Part.of(accounts.list(), page, PAGE);
        List<String> roles = Arrays.stream(Role.values()).map(Enum::name).toList();
        String label = provider.settings().map(OidcSettings::label).orElse(null);
        boolean local = provider.localAccounts();
        return pages.show("people", frame -> Templates.people(frame, part, roles, told, refusal, label, local));
    }
}

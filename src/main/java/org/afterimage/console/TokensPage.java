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
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.afterimage.console.people.ApiToken;
import org.afterimage.console.people.ApiTokens;
import org.afterimage.console.people.RefusedException;
import org.afterimage.console.people.Right;
import org.afterimage.console.people.Role;

/** With which tokens programs use the REST interface. */
@Path("/tokens")
@Needs(Right.ADMINISTER)
public class TokensPage {
    private static final String ACTIVE = "people";
    private static final String PATH = "/tokens";
    private static final int PAGE = 50;

    private final Pages pages;
    private final ApiTokens tokens;
    private final Visitor visitor;

    /** For the container. */
    public TokensPage(Pages pages, ApiTokens tokens, Visitor visitor) {
        this.pages = pages;
        this.tokens = tokens;
        this.visitor = visitor;
    }

    /** What the page shows: a page of tokens, its neighbours (-1 for none), and what was just made or refused. */
    public record View(
            List<ApiToken> tokens, int newer, int older, ApiTokens.New made, RefusedException refusal, String today) {}

    @CheckedTemplate(basePath = "console")
    static class Templates {
        private Templates() {}

        static native TemplateInstance tokens(Frame frame, TokensPage.View view, List<String> roles);
    }

    /** A page of them, those in force first. */
    @GET
    public Response page(@QueryParam("page") @DefaultValue("0") int page) throws SQLException {
        return shown(Math.max(0, Math.min(page, 1_000_000)), null, null);
    }

    /** Makes a token, and shows it once. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response create(
            @FormParam("name") String name, @FormParam("role") String role, @FormParam("lastDay") String lastDay)
            throws SQLException {
        try {
            ApiTokens.New made = tokens.create(visitor.who(), Filters.clean(name), role(role), end(lastDay));
            return shown(0, made, null);
        } catch (RefusedException e) {
            return shown(0, null, e);
        }
    }

    /** Has a token count no more. */
    @POST
    @Path("{id:\\d{1,18}}/revoke")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response revoke(@PathParam("id") long id, @FormParam(Question.CONFIRMED) String confirmed)
            throws SQLException {
        Optional<ApiToken> asked = tokens.find(id);
        if (asked.isPresent() && asked.get().revokedAt() == null && !Question.isAnswered(confirmed)) {
            ReviewMessages words = ReviewWords.in(visitor.locale());
            return pages.ask(
                    ACTIVE,
                    new Question(
                            words.revokeAsk(asked.get().name()),
                            List.of(words.revokeDoes()),
                            PATH + "/" + id + "/revoke",
                            AccessWords.in(visitor.locale()).revoke(),
                            PATH));
        }
        Optional<ApiToken> revoked = tokens.revoke(visitor.who(), id);
        return pages.back(
                PATH,
                revoked.map(token -> new Notice(
                                true, AccessWords.in(visitor.locale()).tokenRevoked(token.name())))
                        .orElseGet(() -> new Notice(
                                false, AccessWords.in(visitor.locale()).tokenGone())));
    }

    /** After the last day of this machine's time zone; null where none is named. */
    private static Instant end(String lastDay) throws RefusedException {
        if (lastDay == null || lastDay.isBlank()) {
            return null;
        }
        try {
            return LocalDate.parse(lastDay)
                    .plusDays(1)
                    .atStartOfDay(ZoneId.systemDefault())
                    .toInstant();
        } catch (DateTimeException e) {
            throw RefusedException.of("tokenEnd");
        }
    }

    private static Role role(String name) {
        return Arrays.stream(Role.values())
                .filter(role -> role.name().equals(name))
                .findFirst()
                .orElse(Role.VIEWER);
    }

    private Response shown(int page, ApiTokens.New made, RefusedException refusal) throws SQLException {
        List<ApiToken> found = tokens.list(page * PAGE, PAGE + 1);
        View view = new View(
                found.subList(0, Math.min(PAGE, found.size())),
                page - 1,
                found.size() > PAGE ? page + 1 : -1,
                made,
                refusal,
                LocalDate.now(ZoneId.systemDefault()).toString());
        List<String> roles = Arrays.stream(Role.values()).map(Enum::name).toList();
        return pages.show(ACTIVE, frame -> Templates.tokens(frame, view, roles));
    }
}

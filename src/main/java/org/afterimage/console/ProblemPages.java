package org.afterimage.console;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import org.afterimage.console.people.PasswordsBusyException;
import org.afterimage.web.ErrorPage;

/** Draws errors as pages of the console, in the visitor's language where the console has words for them. */
@ApplicationScoped
public class ProblemPages implements ErrorPage {
    private final Pages pages;
    private final Visitor visitor;

    /** For the container. */
    public ProblemPages(Pages pages, Visitor visitor) {
        this.pages = pages;
        this.visitor = visitor;
    }

    @Override
    public Response page(Response.StatusType status, String sentence) {
        Response.Status known = Response.Status.fromStatusCode(status.getStatusCode());
        return pages.problem(known == null ? Response.Status.BAD_REQUEST : known, words(known, sentence));
    }

    private String words(Response.Status status, String sentence) {
        if (PasswordsBusyException.SENTENCE.equals(sentence)) {
            return ReviewWords.in(visitor.locale()).busy();
        }
        if (status == Response.Status.SERVICE_UNAVAILABLE) {
            return AccessWords.in(visitor.locale()).databaseAway();
        }
        return status == Response.Status.INTERNAL_SERVER_ERROR
                ? AccessWords.in(visitor.locale()).failed()
                : sentence;
    }
}

package org.afterimage.start;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.afterimage.console.Actions;
import org.afterimage.console.Needs;
import org.afterimage.console.Notice;
import org.afterimage.console.Pages;
import org.afterimage.console.Visitor;
import org.afterimage.console.people.Right;
import org.afterimage.node.NodeConfiguration;
import org.afterimage.node.RemoteSettings.Remote;

/** Asks a remote of the page of the configuration whether it is there, and says what came of it in the words of the first start. */
@Path("/configuration/echo")
public class EchoPage {
    private static final String BACK = "/configuration";

    private final Pages pages;
    private final NodeConfiguration node;
    private final EchoAnswers answers;
    private final Actions actions;
    private final Visitor visitor;

    /** For the container. */
    public EchoPage(Pages pages, NodeConfiguration node, EchoAnswers answers, Actions actions, Visitor visitor) {
        this.pages = pages;
        this.node = node;
        this.answers = answers;
        this.actions = actions;
        this.visitor = visitor;
    }

    /** Asks it. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Needs(Right.OPERATE)
    public Response echo(@FormParam("remote") String aeTitle) {
        Optional<Remote> remote = aeTitle == null ? Optional.empty() : node.remote(aeTitle);
        if (remote.isEmpty()) {
            return pages.back(BACK, new Notice(false, actions.words().noSuchRemote(String.valueOf(aeTitle))));
        }
        EchoAnswers.Answer answer = answers.ask(remote.get());
        if (answer.well()) {
            return pages.back(
                    BACK, new Notice(true, actions.words().echoWell(remote.get().aeTitle(), answer.millis())));
        }
        return pages.back(
                BACK, new Notice(false, actions.words().echoIll(remote.get().aeTitle(), why(answer))));
    }

    /** What was found and what helps, in the visitor's language, and the network's own words last. */
    private String why(EchoAnswers.Answer answer) {
        StartMessages words = StartWords.in(visitor.locale());
        Remote remote = answer.remote();
        String own = node.node().ownAeTitle();
        String finding = answer.finding().name();
        return words.finding(finding, remote.aeTitle(), remote.host(), remote.port(), own)
                + " "
                + words.remedy(finding, remote.aeTitle(), remote.port(), own)
                + (answer.detail().isEmpty() ? "" : " (" + answer.detail() + ")");
    }
}

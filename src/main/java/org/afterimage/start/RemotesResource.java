package org.afterimage.start;

import io.quarkus.qute.i18n.MessageBundles;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Instant;
import java.util.List;
import org.afterimage.console.people.NeedsRight;
import org.afterimage.console.people.Right;
import org.afterimage.node.Confirmation;
import org.afterimage.node.NodeConfiguration;
import org.afterimage.node.RemoteSettings.Remote;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The remotes, and whether they answer. */
@Path("/api/remotes")
@Tag(name = "Remotes")
public class RemotesResource {
    private final NodeConfiguration configuration;
    private final EchoAnswers answers;

    /** For the container. */
    public RemotesResource(NodeConfiguration configuration, EchoAnswers answers) {
        this.configuration = configuration;
        this.answers = answers;
    }

    /**
     * What a remote answered to C-ECHO; one that is reached by DICOMweb alone, to HTTP.
     *
     * @param well whether results can go there
     * @param finding what came of it, for programs
     * @param sentence the same for people
     * @param remedy what to do about it
     * @param detail of the network; empty when it answered
     * @param millis how long it took
     * @param at when
     */
    public record Answer(
            boolean well, String finding, String sentence, String remedy, String detail, long millis, Instant at) {}

    /**
     * A remote.
     *
     * @param host null for one that is reached by DICOMweb alone
     * @param port null likewise
     * @param confirm how it says that it keeps what it was sent
     * @param tls whether it is called over TLS
     * @param dicomWeb whether results go to it by STOW-RS
     * @param last what it answered last, since it is configured as it is; null when it was not asked
     */
    public record RemoteState(
            String aeTitle,
            String host,
            Integer port,
            String description,
            Confirmation confirm,
            boolean tls,
            boolean dicomWeb,
            Answer last) {}

    /** All remotes of the configuration, in its order. */
    @GET
    @Operation(
            summary = "All remotes of the configuration, and what each answered last",
            description = "They are edited at POST /api/configuration/edits.")
    @NeedsRight(Right.VIEW)
    public List<RemoteState> list() {
        return configuration.remotes().remotes().stream().map(this::state).toList();
    }

    /** Asks a remote whether it is there, by C-ECHO, and says in words what is wrong. */
    @POST
    @Operation(
            summary = "Asks a remote whether it is there, by C-ECHO, and says in words what is wrong",
            description = "One that is reached by DICOMweb alone is asked by HTTP.")
    @NeedsRight(value = Right.OPERATE, changesNothing = true)
    @Path("{aeTitle}/echo")
    public Answer echo(@PathParam("aeTitle") String aeTitle) {
        Remote remote = configuration
                .remote(aeTitle)
                .orElseThrow(() -> new NotFoundException("There is no remote " + aeTitle + "."));
        return answer(answers.ask(remote));
    }

    private RemoteState state(Remote remote) {
        return new RemoteState(
                remote.aeTitle(),
                remote.hasDicomPort() ? remote.host() : null,
                remote.hasDicomPort() ? remote.port() : null,
                remote.description(),
                remote.confirm(),
                remote.tls().enabled(),
                remote.web().isPresent(),
                answers.last(remote).map(this::answer).orElse(null));
    }

    private Answer answer(EchoAnswers.Answer answer) {
        StartMessages words = MessageBundles.get(StartMessages.class);
        Remote remote = answer.remote();
        String own = configuration.node().ownAeTitle();
        String finding = answer.finding().name();
        return new Answer(
                answer.well(),
                finding,
                words.finding(finding, remote.aeTitle(), remote.host(), remote.port(), own),
                words.remedy(finding, remote.aeTitle(), remote.port(), own),
                answer.detail(),
                answer.millis(),
                answer.at());
    }
}

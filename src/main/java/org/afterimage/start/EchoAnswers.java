package org.afterimage.start;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.afterimage.console.DestinationAnswers;
import org.afterimage.deliver.DestinationConnections;
import org.afterimage.dicom.net.DicomNetwork;
import org.afterimage.dicom.net.EchoDiagnosis;
import org.afterimage.dicom.net.EchoFinding;
import org.afterimage.node.NodeConfiguration;
import org.afterimage.node.RemoteSettings.Remote;

/** Asks remotes whether they are there and keeps what each answered last, for as long as it is configured as it was then. */
@ApplicationScoped
public class EchoAnswers {
    private final NodeConfiguration configuration;
    private final DestinationConnections connections;
    private final EchoDiagnosis diagnosis;
    private final DestinationAnswers noted;
    private final Map<String, Answer> last = new ConcurrentHashMap<>();

    /** For the container. */
    public EchoAnswers(
            NodeConfiguration configuration,
            DestinationConnections connections,
            DicomNetwork network,
            DestinationAnswers noted) {
        this.configuration = configuration;
        this.connections = connections;
        this.noted = noted;
        this.diagnosis = new EchoDiagnosis(network);
    }

    /**
     * What a remote answered.
     *
     * @param remote as it was configured then
     * @param finding what came of it
     * @param detail of the network, in English; empty when it answered
     * @param millis how long it took
     * @param at when
     */
    public record Answer(Remote remote, EchoFinding finding, String detail, long millis, Instant at) {
        /** Whether results can go there. */
        public boolean well() {
            return finding.isWell();
        }
    }

    /** Asks it now, by C-ECHO; one that is reached by DICOMweb alone, by HTTP. */
    public Answer ask(Remote remote) {
        Answer answer;
        if (remote.hasDicomPort()) {
            EchoDiagnosis.Answer asked = diagnosis.ask(configuration.node().ownAeTitle(), configuration.ae(remote));
            answer = new Answer(
                    remote, asked.finding(), asked.detail(), asked.took().toMillis(), Instant.now());
        } else {
            long begun = System.nanoTime();
            Optional<String> why = connections.to(remote).probe();
            long millis = Duration.ofNanos(System.nanoTime() - begun).toMillis();
            answer = new Answer(
                    remote,
                    why.isEmpty() ? EchoFinding.ANSWERED : EchoFinding.DISTURBED,
                    why.orElse(""),
                    millis,
                    Instant.now());
        }
        last.put(remote.aeTitle(), answer);
        noted.note(remote.aeTitle(), answer.well());
        last.keySet().removeIf(title -> configuration.remote(title).isEmpty());
        return answer;
    }

    /** What it answered last; empty when it was not asked since it is configured as it is. */
    public Optional<Answer> last(Remote remote) {
        return Optional.ofNullable(last.get(remote.aeTitle()))
                .filter(answer -> answer.remote().equals(remote));
    }
}

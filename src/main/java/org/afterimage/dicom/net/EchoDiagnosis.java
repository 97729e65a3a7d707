package org.afterimage.dicom.net;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/**
 * Verifies a peer by C-ECHO (PS3.4 Annex A) for a person who waits for the answer and wants to know what to mend. Where an association ends
 * without a reason, the port is asked what it speaks: many servers hang up on what they don't understand. This is for a person's question,
 * not for one that is repeated.
 */
public final class EchoDiagnosis {
    private static final Set<EchoFinding> DARK_PLAIN =
            EnumSet.of(EchoFinding.SILENT, EchoFinding.HUNG_UP, EchoFinding.NOT_DICOM, EchoFinding.ABORTED);
    private static final Set<EchoFinding> DARK_TLS = EnumSet.of(
            EchoFinding.SILENT,
            EchoFinding.HUNG_UP,
            EchoFinding.TLS_FAILED,
            EchoFinding.NOT_DICOM,
            EchoFinding.ABORTED);

    private final DicomNetwork network;
    private final Timeouts timeouts;
    private final PortProbe port = new PortProbe();

    /** Makes one with deadlines that suit a person who waits. */
    public EchoDiagnosis(DicomNetwork network) {
        this(
                network,
                new Timeouts(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(6),
                        Duration.ofSeconds(6),
                        Duration.ofSeconds(6),
                        Duration.ofSeconds(6)));
    }

    /** Makes one with deadlines of its own. */
    public EchoDiagnosis(DicomNetwork network, Timeouts timeouts) {
        this.network = network;
        this.timeouts = timeouts;
    }

    /**
     * What came of it.
     *
     * @param finding for what is to be done
     * @param detail one sentence of the network, in English, for those who look closer; empty when it answered
     * @param took from the first byte to the answer or to its absence
     */
    public record Answer(EchoFinding finding, String detail, Duration took) {}

    /**
     * Asks once.
     *
     * @param callingAeTitle this side's AE title
     * @param remote the peer
     */
    public Answer ask(String callingAeTitle, RemoteAe remote) {
        long begun = System.nanoTime();
        EchoFinding finding;
        String detail = "";
        try {
            Status status = network.echo(callingAeTitle, remote, timeouts).status();
            finding = status.isSuccess() ? EchoFinding.ANSWERED : EchoFinding.ECHO_FAILED;
            detail = status.isSuccess() ? "" : remote + " answered C-ECHO with status " + status + ".";
        } catch (IOException e) {
            finding = sharpened(EchoFinding.of(e), callingAeTitle, remote);
            detail = String.valueOf(e.getMessage());
        }
        return new Answer(finding, detail, Duration.ofNanos(System.nanoTime() - begun));
    }

    private EchoFinding sharpened(EchoFinding finding, String callingAeTitle, RemoteAe remote) {
        boolean plain = remote.transport() == Transport.PLAIN;
        if (!(plain ? DARK_PLAIN : DARK_TLS).contains(finding)) {
            return finding;
        }
        if (plain && port.speaksTls(remote)) {
            return EchoFinding.TLS_EXPECTED;
        }
        if (!plain && answersPlainly(callingAeTitle, remote)) {
            return EchoFinding.TLS_NOT_EXPECTED;
        }
        return port.speaksHttp(remote) ? EchoFinding.HTTP : finding;
    }

    /** Whether it answers an association request without TLS, be it by a rejection. */
    private boolean answersPlainly(String callingAeTitle, RemoteAe remote) {
        try {
            network.echo(callingAeTitle, new RemoteAe(remote.aeTitle(), remote.host(), remote.port()), timeouts);
            return true;
        } catch (AssociationRejectedException | PresentationContextNotAcceptedException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}

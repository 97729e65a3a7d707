package org.afterimage.cli;

import java.io.IOException;
import java.time.Duration;
import org.afterimage.dicom.net.AssociationSettings;
import org.afterimage.dicom.net.RemoteAe;
import org.afterimage.dicom.net.Timeouts;
import org.afterimage.dicom.net.UserIdentity;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Whom to call and as whom, for every command that opens an association. */
final class RemoteCall {
    private static final int LONGEST_SECONDS = 86_400;

    @Parameters(
            index = "0",
            paramLabel = "AET@HOST:PORT",
            description = "Whom to call, such as PACS@127.0.0.1:4242.",
            converter = EchoCommand.RemoteConverter.class)
    private RemoteAe remote;

    @Option(
            names = "--calling",
            paramLabel = "AET",
            description = "The AE title to call with (default: ${DEFAULT-VALUE}).",
            defaultValue = "AFTERIMAGE")
    private String callingAeTitle;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "How long to wait for each answer (default: ${DEFAULT-VALUE}).",
            defaultValue = "120")
    private int timeoutSeconds;

    @Option(names = "--user", paramLabel = "NAME", description = "User to name to the remote side.")
    private String user;

    @Option(
            names = "--passcode",
            arity = "0..1",
            interactive = true,
            description = "Asks for the passcode of the user. It travels readable unless the association is over TLS.")
    private char[] passcode;

    @Mixin
    private EchoTls tls;

    /**
     * Whom to call, and whether over TLS.
     *
     * @param spec of the command, for messages about its options
     * @throws IOException with a sentence if a file of TLS can't be used
     */
    RemoteAe remote(CommandSpec spec) throws IOException {
        return new RemoteAe(remote.aeTitle(), remote.host(), remote.port(), tls.transport(spec));
    }

    /** The AE title that is called. */
    String aeTitle() {
        return remote.aeTitle();
    }

    /** The AE title to call with. */
    String callingAeTitle() {
        return callingAeTitle;
    }

    /**
     * How to call.
     *
     * @throws IllegalArgumentException with a sentence if an option can't work
     */
    AssociationSettings settings() {
        if (timeoutSeconds < 1 || timeoutSeconds > LONGEST_SECONDS) {
            throw new IllegalArgumentException(
                    "--timeout is " + timeoutSeconds + " and must be from 1 to " + LONGEST_SECONDS + ".");
        }
        Timeouts defaults = Timeouts.defaults();
        Timeouts timeouts = new Timeouts(
                defaults.connect(),
                defaults.associate(),
                Duration.ofSeconds(timeoutSeconds),
                defaults.message(),
                defaults.write());
        AssociationSettings settings = AssociationSettings.of(callingAeTitle, timeouts);
        if (user == null) {
            return settings;
        }
        return settings.withUserIdentity(
                passcode == null
                        ? UserIdentity.ofUsername(user, false)
                        : UserIdentity.ofUsername(user, String.valueOf(passcode), false));
    }
}

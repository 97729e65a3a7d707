package org.afterimage.node;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.afterimage.dicom.net.AeTitle;

/**
 * {@code remotes.yaml}: the application entities that this node knows.
 *
 * @param remotes each with its AE title, which is unique
 */
public record RemoteSettings(List<Remote> remotes) {
    /** Refuses an AE title that is listed twice. */
    public RemoteSettings {
        remotes = List.copyOf(Objects.requireNonNullElse(remotes, List.of()));
        long titles = remotes.stream().map(Remote::aeTitle).distinct().count();
        if (titles != remotes.size()) {
            throw new IllegalArgumentException("an AE title is listed twice in remotes");
        }
    }

    /**
     * One application entity.
     *
     * @param aeTitle its AE title
     * @param host name or address; empty for one that is reached by DICOMweb alone
     * @param port the TCP port on which it receives; 0 for one that is reached by DICOMweb alone
     * @param description for people
     * @param derivedTransferSyntax how derived series go to it, uncompressed unless set
     * @param confirm how it says that it keeps what it was sent; not at all unless set
     * @param confirmSeconds how long its confirmation is waited for, 60 unless set
     * @param maxAssociations associations at once over which derived series go to it, 2 unless set
     * @param maxMegabitsPerSecond how fast they go over all of these; as fast as they can unless set
     * @param tls how associations to it are secured; it is called over plain TCP unless this is set
     * @param stowRs how derived series go to it over HTTP; by C-STORE unless this is set
     */
    public record Remote(
            @Setting("AE title") String aeTitle,
            @Setting("host name or address") String host,
            @Setting("TCP port on which it receives") Integer port,
            @Setting("for people") String description,

            @Setting("how derived series go to it: explicit, jpeg2000-lossless, jpegls-lossless or rle")
            DerivedTransferSyntax derivedTransferSyntax,

            @Setting("how it says that it keeps what it was sent: none, storage-commitment, find, qido or wado")
            Confirmation confirm,

            @Setting("seconds for which its confirmation is waited for")
            Integer confirmSeconds,

            @Setting("associations or HTTP requests at once over which derived series go to it")
            Integer maxAssociations,

            @Setting("megabits a second over all of these; no limit unless set")
            Integer maxMegabitsPerSecond,

            RemoteTls tls,
            StowRs stowRs) {
        /** Refuses values that can't work. */
        public Remote {
            AeTitle.require(aeTitle);
            host = Objects.requireNonNullElse(host, "").strip();
            port = Objects.requireNonNullElse(port, 0);
            boolean webOnly = stowRs != null && host.isEmpty() && port == 0;
            if (host.isEmpty() && !webOnly) {
                throw new IllegalArgumentException("remote " + aeTitle + " has no host");
            }
            if ((port < 1 || port > 65535) && !webOnly) {
                throw new IllegalArgumentException("remote " + aeTitle + " has the port " + port);
            }
            description = Objects.requireNonNullElse(description, "");
            derivedTransferSyntax = Objects.requireNonNullElse(derivedTransferSyntax, DerivedTransferSyntax.EXPLICIT);
            confirm = Objects.requireNonNullElse(confirm, Confirmation.NONE);
            confirmSeconds = NodeSettings.inRange(
                    aeTitle + ": confirmSeconds", Objects.requireNonNullElse(confirmSeconds, 60), 1, 86_400);
            maxAssociations = NodeSettings.inRange(
                    aeTitle + ": maxAssociations", Objects.requireNonNullElse(maxAssociations, 2), 1, 32);
            if (maxMegabitsPerSecond != null) {
                NodeSettings.inRange(aeTitle + ": maxMegabitsPerSecond", maxMegabitsPerSecond, 1, 100_000);
            }
            tls = Objects.requireNonNullElse(tls, RemoteTls.NONE);
            requireReachable(aeTitle, confirm, stowRs != null, !webOnly);
        }

        /** Whether associations can be opened to it. */
        public boolean hasDicomPort() {
            return !host.isEmpty();
        }

        /** How it takes derived series over HTTP; empty when it takes them by C-STORE. */
        public Optional<StowRs> web() {
            return Optional.ofNullable(stowRs);
        }

        /** How many bytes a second one association may take; empty for as many as it can. */
        public OptionalLong bytesPerSecond() {
            return maxMegabitsPerSecond == null
                    ? OptionalLong.empty()
                    : OptionalLong.of(maxMegabitsPerSecond * 125_000L / maxAssociations);
        }

        private static void requireReachable(String aeTitle, Confirmation confirm, boolean web, boolean dicom) {
            boolean asksByWeb = confirm == Confirmation.QIDO || confirm == Confirmation.WADO;
            if (asksByWeb && !web) {
                throw new IllegalArgumentException(aeTitle + ": it can't confirm by DICOMweb without stowRs.url");
            }
            if (confirm != Confirmation.NONE && !asksByWeb && !dicom) {
                throw new IllegalArgumentException(
                        aeTitle + ": it can't confirm over an association without host and port; use qido or wado");
            }
        }
    }
}

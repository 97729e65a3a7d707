package org.afterimage.node;

import java.util.List;
import java.util.Objects;
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
     * @param host name or address
     * @param port the TCP port on which it receives
     * @param description for people
     * @param derivedTransferSyntax how derived series go to it, uncompressed unless set
     * @param tls how it is secured; it is called over plain TCP unless this is set
     */
    public record Remote(
            @Setting("AE title") String aeTitle,
            @Setting("host name or address") String host,
            @Setting("TCP port on which it receives") int port,
            @Setting("for people") String description,

            @Setting("how derived series go to it: explicit, jpeg2000-lossless, jpegls-lossless or rle")
            DerivedTransferSyntax derivedTransferSyntax,

            RemoteTls tls) {
        /** Refuses values that can't work. */
        public Remote {
            AeTitle.require(aeTitle);
            if (host == null || host.isBlank()) {
                throw new IllegalArgumentException("remote " + aeTitle + " has no host");
            }
            if (port < 1 || port > 65535) {
                throw new IllegalArgumentException("remote " + aeTitle + " has the port " + port);
            }
            description = Objects.requireNonNullElse(description, "");
            derivedTransferSyntax = Objects.requireNonNullElse(derivedTransferSyntax, DerivedTransferSyntax.EXPLICIT);
            tls = Objects.requireNonNullElse(tls, RemoteTls.NONE);
        }
    }
}

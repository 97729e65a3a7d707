package org.afterimage.route;

import java.util.Optional;

/**
 * From whom a series came, as far as that is known: of files on disk it is not.
 *
 * @param calling AE title of the sender
 * @param called AE title of this node that was called
 * @param host address of the sender
 */
public record Sender(Optional<String> calling, Optional<String> called, Optional<String> host) {
    /** Nothing is known. */
    public static final Sender UNKNOWN = new Sender(Optional.empty(), Optional.empty(), Optional.empty());

    /** A sender that was received from. */
    public static Sender of(String calling, String called, String host) {
        return new Sender(Optional.of(calling), Optional.of(called), Optional.of(host));
    }
}

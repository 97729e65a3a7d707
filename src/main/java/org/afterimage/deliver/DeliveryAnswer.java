package org.afterimage.deliver;

import java.nio.file.Path;
import java.util.OptionalInt;
import org.afterimage.dicom.net.Status;

/**
 * What a destination answered for one instance.
 *
 * @param file the instance
 * @param kind how it answered
 * @param status the C-STORE status (PS3.4 B.2.3), or the warning or failure reason of STOW-RS (PS3.18 I.2), which has the same
 *     codes; empty when there was none
 * @param message the same in words
 */
public record DeliveryAnswer(Path file, Kind kind, OptionalInt status, String message) {
    /** How a destination answered. */
    public enum Kind {
        /** Success. */
        SENT,
        /** Stored, with a warning status. */
        WARNING,
        /** Not stored: a failure status, or a SOP class that it does not take. */
        REFUSED,
        /** No association, or an answer that says that it may be another time. */
        UNREACHABLE,
        /** On its way when the connection broke or the time was up: it may have been stored. */
        UNANSWERED;

        /** What a C-STORE status means for the delivery (PS3.4 B.2.3). */
        public static Kind of(Status status) {
            if (status.isSuccess()) {
                return SENT;
            }
            return status.isWarning() ? WARNING : REFUSED;
        }
    }

    /** Whether nothing was said of the instance itself. */
    public boolean isBrokenOff() {
        return kind == Kind.UNREACHABLE || kind == Kind.UNANSWERED;
    }

    /** Whether the destination has the instance. */
    public boolean isStored() {
        return kind == Kind.SENT || kind == Kind.WARNING;
    }
}

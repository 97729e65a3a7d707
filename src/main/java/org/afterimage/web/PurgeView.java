package org.afterimage.web;

import java.time.Instant;
import org.afterimage.provenance.PurgeEntity;

/** When and why files left the disk. */
public record PurgeView(Instant at, String rule, String reason, int files, long bytes) {
    /** The view, or null where nothing was purged. */
    static PurgeView of(PurgeEntity purge) {
        return purge == null
                ? null
                : new PurgeView(purge.markedAt(), purge.rule(), purge.reason(), purge.files(), purge.bytes());
    }
}

package org.afterimage.receive;

import java.time.OffsetDateTime;
import org.afterimage.node.StudyTimes;

/**
 * The times that a group of instances gives the studies that they belong to.
 *
 * @param now when it came
 * @param due when a study is looked at unless more comes
 * @param cap when a study that this group opens is looked at even if more comes; null for never
 */
record StudyMoments(OffsetDateTime now, OffsetDateTime due, OffsetDateTime cap) {
    static StudyMoments of(OffsetDateTime now, StudyTimes times) {
        return new StudyMoments(
                now, now.plus(times.quiet()), times.cap().map(now::plus).orElse(null));
    }
}

package org.afterimage.node;

import java.time.Duration;
import java.util.Optional;

/** When a study is looked at after an instance of it has come; asked for each group of instances, since routes may change meanwhile. */
public interface StudyTimes {
    /** How long nothing must have come; the shortest of all routes. */
    Duration quiet();

    /** After how long it is looked at even if instances keep coming; the shortest of all routes, empty when none has such a cap. */
    Optional<Duration> cap();

    /** Times that do not change. */
    static StudyTimes of(Duration quiet, Optional<Duration> cap) {
        return new StudyTimes() {
            @Override
            public Duration quiet() {
                return quiet;
            }

            @Override
            public Optional<Duration> cap() {
                return cap;
            }
        };
    }
}

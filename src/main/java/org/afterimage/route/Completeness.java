package org.afterimage.route;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.afterimage.dicom.net.AeTitle;

/**
 * When a study is complete for a route.
 *
 * @param quietSeconds without a new instance; what {@code node.yaml} says unless set
 * @param expectedFrom AE title of a remote that is asked by C-FIND how many instances the study has; nobody is asked unless set
 * @param capSeconds after which the study is not waited for any longer; an hour unless set, and none where nothing is waited for but quiet
 * @param atCap what is done then, hold unless set
 */
public record Completeness(Integer quietSeconds, String expectedFrom, Integer capSeconds, AtCap atCap) {
    /** What is done with a study that is not complete when its cap is reached. */
    public enum AtCap {
        /** The route works on what is there. */
        @JsonProperty("process")
        PROCESS,
        /** The route lets the study be, until another instance of it comes. */
        @JsonProperty("discard")
        DISCARD,
        /** The study waits for a person to release it, or for another instance. */
        @JsonProperty("hold")
        HOLD
    }

    /** Quiet alone. */
    public static final Completeness QUIET = new Completeness(null, null, null, null);

    private static final int LONGEST = 7 * 86_400;
    private static final int USUAL_CAP = 3_600;

    /** Refuses values that can't work. */
    public Completeness {
        require("quietSeconds", quietSeconds, 0);
        require("capSeconds", capSeconds, 1);
        if (expectedFrom != null) {
            AeTitle.require(expectedFrom);
        }
        atCap = Objects.requireNonNullElse(atCap, AtCap.HOLD);
    }

    private static void require(String field, Integer value, int lowest) {
        if (value != null && (value < lowest || value > LONGEST)) {
            throw new IllegalArgumentException(
                    "complete." + field + " is " + value + " and must be from " + lowest + " to " + LONGEST);
        }
    }

    /**
     * How long nothing must have come.
     *
     * @param usual what holds for routes that say nothing
     */
    public Duration quiet(Duration usual) {
        return quietSeconds == null ? usual : Duration.ofSeconds(quietSeconds);
    }

    /** The remote that is asked for the number of instances. */
    public Optional<String> source() {
        return Optional.ofNullable(expectedFrom);
    }

    /**
     * How long a study is waited for at most.
     *
     * @param requires whether the route requires series
     */
    public Optional<Duration> cap(boolean requires) {
        if (capSeconds != null) {
            return Optional.of(Duration.ofSeconds(capSeconds));
        }
        return requires || expectedFrom != null ? Optional.of(Duration.ofSeconds(USUAL_CAP)) : Optional.empty();
    }
}

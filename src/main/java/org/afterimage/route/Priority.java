package org.afterimage.route;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How soon the work that a route decides on is done; the order is that of importance, the most important first. */
public enum Priority {
    /** Before all other work: somebody waits for the result. */
    @JsonProperty("urgent")
    URGENT,
    /** In the order in which it came. */
    @JsonProperty("normal")
    NORMAL,
    /** When nothing else is to be done, or at the times that are set for such work. */
    @JsonProperty("off-peak")
    OFF_PEAK;

    /** As {@code routes.yaml} writes it. */
    public String word() {
        return switch (this) {
            case URGENT -> "urgent";
            case NORMAL -> "normal";
            case OFF_PEAK -> "off-peak";
        };
    }
}

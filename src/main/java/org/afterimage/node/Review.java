package org.afterimage.node;

import java.util.Objects;

/**
 * {@code review} of {@code node.yaml}: how people decide on outputs that a gate held back.
 *
 * @param fourEyes whether a release needs two people; no unless set
 */
public record Review(
        @Setting(value = "whether the release of a held output needs two people", live = true)
        Boolean fourEyes) {
    /** Fills in defaults. */
    public Review {
        fourEyes = Objects.requireNonNullElse(fourEyes, false);
    }
}

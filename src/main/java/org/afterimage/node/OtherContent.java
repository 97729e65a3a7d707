package org.afterimage.node;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What is done with an instance whose SOP Instance UID is known with other content. Each time it happens is recorded. */
public enum OtherContent {
    /** It is acknowledged, and the first content stays. */
    @JsonProperty("keep-first")
    KEEP_FIRST,
    /** Its sender is told that it is not taken. */
    @JsonProperty("refuse")
    REFUSE,
    /** It takes the place of the first, unless the study was routed: what was made of it is traced to the first content. */
    @JsonProperty("replace")
    REPLACE
}

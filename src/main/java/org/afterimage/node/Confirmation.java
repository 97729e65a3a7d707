package org.afterimage.node;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a destination says that it keeps what it was sent. */
public enum Confirmation {
    /** Not at all: what it answered to C-STORE is all that is known. */
    @JsonProperty("none")
    NONE,

    /** By storage commitment (PS3.4 Annex J). */
    @JsonProperty("storage-commitment")
    STORAGE_COMMITMENT,

    /** By finding each instance when it is asked with C-FIND (PS3.4 Annex C). */
    @JsonProperty("find")
    FIND,

    /** By finding each instance in what it answers to a search for the series by QIDO-RS (PS3.18 10.6). */
    @JsonProperty("qido")
    QIDO,

    /** By retrieving the metadata of each instance by WADO-RS (PS3.18 10.4). */
    @JsonProperty("wado")
    WADO
}

package org.afterimage.provenance;

/** The way of a study through the node, in its order. */
public enum Stage {
    /** Its instances are on disk and in the index. */
    RECEIVED,
    /** A route took the series. */
    ROUTED,
    /** The network made new pixels. */
    SYNTHESISED,
    /** The output passed its gates, or did not. */
    CHECKED,
    /** The new instances are tagged and on disk. */
    DERIVED,
    /** The destination answered Success for each. */
    DELIVERED,
    /** The destination confirmed that it keeps each. */
    CONFIRMED
}

package org.afterimage.check;

/** What follows from a check, from the mildest to the strictest. */
public enum Verdict {
    /** The result may be delivered. */
    PASS,
    /** The result may be delivered, and someone should know. */
    WARN,
    /** The result waits for a person to release or reject it. */
    HOLD
}

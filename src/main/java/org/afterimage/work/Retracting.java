package org.afterimage.work;

/** Keeps results from being sent elsewhere while a retraction decides what it withdraws: it would not see them. */
public final class Retracting {
    /** Of the database's advisory lock; this purpose's alone. */
    public static final long LOCK = 5_417_829;

    private Retracting() {}
}

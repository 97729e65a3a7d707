package org.afterimage.console.people;

import java.util.EnumSet;
import java.util.Set;

/** What a person is to the node. */
public enum Role {
    /** Looks. */
    VIEWER(EnumSet.of(Right.VIEW)),
    /** Looks, and decides on held outputs: a radiologist or a physicist. */
    REVIEWER(EnumSet.of(Right.VIEW, Right.REVIEW)),
    /** Looks, and keeps the node running; decides on no image. */
    OPERATOR(EnumSet.of(Right.VIEW, Right.OPERATE)),
    /** All of it. */
    ADMINISTRATOR(EnumSet.allOf(Right.class));

    private final Set<Right> rights;

    Role(Set<Right> rights) {
        this.rights = rights;
    }

    /** Whether it allows something. */
    public boolean may(Right right) {
        return rights.contains(right);
    }
}

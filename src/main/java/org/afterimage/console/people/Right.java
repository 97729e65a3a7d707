package org.afterimage.console.people;

/** What a role allows. */
public enum Right {
    /** Look at everything but accounts. */
    VIEW,
    /** Decide on outputs that a gate held back. */
    REVIEW,
    /** Act on jobs, routes and destinations. */
    OPERATE,
    /** Change the configuration. */
    CONFIGURE,
    /** Accounts and the audit log. */
    ADMINISTER
}

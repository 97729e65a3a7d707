package org.afterimage.configuration;

/** How a change of the configuration came about. */
public enum Origin {
    /** Somebody changed the files. */
    FILE,
    /** Somebody imported it on the command line. */
    CLI,
    /** Somebody sent it to the REST interface. */
    REST,
    /** Somebody changed it in the console. */
    CONSOLE
}

package org.afterimage.notify;

/** By which way a message goes. */
public enum ChannelName {
    /** JSON by HTTP POST. */
    WEBHOOK,
    /** Text by SMTP. */
    EMAIL
}

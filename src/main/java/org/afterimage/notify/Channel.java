package org.afterimage.notify;

/** A way to people. */
sealed interface Channel permits WebhookChannel, MailChannel {
    /** Which one. */
    ChannelName name();

    /**
     * Sends a message and waits until the other side has taken it.
     *
     * @return a sentence on those whom it did not reach, though it reached others; else empty
     * @throws NotSentException if it reached nobody
     */
    String send(Message message) throws NotSentException;
}

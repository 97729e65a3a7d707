package org.afterimage.deliver;

/**
 * What a destination says of an instance that it was sent.
 *
 * @param kept whether it keeps it
 * @param words how it said so
 */
public record ConfirmationAnswer(boolean kept, String words) {}

package org.afterimage.notify;

import java.time.Instant;

/**
 * What is sent, once or again.
 *
 * @param id the same at each attempt, so that who gets it twice can tell
 * @param at when it was made
 * @param title in one line
 * @param content JSON for a webhook, text for an e-mail
 */
public record Message(String id, Instant at, String title, String content) {}

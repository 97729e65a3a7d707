package org.afterimage.console.people;

/**
 * Somebody who is signed in.
 *
 * @param account who
 * @param formToken what each form of the session carries
 * @param digest of the browser's token, by which the session is found
 */
public record Session(Account account, String formToken, String digest) {}

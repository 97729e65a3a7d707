/**
 * The part of the REST interface that is about the console's own things: people, access tokens, the audit log, the overview, its lists with
 * their filters, edits of the configuration, notifications. HTTP requests of programs come in, JSON and tables go out. It asks what the
 * console's pages ask, and answers as web does.
 */
package org.afterimage.console.api;

/**
 * The console: the pages on which people see what the node does, decide on held outputs and act on jobs.
 * HTTP requests of signed-in people come in, HTML goes out, in English or German. It asks the other rooms and has work do what a person decides;
 * pages of other rooms are drawn by {@link org.afterimage.console.Pages} and guarded by {@link org.afterimage.console.Needs}.
 */
package org.afterimage.console;

/**
 * The part of the REST interface that is about the console's own things: people, access tokens, the audit log and the overview.
 * HTTP requests of administrators' programs come in, JSON goes out. It asks the console and who keeps its people, and answers as web does.
 */
package org.afterimage.console.api;

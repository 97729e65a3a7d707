/**
 * The REST interface: what was received, what became of it and why.
 * HTTP requests come in, JSON goes out. It reads provenance, asks the other rooms how they are, and has work explain its decisions; none calls it.
 */
package org.afterimage.web;

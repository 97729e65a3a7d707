/**
 * The REST interface: what was received, what became of it and why.
 * HTTP requests of programs with a token and of people who are signed in come in, JSON and pictures go out. It reads provenance, has work do what a person decides and explain its own decisions, has
 * render make pictures, and asks the other rooms how they are; none calls it.
 */
package org.afterimage.web;

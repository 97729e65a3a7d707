/**
 * The DICOM conformance statement (PS3.2): what this node does on the network, for those who connect it. The configuration, the model packages and
 * the lists that the code itself works with come in, a Markdown text goes out; nothing is said here that another room knows better. It may ask every
 * room that takes part in exchange, and only {@code cli} calls it.
 */
package org.afterimage.conformance;

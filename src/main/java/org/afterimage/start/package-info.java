/**
 * The first start: from nothing to a working route in five steps, each of which can be left and come back to. Forms of an administrator come
 * in; edits of the configuration, questions to remotes and a test study that this node sends to itself go out. It has the pages drawn by the
 * room console.
 */
package org.afterimage.start;

/**
 * Model packages: the manifest that says what a network accepts and how its answer is read, and the digest that pins its file.
 * In comes a folder of packages, {@code <models>/<id>/<version>}; out goes a catalogue of the packages that hold together and of
 * those that were refused, each with its reason. This room calls no other.
 */
package org.afterimage.model;

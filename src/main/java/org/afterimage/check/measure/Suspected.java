package org.afterimage.check.measure;

/**
 * The place of a result that a checking network suspects most.
 *
 * @param suspicion its logit, which is no number where the network failed to answer with one
 * @param place where, in pixels of the result
 * @param checker the first digits of the network's digest
 */
public record Suspected(double suspicion, Place place, String checker) {}

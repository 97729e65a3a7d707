package org.afterimage.synthesize;

import java.time.Duration;

/**
 * How long the steps of one synthesis took.
 *
 * @param read reading and decoding the pixel data
 * @param prepare stored values to the network's input
 * @param infer the network, waiting for its turn included
 * @param compose the network's answer to stored values
 */
public record SynthesisTimes(Duration read, Duration prepare, Duration infer, Duration compose) {}

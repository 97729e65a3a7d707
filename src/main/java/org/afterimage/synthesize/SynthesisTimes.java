package org.afterimage.synthesize;

import java.time.Duration;

/**
 * How long the steps of one synthesis took. Steps of several slices go on at once, so that a series may take less than their sum.
 *
 * @param read reading and decoding the pixel data
 * @param prepare stored values to the network's input
 * @param infer the network, waiting for its turn included
 * @param compose the network's answer to stored values
 */
public record SynthesisTimes(Duration read, Duration prepare, Duration infer, Duration compose) {

    /** No time at all. */
    static final SynthesisTimes NONE = between(0, 0, 0, 0, 0);

    /** The times between five readings of {@link System#nanoTime()}. */
    static SynthesisTimes between(long begin, long read, long prepared, long inferred, long composed) {
        return new SynthesisTimes(
                Duration.ofNanos(read - begin),
                Duration.ofNanos(prepared - read),
                Duration.ofNanos(inferred - prepared),
                Duration.ofNanos(composed - inferred));
    }

    /** The times of what follows the network's input: of its answer, and between two readings of {@link System#nanoTime()}. */
    static SynthesisTimes answered(long inferNanos, long begin, long composed) {
        return between(0, 0, 0, inferNanos, inferNanos + (composed - begin));
    }

    /** These times and others. */
    SynthesisTimes plus(SynthesisTimes other) {
        return new SynthesisTimes(
                read.plus(other.read),
                prepare.plus(other.prepare),
                infer.plus(other.infer),
                compose.plus(other.compose));
    }
}

package org.afterimage.cluster;

import java.time.Instant;

/**
 * A node as the database knows it.
 *
 * @param name what it is called
 * @param process which run of it: the name of its journal
 * @param host the machine
 * @param pid the process on that machine
 * @param dataFolder its own folder there
 * @param version of the program
 * @param startedAt when it started
 * @param renewedAt when it last said that it lives
 * @param lives whether that is recent
 */
public record NodeRow(
        String name,
        String process,
        String host,
        long pid,
        String dataFolder,
        String version,
        Instant startedAt,
        Instant renewedAt,
        boolean lives) {
    /** The same, which has ended. */
    NodeRow ended() {
        return new NodeRow(name, process, host, pid, dataFolder, version, startedAt, renewedAt, false);
    }

    /** Whether this is the same process as the other, seen earlier, and the other has said since that it lives. */
    boolean isBefore(NodeRow later) {
        return process.equals(later.process()) && renewedAt.isBefore(later.renewedAt());
    }

    /** In words, for sentences. */
    String described() {
        return name + " (process " + pid + " on " + host + ")";
    }
}

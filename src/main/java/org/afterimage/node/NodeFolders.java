package org.afterimage.node;

import java.nio.file.Path;

/**
 * Where this node keeps things.
 *
 * @param data what the node writes: spool, derived instances, its own database
 * @param models the model packages
 */
public record NodeFolders(Path data, Path models) {
    /** Received instances. */
    public Path spool() {
        return data.resolve("spool");
    }

    /** Derived instances, one folder a job. */
    public Path derived() {
        return data.resolve("derived");
    }

    /** The key that signs the provenance chain, and what was signed. */
    public Path provenance() {
        return data.resolve("provenance");
    }
}

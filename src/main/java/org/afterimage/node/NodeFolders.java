package org.afterimage.node;

import java.nio.file.Path;

/**
 * Where this node keeps things.
 *
 * @param data what this node alone writes: its key, its own database
 * @param shared received and derived instances, which several nodes may share; the data folder where none does
 * @param models the model packages
 */
public record NodeFolders(Path data, Path shared, Path models) {
    /** The folders of a node that shares nothing. */
    public NodeFolders(Path data, Path models) {
        this(data, data, models);
    }

    /** Received instances. */
    public Path spool() {
        return shared.resolve("spool");
    }

    /** Derived instances, one folder a job. */
    public Path derived() {
        return shared.resolve("derived");
    }

    /** Planes of series that are being made and too long for memory; nothing in it outlives the process that wrote it. */
    public Path scratch() {
        return data.resolve("scratch");
    }

    /** The key that signs the provenance chain, and what was signed. */
    public Path provenance() {
        return data.resolve("provenance");
    }
}

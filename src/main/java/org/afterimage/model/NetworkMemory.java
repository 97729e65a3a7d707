package org.afterimage.model;

import java.util.OptionalInt;

/**
 * What a run of a network needs of memory, and whether an image may be given to it in tiles.
 *
 * @param bytesPerPixel the most that a run allocates, over the pixels of one image
 * @param reach how far from a pixel, in rows or columns, the input lies on which its answer depends; empty where that is the whole image
 * @param multiple of which the sides and the first row and column of a tile must be
 * @param wholeImage why the network can't be given tiles, without a full stop; empty where it can
 */
public record NetworkMemory(int bytesPerPixel, OptionalInt reach, int multiple, String wholeImage) {

    private static final int MOST_BYTES = 1 << 20;
    private static final int MOST_PIXELS = 1 << 12;

    /** Reads {@code memory}: bytes, and either a reach or the reason why there is none. */
    static NetworkMemory read(ManifestFields fields) throws InvalidManifestException {
        int bytes = fields.integer("bytesPerPixel", 1, MOST_BYTES);
        if (fields.has("reach") == fields.has("wholeImage")) {
            throw new InvalidManifestException(
                    fields.pathOf("reach"), "must be there where tiles may be used, and wholeImage where not");
        }
        NetworkMemory memory = fields.has("reach")
                ? new NetworkMemory(
                        bytes,
                        OptionalInt.of(fields.integer("reach", 0, MOST_PIXELS)),
                        fields.has("multiple") ? fields.integer("multiple", 1, MOST_PIXELS) : 1,
                        "")
                : new NetworkMemory(bytes, OptionalInt.empty(), 1, fields.ascii("wholeImage", 128));
        fields.end();
        return memory;
    }
}

package org.afterimage.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.afterimage.testing.LargeObjectTrip;
import org.afterimage.testing.Peers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An object that is larger than the heap; {@code src/bench/large-object} makes the same journey with 3 GB. */
class LargeObjectIT {

    private static final int MEGABYTES = 300;
    private static final int HEAP_MEGABYTES = 160;

    @TempDir
    private Path folder;

    @Test
    void anObjectLargerThanTheHeapIsReceivedStoredIndexedAndForwarded() throws Exception {
        Peers.require("storescp");

        LargeObjectTrip trip = LargeObjectTrip.make(folder, MEGABYTES, HEAP_MEGABYTES);

        assertThat(trip.stored()).isEqualTo(trip.sent().sha256());
        assertThat(trip.forwarded()).isEqualTo(trip.sent().sha256());
        assertThat(trip.study().path("series").get(0).path("instances").asInt()).isEqualTo(1);
    }
}

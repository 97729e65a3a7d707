package org.afterimage.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.afterimage.testing.LongSeriesTrip;
import org.afterimage.testing.Peers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A series whose planes are larger than the heap; {@code src/bench/long-series} makes the same journey with 2,000 slices. */
class LongSeriesIT {

    private static final int SLICES = 100;
    private static final int HEAP_MEGABYTES = 192;

    @TempDir
    private Path folder;

    @Test
    void aSeriesLargerThanTheHeapIsMadeAndDelivered() throws Exception {
        Peers.require("storescp");

        LongSeriesTrip trip = LongSeriesTrip.make(folder, SLICES, HEAP_MEGABYTES);

        assertThat(trip.derived()).isEqualTo(SLICES);
        assertThat(trip.changes()).isEqualTo(SLICES);
        assertThat(trip.log()).contains("MB of planes are in").doesNotContain("OutOfMemoryError");
        assertThat(trip.leftInScratch()).isEmpty();
    }
}

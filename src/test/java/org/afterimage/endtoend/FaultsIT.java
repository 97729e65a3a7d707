package org.afterimage.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.afterimage.fault.FaultPoint;
import org.afterimage.testing.FaultLoop;
import org.afterimage.testing.Peers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGKILL at the most awkward moments of a delivery, and in the middle of a purge. {@code src/bench/faults} does it at all points, for many studies. */
class FaultsIT {
    @TempDir
    private Path folder;

    @Test
    void whereverTheNodeIsKilledEachStudyEndsConfirmedAsOneSeries() throws Exception {
        Peers.require("Orthanc");
        try (FaultLoop loop = new FaultLoop(folder)) {
            for (FaultPoint point : new FaultPoint[] {
                FaultPoint.IN_SYNTHESIS,
                FaultPoint.BETWEEN_INSTANCES,
                FaultPoint.CONFIRMED_BEFORE_COMMIT,
                FaultPoint.IN_PURGE
            }) {
                FaultLoop.Row row = loop.run(point, 1);
                assertThat(row.holds()).as(row.toString()).isTrue();
            }
        }
    }
}

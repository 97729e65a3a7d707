package org.afterimage.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import org.afterimage.bench.interop.InteropBenchmark;
import org.afterimage.bench.interop.Matrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A part of the matrix that {@code src/bench/interop} prints: every transfer syntax and direction, fewer images. */
class InteropIT {
    @TempDir
    private Path folder;

    @Test
    void whatDcmtkAndOrthancExchangeWithTheNodeArrivesAsItWas() throws Exception {
        Matrix matrix = new InteropBenchmark(folder, Set.of("8u", "12u", "16s")).run();
        matrix.print(System.out);
        assertThat(matrix.failures()).isEmpty();
        // dcmtk 3.6.7 and Orthanc 1.10 know no HTJ2K; anything else that they suddenly don't do is ours to explain.
        assertThat(matrix.peersCannot()).allMatch(line -> line.startsWith("HTJ2K"));
        assertThat(matrix.passed()).isGreaterThan(100);
    }
}

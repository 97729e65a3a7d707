package org.afterimage.check;

import java.util.List;
import java.util.Locale;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.synthesize.SourceInstance;
import org.afterimage.synthesize.SourceSeries;

/** Whether a series fits into this node's memory: a series that does not must be answered in words, and not end the node. */
final class SeriesSize {

    /** The series is larger than this node can hold. */
    static final String SERIES_SIZE = "SERIES_SIZE";

    /** Stored values of source and result, what checks keep of them, and the packed result and change map. */
    private static final long BYTES_A_PIXEL = 16;

    private static final double SHARE_OF_MEMORY = 0.4; // a node works on two jobs at once

    private SeriesSize() {}

    static List<DomainViolation> check(List<SourceSeries> series) {
        return check(series, Runtime.getRuntime().maxMemory());
    }

    static List<DomainViolation> check(List<SourceSeries> series, long memory) {
        long pixels = series.stream()
                .flatMap(one -> one.instances().stream())
                .mapToLong(SeriesSize::pixels)
                .sum();
        long possible = (long) (memory * SHARE_OF_MEMORY / BYTES_A_PIXEL);
        if (pixels <= possible) {
            return List.of();
        }
        return List.of(new DomainViolation(
                SERIES_SIZE,
                String.format(
                        Locale.ROOT,
                        "The series has %.1f million pixels; with its memory this node can work on %.1f million. Give"
                                + " it more memory (AFTERIMAGE_JAVA_OPTS=-Xmx...).",
                        pixels / 1e6,
                        possible / 1e6)));
    }

    private static long pixels(SourceInstance instance) {
        DataSet dataSet = instance.object().dataSet();
        return (long) dataSet.integer(Tag.ROWS).orElse(0)
                * dataSet.integer(Tag.COLUMNS).orElse(0);
    }
}

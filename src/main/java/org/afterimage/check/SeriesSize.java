package org.afterimage.check;

import java.util.List;
import java.util.Locale;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.synthesize.PlaneKeeper;
import org.afterimage.synthesize.SourceInstance;
import org.afterimage.synthesize.SourceSeries;

/** Whether a series fits into this node's memory: a series that does not must be answered in words, and not end the node. */
final class SeriesSize {

    /** The series is larger than this node can hold. */
    static final String SERIES_SIZE = "SERIES_SIZE";

    /** Of a task that holds its series whole: both volumes as read and as the network sees them, its answer, and what checks keep. */
    private static final long BYTES_A_PIXEL = 16;

    /** Attributes of a slice and its rows in the database, which are held for the whole series. */
    private static final long BYTES_A_SLICE = 64 << 10;

    private static final double SHARE_OF_MEMORY = 0.4; // a node works on two jobs at once

    private SeriesSize() {}

    /** Whether a task that holds its series whole can work on them. */
    static List<DomainViolation> check(List<SourceSeries> series) {
        return check(series, Runtime.getRuntime().maxMemory());
    }

    /** Whether a task that works slice by slice, and keeps the planes of a long series in a file, can work on a series. */
    static List<DomainViolation> checkSlices(SourceSeries series) {
        return checkSlices(series, Runtime.getRuntime().maxMemory());
    }

    static List<DomainViolation> checkSlices(SourceSeries series, long memory) {
        long largest =
                series.instances().stream().mapToLong(SeriesSize::pixels).max().orElse(0);
        double left =
                memory * SHARE_OF_MEMORY - PlaneKeeper.mostInMemory(memory) - (double) AtWork.BYTES_A_PIXEL * largest;
        long possible = (long) Math.max(0, left / BYTES_A_SLICE);
        int slices = series.instances().size();
        if (slices <= possible) {
            return List.of();
        }
        return List.of(new DomainViolation(
                SERIES_SIZE,
                String.format(
                        Locale.ROOT,
                        "The series has %d slices of %.1f million pixels; with its memory this node can work on %d of"
                                + " them. Give it more memory (AFTERIMAGE_JAVA_OPTS=-Xmx...).",
                        slices,
                        largest / 1e6,
                        possible)));
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

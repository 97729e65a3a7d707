package org.afterimage.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.afterimage.node.KeepTime;
import org.afterimage.node.StorageSettings;

/**
 * How long what has ended is kept, as two columns for a statement. What is kept forever is not in them.
 *
 * @param names entries of {@code storage.keep}
 * @param seconds how long each
 * @param whenShort whether these are the times for a disk that is short of room
 */
record KeepTimes(List<String> names, List<Double> seconds, boolean whenShort) {
    static KeepTimes of(StorageSettings settings, boolean whenShort) {
        List<String> names = new ArrayList<>();
        List<Double> seconds = new ArrayList<>();
        for (Map.Entry<String, KeepTime> entry : settings.times(whenShort).entrySet()) {
            if (!entry.getValue().isForever()) {
                names.add(entry.getKey());
                seconds.add((double) entry.getValue().duration().toSeconds());
            }
        }
        return new KeepTimes(List.copyOf(names), List.copyOf(seconds), whenShort);
    }

    boolean isEmpty() {
        return names.isEmpty();
    }

    /** The shortest of them. */
    double shortest() {
        return seconds.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    }
}

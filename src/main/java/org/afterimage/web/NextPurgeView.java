package org.afterimage.web;

import java.util.List;
import org.afterimage.storage.Purgeable;

/** What the next purge would take, the oldest first, as {@code /api/storage/next} shows it. */
public record NextPurgeView(
        boolean whenShort, int count, long files, long bytes, boolean more, List<Purgeable> oldest) {
    static NextPurgeView of(boolean whenShort, List<Purgeable> found, int most) {
        return new NextPurgeView(
                whenShort,
                found.size(),
                found.stream().mapToLong(Purgeable::files).sum(),
                found.stream().mapToLong(Purgeable::bytes).sum(),
                found.size() == most,
                found);
    }
}

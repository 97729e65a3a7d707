package org.afterimage.work;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.afterimage.provenance.InstanceEntity;
import org.afterimage.provenance.SeriesEntity;

/** Says of series whose files are not all on disk any more what a person can do about it. */
final class PurgedSources {
    private PurgedSources() {}

    /** A sentence; empty when all their files are there. */
    static Optional<String> sentence(Collection<SeriesEntity> series) {
        List<InstanceEntity> all =
                series.stream().flatMap(one -> one.instances().stream()).toList();
        List<InstanceEntity> purged =
                all.stream().filter(instance -> instance.purge() != null).toList();
        if (purged.isEmpty()) {
            return Optional.empty();
        }
        String words = purged.get(purged.size() - 1).purge().words();
        return Optional.of(
                purged.size() + " of " + all.size() + (all.size() == 1 ? " instance was " : " instances were ") + words
                        + "; send the study again to have it processed");
    }
}

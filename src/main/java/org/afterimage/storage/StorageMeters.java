package org.afterimage.storage;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** What is measured of what is kept: bytes and files by state, what was purged by which rule, and how many instances were refused for room. */
@ApplicationScoped
public class StorageMeters {
    private final MeterRegistry meters;
    private final MultiGauge bytes;
    private final MultiGauge files;
    private final Counter refused;

    /** For the container. */
    public StorageMeters(MeterRegistry meters) {
        this.meters = meters;
        this.bytes = MultiGauge.builder("afterimage.storage")
                .description("Bytes that are kept, received or derived, by the state of their study or job")
                .baseUnit("bytes")
                .register(meters);
        this.files = MultiGauge.builder("afterimage.storage.files")
                .description("Files that are kept, received or derived, by the state of their study or job")
                .register(meters);
        this.refused = Counter.builder("afterimage.receive.refused")
                .description("Instances that were refused since the disk has too little room")
                .tag("reason", "room")
                .register(meters);
    }

    /** What is kept now. */
    void kept(List<KeptFiles.Kept> kept) {
        bytes.register(
                kept.stream()
                        .map(one -> MultiGauge.Row.of(tags(one), one.bytes()))
                        .toList(),
                true);
        files.register(
                kept.stream()
                        .map(one -> MultiGauge.Row.of(tags(one), one.files()))
                        .toList(),
                true);
    }

    private static Tags tags(KeptFiles.Kept kept) {
        return Tags.of("kind", kept.kind().name(), "state", kept.state());
    }

    /** Something was purged. */
    void purged(Purgeable purged) {
        count(
                        "afterimage.purged.files",
                        "Files that were removed, by the entry of storage.keep that allowed it",
                        purged)
                .increment(purged.files());
        count("afterimage.purged", "Bytes that were removed, by the entry of storage.keep that allowed it", purged)
                .increment(purged.bytes());
    }

    private Counter count(String name, String description, Purgeable purged) {
        return Counter.builder(name)
                .description(description)
                .baseUnit(name.endsWith("files") ? null : "bytes")
                .tag("kind", purged.kind().name())
                .tag("rule", purged.rule())
                .register(meters);
    }

    /** An instance was refused since the disk has too little room. */
    public void refused() {
        refused.increment();
    }
}

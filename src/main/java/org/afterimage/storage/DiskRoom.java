package org.afterimage.storage;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.afterimage.node.NodeConfiguration;
import org.afterimage.node.NodeFolders;
import org.afterimage.node.StorageSettings;
import org.jboss.logging.Logger;

/**
 * The room on the disks under the spool and under the derived instances. It is asked before each instance, and so it looks at the disk itself
 * no more often than a few times a second.
 */
@ApplicationScoped
public class DiskRoom {
    private static final Logger LOG = Logger.getLogger(DiskRoom.class);
    private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final StorageSettings settings;
    private final Map<String, Path> folders;
    private List<Disk> disks = List.of();
    private long measuredAt;

    /** For the container. */
    public DiskRoom(NodeConfiguration configuration, NodeFolders folders, MeterRegistry meters) throws IOException {
        this.settings = configuration.node().storage();
        this.folders = Map.of("spool", folders.spool(), "derived", folders.derived());
        for (Path folder : this.folders.values()) {
            Files.createDirectories(folder);
        }
        measure();
        for (Disk disk : disks) {
            gauge(meters, "afterimage.disk.free", disk, "Bytes that the node may still write", Disk::free);
            gauge(meters, "afterimage.disk.total", disk, "Bytes of the disk", Disk::total);
        }
        Gauge.builder("afterimage.disk.level", () -> level().ordinal())
                .description("0: room enough, 1: below storage.warnBelow, 2: no instance is taken")
                .register(meters);
    }

    private void gauge(MeterRegistry meters, String name, Disk disk, String description, ToLongFunction<Disk> value) {
        Gauge.builder(name, () -> value.applyAsLong(now(disk)))
                .description(description)
                .baseUnit("bytes")
                .tag("folder", disk.folder())
                .register(meters);
    }

    /**
     * One disk.
     *
     * @param folder which of the node's folders lie on it
     * @param free bytes that this process may still write
     * @param total its size in bytes
     * @param level what the watermarks say
     * @param watermarks where they are
     */
    public record Disk(String folder, long free, long total, RoomLevel level, Watermarks watermarks) {}

    /** The disks as they are now. */
    public synchronized List<Disk> disks() {
        if (System.nanoTime() - measuredAt > FRESH_NANOS) {
            measure();
        }
        return disks;
    }

    /** The level of the disk that has the least room. */
    public RoomLevel level() {
        return disks().stream().map(Disk::level).max(RoomLevel::compareTo).orElse(RoomLevel.AMPLE);
    }

    /** Whether an instance may be taken. */
    public boolean takesInstances() {
        return level() != RoomLevel.FULL;
    }

    /** The level, from the disk itself and not from a moment ago. */
    synchronized RoomLevel measuredLevel() {
        measure();
        return level();
    }

    private Disk now(Disk disk) {
        return disks().stream()
                .filter(other -> other.folder().equals(disk.folder()))
                .findFirst()
                .orElse(disk);
    }

    private synchronized void measure() {
        measuredAt = System.nanoTime();
        List<Disk> measured = new ArrayList<>();
        List<FileStore> stores = new ArrayList<>();
        try {
            for (Map.Entry<String, Path> folder : folders.entrySet().stream()
                    .sorted(Map.Entry.<String, Path>comparingByKey().reversed())
                    .toList()) {
                FileStore store = Files.getFileStore(folder.getValue());
                if (!stores.contains(store)) {
                    stores.add(store);
                    measured.add(disk(folder.getKey(), store));
                }
            }
            disks = measured;
        } catch (IOException e) {
            // What was seen last still holds as well as anything; the disk itself refuses what it can't take.
            LOG.warnf("the room on the disk can't be measured: %s", e.getMessage());
        }
    }

    private Disk disk(String folder, FileStore store) throws IOException {
        long free = store.getUsableSpace();
        long total = store.getTotalSpace();
        Watermarks watermarks = Watermarks.of(settings, total);
        RoomLevel before = disks.stream()
                .filter(disk -> disk.folder().equals(folder))
                .map(Disk::level)
                .findFirst()
                .orElse(RoomLevel.AMPLE);
        return new Disk(folder, free, total, watermarks.level(before, free), watermarks);
    }
}

package org.afterimage.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.afterimage.storage.DiskRoom;

/** Where the watermarks of each disk lie, beside {@code afterimage.disk.free}. */
@ApplicationScoped
public class RoomMeters {
    private final DiskRoom room;
    private final MeterRegistry meters;

    /** For the container. */
    public RoomMeters(DiskRoom room, MeterRegistry meters) {
        this.room = room;
        this.meters = meters;
    }

    void start(@Observes StartupEvent event) {
        for (DiskRoom.Disk disk : room.disks()) {
            show(disk.folder(), "warn", disk.watermarks().warnBelow());
            show(disk.folder(), "refuse", disk.watermarks().refuseBelow());
        }
    }

    private void show(String folder, String mark, long bytes) {
        Gauge.builder("afterimage.disk.watermark", () -> bytes)
                .description("Free room below which purging begins early (warn), or no instance is taken (refuse)")
                .baseUnit("bytes")
                .tag("folder", folder)
                .tag("mark", mark)
                .register(meters);
    }
}

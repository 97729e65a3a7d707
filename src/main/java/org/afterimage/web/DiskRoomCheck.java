package org.afterimage.web;

import jakarta.enterprise.context.ApplicationScoped;
import org.afterimage.storage.DiskRoom;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready means that the disk has room for instances: below {@code storage.refuseBelow} the node is not, below {@code storage.warnBelow} it says
 * so. It is alive in both: a new start makes no room.
 */
@Readiness
@ApplicationScoped
public class DiskRoomCheck implements HealthCheck {
    private final DiskRoom room;

    /** For the container. */
    public DiskRoomCheck(DiskRoom room) {
        this.room = room;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("disk").withData("level", room.level().name());
        for (DiskRoom.Disk disk : room.disks()) {
            response.withData(disk.folder() + ".freeBytes", disk.free())
                    .withData(disk.folder() + ".totalBytes", disk.total());
        }
        return response.status(room.takesInstances()).build();
    }
}

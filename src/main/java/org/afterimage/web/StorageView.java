package org.afterimage.web;

import java.util.List;
import org.afterimage.storage.DiskRoom;
import org.afterimage.storage.KeptFiles;
import org.afterimage.storage.RoomLevel;

/** What is on disk, as {@code /api/storage} shows it. */
public record StorageView(
        RoomLevel level, List<DiskRoom.Disk> disks, List<KeptFiles.Kept> kept, KeptFiles.Purged purged) {}

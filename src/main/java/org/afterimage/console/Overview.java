package org.afterimage.console;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.afterimage.cluster.NodeRow;
import org.afterimage.storage.DiskRoom;
import org.afterimage.storage.RoomLevel;

/**
 * What the overview shows, as of a moment.
 *
 * @param at when it was read
 * @param day that it is on this machine, ISO 8601
 * @param week the day six days before, from which failures are counted, ISO 8601
 * @param today what has happened since midnight of this machine
 * @param hours studies received in each of the last 24 hours, oldest first
 * @param waiting jobs that have not ended, by state
 * @param failed how many jobs failed in the last seven days
 * @param failures these by reason, most first, as many reasons as are shown
 * @param held the outputs that have waited longest for a person
 * @param destinations all remotes of the configuration
 * @param machine disk, database, engine and nodes
 */
public record Overview(
        Instant at,
        String day,
        String week,
        Today today,
        List<Hour> hours,
        List<Waiting> waiting,
        long failed,
        List<Failure> failures,
        List<Held> held,
        List<DestinationState> destinations,
        Machine machine) {

    /**
     * Since midnight.
     *
     * @param studies received
     * @param receiving studies of which more is waited for
     * @param last when the last instance came; null for never
     * @param ended jobs that ended, by state
     */
    public record Today(long studies, long receiving, Instant last, List<Count> ended) {
        /** How many ended in a state. */
        public long ended(String state) {
            return ended.stream()
                    .filter(count -> count.name().equals(state))
                    .mapToLong(Count::count)
                    .sum();
        }

        /** How many came to their destination. */
        public long delivered() {
            return ended("SENT") + ended("CONFIRMED");
        }
    }

    /** How many of something. */
    public record Count(String name, long count) {}

    /** Studies of an hour, with the height of its bar from 0 to 40. */
    public record Hour(int place, String name, long studies, int height) {
        /** Left edge of its bar. */
        public int left() {
            return place * 10;
        }

        /** Upper edge of its bar. */
        public int top() {
            return 40 - height;
        }
    }

    /** Jobs in a state. */
    public record Waiting(String state, long count, Instant oldest) {}

    /** Jobs that failed for a reason, with the sentence of the last. */
    public record Failure(String code, long count, Instant last, long lastJob, String sentence) {}

    /** A held output. */
    public record Held(long job, String route, String sentence, Instant since) {}

    /**
     * A remote, and how it is.
     *
     * @param downSince since when deliveries wait for it; null when they don't
     * @param reason why it is down
     * @param answeredAt when it last answered; null when it was never asked, or did not answer the last time
     * @param waiting jobs that wait for it
     */
    public record DestinationState(
            String aeTitle, String description, Instant downSince, String reason, Instant answeredAt, long waiting) {
        /** Whether deliveries wait for it. */
        public boolean down() {
            return downSince != null;
        }

        /** Whether it answered the last time. */
        public boolean up() {
            return !down() && answeredAt != null;
        }
    }

    /**
     * What the node runs on.
     *
     * @param level of the disk with the least room
     * @param disks with their room
     * @param databaseMillis how long the database took for an answer
     * @param databaseBytes its size
     * @param ownDatabase whether the node started it itself
     * @param engine on which models run
     * @param models usable packages
     * @param refusedModels packages that can't be used
     * @param listening whether the DICOM port is open
     * @param port the DICOM port
     * @param nodes on this database
     * @param refusedConfiguration why the files that are there now are not in force
     */
    public record Machine(
            RoomLevel level,
            List<Disk> disks,
            double databaseMillis,
            long databaseBytes,
            boolean ownDatabase,
            String engine,
            int models,
            int refusedModels,
            boolean listening,
            int port,
            List<NodeRow> nodes,
            Optional<String> refusedConfiguration) {
        /** Why the files that are there are not in force; null when they are. */
        public String refused() {
            return refusedConfiguration.orElse(null);
        }
    }

    /** A disk, with how full it is. */
    public record Disk(String folder, long free, long total, String level, int usedPercent) {
        static Disk of(DiskRoom.Disk disk) {
            int used = disk.total() == 0 ? 0 : (int) (100 - 100 * disk.free() / disk.total());
            return new Disk(
                    disk.folder(), disk.free(), disk.total(), disk.level().name(), used);
        }
    }

    /** How many wait or are worked on. */
    public long open() {
        return waiting.stream().mapToLong(Waiting::count).sum();
    }

    /** How many failed within the week for reasons that are not shown. */
    public long failedOtherwise() {
        return Math.max(0, failed - failures.stream().mapToLong(Failure::count).sum());
    }

    /** How many destinations answered the last time. */
    public long destinationsUp() {
        return destinations.stream().filter(DestinationState::up).count();
    }

    /** Of how many destinations nobody knows. */
    public long destinationsUnknown() {
        return destinations.size() - destinationsUp() - destinationsDown();
    }

    /** How many destinations are down. */
    public long destinationsDown() {
        return destinations.stream().filter(DestinationState::down).count();
    }
}

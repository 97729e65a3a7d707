package org.afterimage.node;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * {@code storage} of {@code node.yaml}: what is kept on disk and for how long, and what happens when the disk fills.
 *
 * @param keep how long what ended is kept
 * @param keepWhenShort the same while room is below {@code warnBelow}; what is not named is as in {@code keep}
 * @param warnBelow free room below which the log warns and what may go is purged at once, 10% unless set
 * @param refuseBelow free room below which no instance is taken, 2% unless set
 * @param resumeAbove free room from which instances are taken again; halfway from {@code refuseBelow} to {@code warnBelow} unless set
 * @param purgeSeconds time between two looks for what may go, 60 unless set
 * @param purgeFiles files that one look removes at most, 2,000 unless set; the rest follows at once, with a pause
 * @param otherContent what is done with a known SOP Instance UID with other content, {@code keep-first} unless set
 */
public record StorageSettings(
        Keep keep,
        KeepWhenShort keepWhenShort,

        @Setting("free room on the disk, as 10% or 20GB, below which the log warns and what may go is purged at once")
        DiskShare warnBelow,

        @Setting("free room below which C-STORE is answered with A700H")
        DiskShare refuseBelow,

        @Setting("free room from which instances are taken again; halfway between the two unless set")
        DiskShare resumeAbove,

        @Setting("seconds between two looks for what may go")
        Integer purgeSeconds,

        @Setting("files that one look removes at most") Integer purgeFiles,

        @Setting("a known SOP Instance UID with other content: `keep-first`, `refuse` or `replace`")
        OtherContent otherContent) {
    /** Fills in defaults and refuses watermarks that are the wrong way round. */
    public StorageSettings {
        keep = Objects.requireNonNullElseGet(
                keep, () -> new Keep(null, null, null, null, null, null, null, null, null));
        keepWhenShort = Objects.requireNonNullElseGet(
                keepWhenShort, () -> new KeepWhenShort(null, null, null, null, null, null, null, null, null));
        warnBelow = Objects.requireNonNullElseGet(warnBelow, () -> new DiskShare("10%"));
        refuseBelow = Objects.requireNonNullElseGet(refuseBelow, () -> new DiskShare("2%"));
        if (warnBelow.isLessThan(refuseBelow)) {
            throw new IllegalArgumentException(
                    "storage.warnBelow is " + warnBelow + " and must not be less than refuseBelow, " + refuseBelow);
        }
        if (resumeAbove != null && resumeAbove.isLessThan(refuseBelow)) {
            throw new IllegalArgumentException(
                    "storage.resumeAbove is " + resumeAbove + " and must not be less than refuseBelow, " + refuseBelow);
        }
        purgeSeconds =
                NodeSettings.inRange("storage.purgeSeconds", Objects.requireNonNullElse(purgeSeconds, 60), 1, 86_400);
        purgeFiles =
                NodeSettings.inRange("storage.purgeFiles", Objects.requireNonNullElse(purgeFiles, 2_000), 1, 1_000_000);
        otherContent = Objects.requireNonNullElse(otherContent, OtherContent.KEEP_FIRST);
    }

    /** How long each is kept, by the name of what it is; while room is short, the shorter times of those that are named for that. */
    public Map<String, KeepTime> times(boolean roomIsShort) {
        Map<String, KeepTime> times = keep.times();
        if (roomIsShort) {
            keepWhenShort.times().forEach((name, time) -> {
                if (time != null) {
                    times.put(name, time);
                }
            });
        }
        return times;
    }

    /**
     * How long what ended is kept, counted from its end or from the last instance that came, whichever is later. Nothing that goes on has an
     * entry here.
     *
     * @param unrouted received instances of a study for which there is no job, 7 days unless set
     * @param confirmed jobs whose destination has confirmed, 14 days unless set
     * @param sent jobs that ended as sent and not confirmed, forever unless set
     * @param shadowed jobs of a route in shadow mode, 90 days unless set
     * @param skipped jobs that were left out on purpose, 14 days unless set
     * @param held outputs that wait for a person, forever unless set
     * @param rejected outputs that a person has rejected, 90 days unless set
     * @param failed jobs that were given up, 90 days unless set
     * @param cancelled jobs that a person has called off, 30 days unless set
     */
    public record Keep(
            @Setting("received instances of a study without a job: 14d, 36h, 90m, 30s or forever")
            KeepTime unrouted,

            @Setting("files of jobs whose destination has confirmed")
            KeepTime confirmed,

            @Setting("files of jobs that ended as sent and not confirmed")
            KeepTime sent,

            @Setting("files of jobs of a route in shadow mode")
            KeepTime shadowed,

            @Setting("files of jobs that were left out on purpose")
            KeepTime skipped,

            @Setting("files of outputs that wait for a person")
            KeepTime held,

            @Setting("files of outputs that a person has rejected")
            KeepTime rejected,

            @Setting("files of jobs that were given up") KeepTime failed,

            @Setting("files of jobs that a person has called off")
            KeepTime cancelled) {
        /** Fills in defaults. */
        public Keep {
            unrouted = Objects.requireNonNullElseGet(unrouted, () -> new KeepTime("7d"));
            confirmed = Objects.requireNonNullElseGet(confirmed, () -> new KeepTime("14d"));
            sent = Objects.requireNonNullElse(sent, KeepTime.FOREVER);
            shadowed = Objects.requireNonNullElseGet(shadowed, () -> new KeepTime("90d"));
            skipped = Objects.requireNonNullElseGet(skipped, () -> new KeepTime("14d"));
            held = Objects.requireNonNullElse(held, KeepTime.FOREVER);
            rejected = Objects.requireNonNullElseGet(rejected, () -> new KeepTime("90d"));
            failed = Objects.requireNonNullElseGet(failed, () -> new KeepTime("90d"));
            cancelled = Objects.requireNonNullElseGet(cancelled, () -> new KeepTime("30d"));
        }

        private Map<String, KeepTime> times() {
            return named(unrouted, confirmed, sent, shadowed, skipped, held, rejected, failed, cancelled);
        }
    }

    /**
     * The times of {@link Keep} that are others while room is short.
     *
     * @param unrouted see {@link Keep}; so are the others
     */
    public record KeepWhenShort(
            @Setting("as storage.keep, while room is below warnBelow")
            KeepTime unrouted,

            @Setting("the same") KeepTime confirmed,
            @Setting("the same") KeepTime sent,
            @Setting("the same") KeepTime shadowed,
            @Setting("the same") KeepTime skipped,
            @Setting("the same") KeepTime held,
            @Setting("the same") KeepTime rejected,
            @Setting("the same") KeepTime failed,
            @Setting("the same") KeepTime cancelled) {
        private Map<String, KeepTime> times() {
            return named(unrouted, confirmed, sent, shadowed, skipped, held, rejected, failed, cancelled);
        }
    }

    private static Map<String, KeepTime> named(KeepTime... times) {
        String[] names = {
            "UNROUTED", "CONFIRMED", "SENT", "SHADOWED", "SKIPPED", "HELD", "REJECTED", "FAILED", "CANCELLED"
        };
        Map<String, KeepTime> named = new LinkedHashMap<>();
        for (int i = 0; i < names.length; i++) {
            named.put(names[i], times[i]);
        }
        return named;
    }
}

package org.afterimage.provenance.story;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A story in plain words, line by line. */
public final class StoryWords {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT);

    private StoryWords() {}

    /** Tells it. */
    public static List<String> lines(DerivedStory story) {
        List<String> lines = new ArrayList<>();
        lines.add("Instance " + story.sopInstanceUid());
        lines.add("  is synthetic: "
                + (story.job().node() == null ? "this node" : story.job().node()) + " made it on "
                + time(story.madeAt()) + " in job " + story.job().id() + ", by route "
                + story.job().route() + ".");
        lines.add("  It belongs to derived series " + story.seriesNumber() + ", " + story.seriesInstanceUid()
                + (story.role() == null ? "" : ", role " + story.role()) + ".");
        configuration(story.job().configuration(), lines);
        made(story, lines);
        sources(story, lines);
        gates(story, lines);
        story.reviews()
                .forEach(review -> lines.add("  " + review.person() + " decided on " + time(review.decidedAt()) + ": "
                        + review.decision().toLowerCase(Locale.ROOT) + ". Reason: " + review.reason()));
        deliveries(story.deliveries(), story.job().destination(), lines);
        retraction(story.retraction(), lines);
        lines.add("  Its job is " + story.job().state()
                + (story.job().reason() == null ? "." : ": " + story.job().reason()));
        lines.add("  File SHA-256 " + story.sha256() + ".");
        if (story.pixelSha256() != null) {
            lines.add("  Pixels SHA-256 " + story.pixelSha256() + ", made from pixels " + story.sourcePixelSha256()
                    + ".");
        }
        return lines;
    }

    private static void configuration(DerivedStory.Configuration version, List<String> lines) {
        if (version != null) {
            lines.add("  Its route decided under configuration version " + version.version() + " of " + version.node()
                    + ", in force since " + time(version.takenAt()) + " by " + version.person() + " ("
                    + version.origin().toLowerCase(Locale.ROOT) + "), SHA-256 " + version.digest() + ".");
        }
    }

    private static void made(DerivedStory story, List<String> lines) {
        DerivedStory.Model model = story.model();
        lines.add("  Model " + model.id() + " " + model.version() + " (" + model.title() + "), weights SHA-256 "
                + model.sha256() + ".");
        lines.add("  Engine " + story.job().engine()
                + (story.algorithm() == null
                        ? "."
                        : ", code " + story.algorithm() + ", parameters SHA-256 " + story.parameterDigest() + "."));
    }

    private static void sources(DerivedStory story, List<String> lines) {
        lines.add("  Made from " + story.sources().size()
                + (story.sources().size() == 1 ? " received instance:" : " received instances:"));
        for (DerivedStory.Source source : story.sources()) {
            lines.add("    " + source.sopInstanceUid() + ", sent by " + source.callingAeTitle() + " (" + source.peer()
                    + ") to " + source.calledAeTitle() + " on " + time(source.receivedAt()));
        }
    }

    private static void gates(DerivedStory story, List<String> lines) {
        Map<String, Integer> verdicts = new LinkedHashMap<>();
        story.gates().forEach(gate -> verdicts.merge(gate.verdict(), 1, Integer::sum));
        lines.add("  Checks of the result: " + (verdicts.isEmpty() ? "none recorded." : verdicts + "."));
        for (DerivedStory.Gate gate : story.gates()) {
            lines.add("    " + gate.verdict() + " " + gate.gate() + ": " + gate.measured() + " (" + gate.bound() + ") "
                    + gate.sentence());
        }
    }

    private static void deliveries(List<DerivedStory.Delivery> deliveries, String destination, List<String> lines) {
        if (deliveries.isEmpty()) {
            lines.add("  It was sent nowhere; its destination is " + destination + ".");
        }
        for (DerivedStory.Delivery delivery : deliveries) {
            lines.add("  Sent to " + delivery.destination() + " on " + time(delivery.attemptedAt()) + ": "
                    + delivery.outcome() + ", " + delivery.message() + ".");
        }
    }

    private static void retraction(DerivedStory.Retraction retraction, List<String> lines) {
        if (retraction == null) {
            return;
        }
        lines.add("  WITHDRAWN by " + retraction.person() + " on " + time(retraction.decidedAt()) + ", in retraction "
                + retraction.id() + " (" + retraction.selection() + "). Reason: " + retraction.reason());
        for (DerivedStory.Note note : retraction.notes()) {
            lines.add("    " + note.destination() + " is told by rejection note " + note.sopInstanceUid() + ", job "
                    + note.jobId() + " " + note.state()
                    + (note.stateReason() == null ? "." : ": " + note.stateReason()));
        }
    }

    /** Tells that of a rejection note. */
    public static List<String> lines(NoteStory note) {
        List<String> lines = new ArrayList<>();
        lines.add("Instance " + note.sopInstanceUid());
        lines.add("  is a rejection note, made on " + time(note.madeAt()) + " for " + note.destination() + " in job "
                + note.jobId() + ", which is " + note.state()
                + (note.stateReason() == null ? "." : ": " + note.stateReason()));
        lines.add("  " + note.person() + " withdrew what it lists on " + time(note.decidedAt()) + ", in retraction "
                + note.retraction() + " (" + note.selection() + "). Reason: " + note.reason());
        lines.add("  It lists " + note.rejected().size()
                + (note.rejected().size() == 1 ? " instance" : " instances") + " of study " + note.studyInstanceUid()
                + ":");
        note.rejected().forEach(uid -> lines.add("    " + uid));
        deliveries(note.deliveries(), note.destination(), lines);
        lines.add("  File SHA-256 " + note.sha256() + ".");
        return lines;
    }

    private static String time(OffsetDateTime time) {
        return TIME.format(time.withOffsetSameInstant(ZoneOffset.UTC));
    }
}

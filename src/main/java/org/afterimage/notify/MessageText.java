package org.afterimage.notify;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.afterimage.node.Occasion;

/**
 * Writes one message of all that happened: counted, with the first of each kind by name.
 *
 * @param node which node tells it
 * @param console address of the console, for links; empty for none
 * @param patientData whether studies and patients are named, and the sentences of jobs, which may name them
 */
record MessageText(String node, String console, boolean patientData) {
    private static final int LISTED = 20;
    private static final int LONGEST_TITLE = 200;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss z");

    /** Its title in one line. */
    String title(List<Happened> all) {
        List<String> clauses = new ArrayList<>();
        byKind(all).forEach((kind, some) -> clauses.add(clause(kind, some)));
        String title = "[Afterimage " + node + "] " + String.join("; ", clauses);
        return title.length() <= LONGEST_TITLE ? title : title.substring(0, LONGEST_TITLE - 1) + "…";
    }

    /** Its text, for an e-mail. */
    String text(List<Happened> all) {
        StringBuilder text = new StringBuilder();
        byKind(all).forEach((kind, some) -> {
            text.append(sentence(clause(kind, some))).append('\n');
            groups(some)
                    .forEach((group, count) -> text.append("  ")
                            .append(count)
                            .append(" × ")
                            .append(group)
                            .append('\n'));
            some.stream()
                    .limit(LISTED)
                    .forEach(one -> text.append("  ").append(line(one)).append('\n'));
            if (some.size() > LISTED) {
                text.append("  and ").append(some.size() - LISTED).append(" more\n");
            }
            if (!console.isEmpty()) {
                text.append("  ").append(console).append(page(kind)).append('\n');
            }
            text.append('\n');
        });
        return text.append("Sent by the Afterimage node ")
                .append(node)
                .append(".\n")
                .toString();
    }

    /** Its JSON, for a webhook; {@code text} alone is enough for a chat. */
    String json(List<Happened> all, Instant now) {
        ObjectNode root = JSON.createObjectNode();
        root.put("type", "afterimage.notification").put("node", node).put("at", now.toString());
        root.put("title", title(all)).put("text", title(all) + "\n\n" + text(all));
        ArrayNode occasions = root.putArray("occasions");
        byKind(all).forEach((kind, some) -> {
            ObjectNode occasion = occasions.addObject();
            occasion.put("kind", kind.word()).put("count", some.size());
            occasion.put("first", some.get(0).at().toString());
            occasion.put("last", some.get(some.size() - 1).at().toString());
            ArrayNode listed = occasion.putArray("listed");
            some.stream().limit(LISTED).forEach(one -> entry(listed.addObject(), one));
            if (!console.isEmpty()) {
                occasion.put("link", console + page(kind));
            }
        });
        return root.toString();
    }

    private void entry(ObjectNode entry, Happened one) {
        entry.put("at", one.at().toString()).put("over", one.over());
        if (one.job().isEmpty()) {
            entry.put("subject", one.subject()).put("sentence", one.sentence());
            return;
        }
        Happened.Job job = one.job().get();
        entry.put("job", job.id()).put("route", job.route()).put("model", job.model());
        entry.put("destination", job.destination()).put("reasonCode", job.reasonCode());
        if (patientData) {
            Happened.Study study = job.study();
            entry.put("sentence", one.sentence()).put("studyInstanceUid", study.studyInstanceUid());
            entry.put("patientId", study.patientId()).put("patientName", study.patientName());
            entry.put("accessionNumber", study.accessionNumber());
        }
    }

    private static Map<Occasion, List<Happened>> byKind(List<Happened> all) {
        Map<Occasion, List<Happened>> kinds = new EnumMap<>(Occasion.class);
        all.forEach(one ->
                kinds.computeIfAbsent(one.kind(), any -> new ArrayList<>()).add(one));
        return kinds;
    }

    private static String clause(Occasion kind, List<Happened> some) {
        int count = some.size();
        return switch (kind) {
            case JOB_FAILED -> count == 1 ? "1 job failed" : count + " jobs failed";
            case OUTPUT_HELD -> count == 1 ? "1 output waits for a person" : count + " outputs wait for a person";
            case DESTINATION_DOWN -> states(some, "is down", "is up again");
            case DISK_SHORT -> states(some, "is short of room", "has room again");
            case DATABASE_AWAY -> states(some, "lost its database", "has its database again");
            case GATE_WARNINGS -> states(some, "draws many warnings of gates", "draws few warnings again");
        };
    }

    /** The last that is known of each subject. */
    private static String states(List<Happened> some, String began, String ended) {
        Map<String, Boolean> over = new LinkedHashMap<>();
        some.forEach(one -> over.put(one.subject(), one.over()));
        List<String> states = new ArrayList<>();
        over.forEach((subject, isOver) -> states.add(subject + " " + (isOver ? ended : began)));
        return String.join(", ", states);
    }

    /** How many jobs of which route, for which reason; of a single job its line says it. */
    private static Map<String, Integer> groups(List<Happened> some) {
        Map<String, Integer> groups = new LinkedHashMap<>();
        for (Happened one : some) {
            one.job()
                    .ifPresent(job -> groups.merge(
                            "route " + job.route() + (job.reasonCode().isEmpty() ? "" : ", " + job.reasonCode()),
                            1,
                            Integer::sum));
        }
        return some.size() > 1 ? groups : Map.of();
    }

    private String line(Happened one) {
        String time = TIME.format(one.at().atZone(ZoneId.systemDefault())) + "  ";
        if (one.job().isEmpty()) {
            return time + one.sentence();
        }
        Happened.Job job = one.job().get();
        StringBuilder line = new StringBuilder(time)
                .append("job ")
                .append(job.id())
                .append(", route ")
                .append(job.route())
                .append(" to ")
                .append(job.destination());
        if (!job.reasonCode().isEmpty()) {
            line.append(", ").append(job.reasonCode());
        }
        if (patientData) {
            Happened.Study study = job.study();
            line.append(": ").append(one.sentence()).append(" Patient ").append(study.patientName());
            line.append(" (").append(study.patientId()).append("), accession number ");
            line.append(study.accessionNumber()).append(", study ").append(study.studyInstanceUid());
        }
        return line.toString();
    }

    private static String sentence(String clause) {
        return Character.toUpperCase(clause.charAt(0)) + clause.substring(1) + ":";
    }

    private static String page(Occasion kind) {
        return switch (kind) {
            case JOB_FAILED -> "/jobs?state=FAILED";
            case OUTPUT_HELD -> "/held";
            case GATE_WARNINGS -> "/models";
            case DESTINATION_DOWN, DISK_SHORT, DATABASE_AWAY -> "/";
        };
    }
}

package org.afterimage.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A series of a study, and what each route decided on it, clause by clause.
 *
 * @param series the series
 * @param decisions of the routes
 */
public record SeriesDecisions(Series series, List<Decision> decisions) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * A received series.
     *
     * @param id its row
     * @param seriesInstanceUid Series Instance UID
     * @param modality Modality
     * @param seriesNumber Series Number; null for none
     * @param description Series Description
     * @param routing in words: which route took it, or why none did
     * @param instances how many were received
     */
    public record Series(
            long id,
            String seriesInstanceUid,
            String modality,
            Integer seriesNumber,
            String description,
            String routing,
            int instances) {}

    /** What a route decided. */
    public record Decision(String route, boolean taken, String sentence, List<Clause> clauses) {
        /** With its clauses as they are stored. */
        static Decision of(String route, boolean taken, String sentence, String json) {
            return new Decision(route, taken, sentence, SeriesDecisions.clauses(json));
        }
    }

    /**
     * What a clause of it made of the series.
     *
     * @param clause as {@code routes.yaml} has it
     * @param held whether it holds
     * @param result by name
     * @param sentence why it does not
     * @param looked what it looked at, and what was there
     */
    public record Clause(String clause, boolean held, String result, String sentence, String looked) {}

    private static List<Clause> clauses(String json) {
        try {
            List<Map<String, Object>> stored = JSON.readValue(json, new TypeReference<>() {});
            return stored.stream().map(SeriesDecisions::clause).toList();
        } catch (JsonProcessingException e) {
            return List.of(); // an old form; the sentence still says why
        }
    }

    private static Clause clause(Map<String, Object> stored) {
        String result = text(stored, "result");
        String looked = stored.get("values") instanceof Map<?, ?> values
                ? values.entrySet().stream()
                        .map(entry -> entry.getKey() + " = " + entry.getValue())
                        .collect(Collectors.joining(", "))
                : "";
        return new Clause(text(stored, "clause"), result.equals("HELD"), result, text(stored, "sentence"), looked);
    }

    private static String text(Map<String, Object> stored, String name) {
        return stored.get(name) == null ? "" : stored.get(name).toString();
    }
}

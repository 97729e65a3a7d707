package org.afterimage.bench.dependencies;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** How bad it is, from what nobody has rated to the worst. */
enum Severity {
    UNRATED,
    LOW,
    MODERATE,
    HIGH,
    CRITICAL;

    private static final Map<String, Double> WEIGHTS = Map.ofEntries(
            Map.entry("AV:N", 0.85),
            Map.entry("AV:A", 0.62),
            Map.entry("AV:L", 0.55),
            Map.entry("AV:P", 0.2),
            Map.entry("AC:L", 0.77),
            Map.entry("AC:H", 0.44),
            Map.entry("UI:N", 0.85),
            Map.entry("UI:R", 0.62),
            Map.entry("C:H", 0.56),
            Map.entry("C:L", 0.22),
            Map.entry("C:N", 0.0),
            Map.entry("I:H", 0.56),
            Map.entry("I:L", 0.22),
            Map.entry("I:N", 0.0),
            Map.entry("A:H", 0.56),
            Map.entry("A:L", 0.22),
            Map.entry("A:N", 0.0));

    /** That of an advisory: the word of who reviewed it, else by its CVSS 3 vector. */
    static Severity of(JsonNode advisory) {
        String word =
                advisory.path("database_specific").path("severity").asText("").toUpperCase(Locale.ROOT);
        for (Severity severity : values()) {
            if (severity.name().equals(word) || (severity == MODERATE && word.equals("MEDIUM"))) {
                return severity;
            }
        }
        Severity worst = UNRATED;
        for (JsonNode rated : advisory.path("severity")) {
            if (rated.path("type").asText().equals("CVSS_V3")) {
                Severity found = ofScore(cvss3(rated.path("score").asText()));
                worst = found.compareTo(worst) > 0 ? found : worst;
            }
        }
        return worst;
    }

    private static Severity ofScore(double score) {
        if (score >= 9) {
            return CRITICAL;
        }
        return score >= 7 ? HIGH : score >= 4 ? MODERATE : score > 0 ? LOW : UNRATED;
    }

    /**
     * The base score of a vector (CVSS 3.1 specification, 7.1); 0 for one that is incomplete.
     *
     * @param vector such as {@code CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H}
     */
    static double cvss3(String vector) {
        Map<String, String> metrics = new HashMap<>();
        for (String part : vector.split("/")) {
            String[] pair = part.split(":", 2);
            metrics.put(pair[0], pair.length == 2 ? pair[1] : "");
        }
        boolean changed = "C".equals(metrics.get("S"));
        double impact = 1 - (1 - weight(metrics, "C")) * (1 - weight(metrics, "I")) * (1 - weight(metrics, "A"));
        impact = changed ? 7.52 * (impact - 0.029) - 3.25 * Math.pow(impact - 0.02, 15) : 6.42 * impact;
        double exploitability = 8.22
                * weight(metrics, "AV")
                * weight(metrics, "AC")
                * privileges(metrics.getOrDefault("PR", ""), changed)
                * weight(metrics, "UI");
        if (impact <= 0 || exploitability <= 0) {
            return 0;
        }
        return roundedUp(Math.min(10, (changed ? 1.08 : 1) * (impact + exploitability)));
    }

    private static double weight(Map<String, String> metrics, String metric) {
        return WEIGHTS.getOrDefault(metric + ":" + metrics.get(metric), 0.0);
    }

    private static double privileges(String required, boolean changed) {
        return switch (required) {
            case "N" -> 0.85;
            case "L" -> changed ? 0.68 : 0.62;
            case "H" -> changed ? 0.5 : 0.27;
            default -> 0;
        };
    }

    /** To one place, upwards, in whole numbers as the specification has it (its appendix A). */
    private static double roundedUp(double score) {
        long scaled = Math.round(score * 100_000);
        return scaled % 10_000 == 0 ? scaled / 100_000.0 : (Math.floorDiv(scaled, 10_000) + 1) / 10.0;
    }
}

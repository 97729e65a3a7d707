package org.afterimage.bench.dependencies;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An advisory in the Open Source Vulnerability format.
 *
 * @param id of it, and in brackets its CVE
 * @param summary in a line
 * @param severity of it
 * @param affected which versions of which packages
 */
record Advisory(String id, String summary, Severity severity, List<Affected> affected) {

    /** Reads one; empty where it was withdrawn. */
    static Optional<Advisory> of(JsonNode json) {
        if (json.hasNonNull("withdrawn")) {
            return Optional.empty();
        }
        String id = json.path("id").asText();
        for (JsonNode alias : json.path("aliases")) {
            if (alias.asText().startsWith("CVE-")) {
                id += " (" + alias.asText() + ")";
            }
        }
        List<Affected> affected = new ArrayList<>();
        json.path("affected").forEach(one -> affected.add(Affected.of(one)));
        return Optional.of(new Advisory(id, json.path("summary").asText(), Severity.of(json), List.copyOf(affected)));
    }
}

package org.afterimage.bench.dependencies;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A bill of materials: what is in it, and by which way each came in.
 *
 * @param components each with the names on the way to it, its own last; without those that lead through nothing
 */
record BillOfMaterials(Map<Component, List<String>> components) {

    /** Reads a bill in CycloneDX's JSON. */
    static BillOfMaterials read(Path file) throws IOException {
        JsonNode bill = new ObjectMapper().readTree(file.toFile());
        if (!bill.path("bomFormat").asText().equals("CycloneDX")) {
            throw new IOException(file + " is no CycloneDX bill of materials in JSON.");
        }
        Map<String, String> cameBy = parents(bill);
        Map<Component, List<String>> components = new LinkedHashMap<>();
        for (JsonNode component : bill.path("components")) {
            List<String> way = way(component.path("bom-ref").asText(), cameBy);
            Component.of(component.path("purl").asText()).forEach(named -> components.put(named, way));
        }
        return new BillOfMaterials(components);
    }

    /**
     * Adds what was packed and is not in the bill, such as what the build itself brings in.
     *
     * @param file Quarkus' list of what it packed: {@code group:artifact:classifier:type:version} a line
     */
    BillOfMaterials withPacked(Path file) throws IOException {
        Map<Component, List<String>> all = new LinkedHashMap<>(components);
        for (String line : Files.readAllLines(file)) {
            String[] parts = line.strip().split(":", -1);
            if (parts.length == 5) {
                Component packed = new Component("Maven", parts[0] + ":" + parts[1], parts[4]);
                all.putIfAbsent(packed, List.of("brought in by the build", parts[1]));
            }
        }
        return new BillOfMaterials(all);
    }

    /** Who brought in each reference first, seen from the root in breadth: the shortest way. */
    private static Map<String, String> parents(JsonNode bill) {
        Map<String, JsonNode> dependsOn = new HashMap<>();
        bill.path("dependencies").forEach(one -> dependsOn.put(one.path("ref").asText(), one.path("dependsOn")));
        Map<String, String> cameBy = new HashMap<>();
        Deque<String> open = new ArrayDeque<>();
        String root = bill.path("metadata").path("component").path("bom-ref").asText();
        cameBy.put(root, "");
        open.add(root);
        while (!open.isEmpty()) {
            String from = open.remove();
            for (JsonNode to : dependsOn.getOrDefault(from, MissingNode.getInstance())) {
                if (cameBy.putIfAbsent(to.asText(), from) == null) {
                    open.add(to.asText());
                }
            }
        }
        return cameBy;
    }

    private static List<String> way(String reference, Map<String, String> cameBy) {
        List<String> way = new ArrayList<>();
        for (String at = reference; at != null && !at.isEmpty(); at = cameBy.get(at)) {
            way.add(at.replaceFirst("^pkg:[^/]+/", "")
                    .replaceFirst("^[^/@]+/", "")
                    .replaceFirst("[@?].*", ""));
        }
        Collections.reverse(way);
        return way;
    }
}

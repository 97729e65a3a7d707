package org.afterimage.bench.dependencies;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Goes through advisories in OSV's format, one file each, in a folder or in a zip file, and keeps what concerns a bill of materials. */
final class Advisories {
    private final ObjectMapper json = new ObjectMapper();
    private final BillOfMaterials bill;
    private final List<Match> matches = new ArrayList<>();
    private int read;

    Advisories(BillOfMaterials bill) {
        this.bill = bill;
    }

    /** Reads all of them. */
    void readAll(Path folderOrZip) throws IOException {
        if (Files.isDirectory(folderOrZip)) {
            try (var files = Files.walk(folderOrZip)) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".json")).toList()) {
                    try (InputStream bytes = Files.newInputStream(file)) {
                        read(file.toString(), bytes);
                    }
                }
            }
            return;
        }
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(folderOrZip))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().endsWith(".json")) {
                    read(entry.getName(), zip);
                }
            }
        }
    }

    private void read(String name, InputStream bytes) throws IOException {
        JsonNode document;
        try {
            document = json.readTree(bytes.readAllBytes());
        } catch (IOException e) {
            throw new IOException(name + " is no JSON: " + e.getMessage(), e);
        }
        if (!document.hasNonNull("id") || !document.path("affected").isArray()) {
            return; // something else that lies there
        }
        read++;
        Advisory.of(document).ifPresent(this::match);
    }

    private void match(Advisory advisory) {
        for (Affected affected : advisory.affected()) {
            for (Map.Entry<Component, List<String>> entry : bill.components().entrySet()) {
                if (affected.concerns(entry.getKey())) {
                    matches.add(new Match(
                            advisory,
                            entry.getKey(),
                            affected.fixedAfter(entry.getKey().version()),
                            entry.getValue()));
                }
            }
        }
    }

    /** How many were read. */
    int read() {
        return read;
    }

    /** What was found, the worst first. */
    List<Match> matches() {
        return matches.stream()
                .distinct()
                .sorted(Comparator.comparing((Match match) -> match.advisory().severity())
                        .reversed()
                        .thenComparing(match -> match.component().name())
                        .thenComparing(match -> match.advisory().id()))
                .toList();
    }
}

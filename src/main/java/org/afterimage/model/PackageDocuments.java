package org.afterimage.model;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a package holds for people beside its network: the card, the licence's text, and the metadata of a MONAI Bundle. */
final class PackageDocuments {

    private static final String CARD = "MODEL_CARD.md";
    private static final String LICENCE = "LICENSE";
    private static final String METADATA = "configs/metadata.json";

    private PackageDocuments() {}

    /**
     * Checks that they are there and speak of the same version as the manifest.
     *
     * @throws InvalidManifestException if one is absent or empty, or the metadata are of another version
     * @throws IOException if the metadata cannot be read
     */
    static void require(Path folder, ModelManifest manifest) throws IOException {
        for (String name : new String[] {CARD, LICENCE, METADATA}) {
            Path file = folder.resolve(name);
            if (!Files.isRegularFile(file) || Files.size(file) == 0) {
                throw new InvalidManifestException("", "there is no " + name + " in this folder, or it is empty");
            }
        }
        String version = versionIn(folder.resolve(METADATA));
        if (!version.equals(manifest.version())) {
            throw new InvalidManifestException(
                    "version", "is '" + manifest.version() + "', but " + METADATA + " says '" + version + "'");
        }
    }

    private static String versionIn(Path metadata) throws IOException {
        try {
            return new ObjectMapper()
                    .readTree(Files.readString(metadata))
                    .path("version")
                    .asText();
        } catch (JacksonException e) {
            throw new InvalidManifestException("", METADATA + " is not readable JSON");
        }
    }
}

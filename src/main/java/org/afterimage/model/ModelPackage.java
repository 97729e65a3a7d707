package org.afterimage.model;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A model package whose manifest was read and whose network was found to have the digest that the manifest gives.
 *
 * @param folder the package's folder
 * @param manifest what the package says of itself
 * @param onnx the network's file
 * @param sha256 digest of that file, 64 lower-case hexadecimal digits
 */
public record ModelPackage(Path folder, ModelManifest manifest, Path onnx, String sha256) {

    /** The package's name and version, for people and logs: {@code chest-bone-suppression 0.3.0}. */
    public String displayName() {
        return manifest.id() + " " + manifest.version();
    }

    /** The checking network, as a package that an engine loads. */
    public Optional<ModelPackage> checker() {
        return manifest.ofChecker()
                .map(checking -> new ModelPackage(
                        folder,
                        checking,
                        folder.resolve(checking.model().file()).normalize(),
                        checking.model().sha256()));
    }
}

package org.afterimage.infer;

import java.io.IOException;
import java.nio.file.Files;
import org.afterimage.model.ModelPackage;
import org.afterimage.model.Sha256;

/** The bytes of a package's network. */
final class NetworkFile {

    private NetworkFile() {}

    /**
     * Reads the file and digests it again, so that what runs is what the manifest pins.
     *
     * @throws InferenceException if the file is gone or has changed
     */
    static byte[] read(ModelPackage model) throws InferenceException {
        byte[] network;
        try {
            network = Files.readAllBytes(model.onnx());
        } catch (IOException e) {
            throw new InferenceException(
                    "The network of " + model.displayName() + " cannot be read: " + e.getMessage(), e);
        }
        if (!Sha256.of(network).equals(model.sha256())) {
            throw new InferenceException("The file " + model.onnx() + " has changed since the catalogue was read; "
                    + model.displayName() + " is not loaded");
        }
        return network;
    }
}

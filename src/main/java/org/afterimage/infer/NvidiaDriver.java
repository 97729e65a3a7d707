package org.afterimage.infer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Whether this machine has an NVIDIA GPU with its driver, told from the driver's device files. Asking the driver's library instead would load
 * native code, and TensorRT ends a process that has no driver.
 *
 * @param root folder that takes the place of {@code /}
 */
public record NvidiaDriver(Path root) {

    /** The driver's device on Linux, and that of Linux inside Windows. */
    private static final List<String> DEVICES = List.of("dev/nvidiactl", "dev/dxg");

    /** The driver of this machine. */
    public static NvidiaDriver ofThisMachine() {
        return new NvidiaDriver(Path.of("/"));
    }

    /** Why no GPU can be used, without a full stop; empty when there may be one. */
    public Optional<String> absent() {
        if (DEVICES.stream().map(root::resolve).anyMatch(Files::exists)) {
            return Optional.empty();
        }
        return Optional.of("this machine shows no NVIDIA GPU with a driver: there is neither /" + DEVICES.get(0)
                + " nor /" + DEVICES.get(1));
    }
}

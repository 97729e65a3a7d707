package org.afterimage.testing;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** dicom3tools' validators. */
public final class Validator {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private Validator() {}

    /**
     * What dciodvfy calls an error in a file. Debian's build of 2022 does not know Synthetic Data (0008,001C), added to the standard later:
     * that one line is not counted.
     */
    public static List<String> errors(Path file) {
        return lines(ProcessPeer.run(
                        file.toAbsolutePath().getParent(), LIMIT, "dciodvfy", "-new", file.toAbsolutePath()))
                .stream()
                .filter(line -> line.startsWith("Error"))
                .filter(line -> !(line.contains("(0x0008,0x001c)")
                        || line.contains("(0008,001c)")
                        || line.contains("(0008,001C)")))
                .toList();
    }

    /** All that dcentvfy says of several files of a study; nothing when they are consistent. */
    public static List<String> inconsistencies(Path folder, List<Path> files) {
        Object[] arguments = files.stream().map(Path::toAbsolutePath).toArray();
        return lines(ProcessPeer.run(folder, LIMIT, "dcentvfy", arguments)).stream()
                .filter(line -> !line.isBlank())
                .toList();
    }

    private static List<String> lines(ProcessPeer.Result result) {
        return Arrays.asList(result.output().split("\n"));
    }
}

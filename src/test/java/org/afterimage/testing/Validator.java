package org.afterimage.testing;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** dicom3tools' validators. */
public final class Validator {
    private static final String SYNTHETIC_DATA_UNKNOWN =
            "Error - </(0008,001c)> - Attribute with an even group number is" + " not a recognized standard attribute";
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
                .filter(line -> !line.strip().equals(SYNTHETIC_DATA_UNKNOWN))
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

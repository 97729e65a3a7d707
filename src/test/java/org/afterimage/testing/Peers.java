package org.afterimage.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.opentest4j.TestAbortedException;

/**
 * The programs of others that this project is tested against. Where one is not installed, its tests are skipped aloud;
 * with the system property {@code peers.required=true} they fail instead.
 */
public final class Peers {

    private static final Map<String, List<String>> PROGRAMS_OF_PACKAGES = Map.of(
            "dcmtk",
                    List.of(
                            "echoscu",
                            "storescu",
                            "storescp",
                            "dcmqrscp",
                            "dcmdump",
                            "dcmconv",
                            "dcmdjpeg",
                            "dcmcrle",
                            "dcmdrle",
                            "dcmcjpeg",
                            "dcmcjpls",
                            "dcmdjpls",
                            "dump2dcm",
                            "dcm2pnm",
                            "dsrdump"),
            "openjph-tools", List.of("ojph_compress", "ojph_expand"),
            "dicom3tools", List.of("dciodvfy", "dcentvfy"),
            "libgdcm-tools", List.of("gdcmconv"),
            "orthanc", List.of("Orthanc"),
            "python3-aiosmtpd", List.of("aiosmtpd"));

    private Peers() {}

    /**
     * Finds a program on the path.
     *
     * @param program its name
     * @return where it is
     * @throws TestAbortedException when it is not installed, which skips the test
     * @throws AssertionError when it is not installed although {@code peers.required=true}
     */
    public static Path require(String program) {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> absent(program));
    }

    /**
     * Finds a file that a package of others installs, such as a plugin.
     *
     * @param file where Debian puts it
     * @param debianPackage whose it is
     * @throws TestAbortedException when it is not installed, which skips the test
     * @throws AssertionError when it is not installed although {@code peers.required=true}
     */
    public static Path requireFile(Path file, String debianPackage) {
        if (Files.isRegularFile(file)) {
            return file;
        }
        throw absent(file.toString(), debianPackage);
    }

    /**
     * Finds a file that a script of this repository fetches, such as {@code src/bench/playwright}.
     *
     * @param file where the script puts it
     * @param script by which
     * @throws TestAbortedException when it was not fetched, which skips the test
     * @throws AssertionError when it was not fetched although {@code peers.required=true}
     */
    public static Path requireFetched(Path file, String script) {
        if (Files.exists(file)) {
            return file;
        }
        throw skipped(file + " is not there; " + script + " fetches it");
    }

    private static RuntimeException absent(String program) {
        String debianPackage = PROGRAMS_OF_PACKAGES.entrySet().stream()
                .filter(entry -> entry.getValue().contains(program))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(program);
        return absent(program, debianPackage);
    }

    private static RuntimeException absent(String program, String debianPackage) {
        return skipped(program + " is not installed; apt-get install " + debianPackage);
    }

    private static RuntimeException skipped(String sentence) {
        if (Boolean.getBoolean("peers.required")) {
            throw new AssertionError(sentence);
        }
        System.out.println("SKIPPED: " + sentence);
        return new TestAbortedException(sentence);
    }
}

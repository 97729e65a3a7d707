package org.afterimage.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A simulated study of the installation, of nobody, with which a model can be tried.
 *
 * @param folders of its series, below {@code test-fixtures}
 * @param model id of the package that takes it
 */
public record SimulatedStudy(List<String> folders, String model) {
    private static final List<SimulatedStudy> ALL = List.of(
            new SimulatedStudy(List.of("chest-dx"), "chest-bone-suppression"),
            new SimulatedStudy(List.of("chest-cr"), "chest-style"),
            new SimulatedStudy(List.of("thorax-ct/sharp"), "ct-kernel-sharp-to-smooth"),
            new SimulatedStudy(List.of("thorax-ct"), "ct-kernel-smooth-to-sharp"),
            new SimulatedStudy(List.of("head-mr/localizer", "head-mr/t1", "head-mr/t2"), "mr-flair-synthesis"));

    /** Keeps its own list. */
    public SimulatedStudy {
        folders = List.copyOf(folders);
    }

    /** The one for a model; empty where there is none. */
    public static Optional<SimulatedStudy> forModel(String model) {
        return ALL.stream().filter(study -> study.model().equals(model)).findFirst();
    }

    /**
     * Its files, series by series in the order of their names.
     *
     * @param home the folder of the installation
     * @throws NoSuchFileException if the installation has them not
     */
    public List<Path> files(Path home) throws IOException {
        List<Path> found = new ArrayList<>();
        for (String folder : folders) {
            Path place = home.resolve("test-fixtures").resolve(folder);
            if (!Files.isDirectory(place)) {
                throw new NoSuchFileException(place.toString());
            }
            try (Stream<Path> files = Files.list(place)) {
                files.filter(file -> file.toString().endsWith(".dcm")).sorted().forEach(found::add);
            }
        }
        return found;
    }
}

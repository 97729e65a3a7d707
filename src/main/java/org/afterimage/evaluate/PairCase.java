package org.afterimage.evaluate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One case of a folder of pairs. Each of its folders holds the DICOM files of one series: {@code truth} is what should be made;
 * {@code mask}, {@code around}, {@code region}, {@code texture} and {@code keep} are masks that may be absent; every other folder is a
 * source, such as {@code source}, or {@code t1} and {@code t2}.
 *
 * @param id name of the case's folder
 * @param folder the case's folder
 * @param sources folders of the sources, by name
 */
public record PairCase(String id, Path folder, List<Path> sources) {

    private static final String TRUTH = "truth";

    /** What a mask marks. */
    public enum Mask {
        /** Label k marks lesion k, whose contrast should be kept. */
        LESIONS("mask"),
        /** Label k marks the surroundings that lesion k is compared with; a ring around the lesion where there is no such mask. */
        SURROUNDINGS("around"),
        /** Where figures are given apart, such as the lung or the brain. */
        REGION("region"),
        /** Label k marks region k for texture features; the region, or else squares all over the image, where there is no such mask. */
        TEXTURE("texture"),
        /** What must stay as it is, such as lead letters and metal. */
        KEEP("keep");

        private final String folder;

        Mask(String folder) {
            this.folder = folder;
        }
    }

    private static final Set<String> NO_SOURCES = Set.of(
            TRUTH,
            Mask.LESIONS.folder,
            Mask.SURROUNDINGS.folder,
            Mask.REGION.folder,
            Mask.TEXTURE.folder,
            Mask.KEEP.folder);

    public PairCase {
        sources = List.copyOf(sources);
    }

    /**
     * Looks at one case's folder.
     *
     * @throws IOException if the folder cannot be listed
     */
    static PairCase of(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            List<Path> sources = children.filter(Files::isDirectory)
                    .filter(child -> !NO_SOURCES.contains(child.getFileName().toString()))
                    .sorted()
                    .toList();
            return new PairCase(folder.getFileName().toString(), folder, sources);
        }
    }

    /** Folder of the series that should be made. */
    public Path truth() {
        return folder.resolve(TRUTH);
    }

    /** Folder of a mask. */
    public Optional<Path> mask(Mask mask) {
        return Optional.of(folder.resolve(mask.folder)).filter(Files::isDirectory);
    }
}

package org.afterimage.evaluate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One case of a folder of pairs. Each of its folders holds the DICOM files of one series: {@code truth} is what should be made;
 * {@code mask}, {@code around}, {@code region}, {@code tissue}, {@code texture} and {@code keep} are masks that may be absent, and so are
 * {@code texture-NAME} for texture features that are given apart; every other folder is a source, such as {@code source}, or {@code t1} and
 * {@code t2}.
 *
 * @param id name of the case's folder
 * @param folder the case's folder
 * @param sources folders of the sources, by name
 */
public record PairCase(String id, Path folder, List<Path> sources) {

    private static final String TRUTH = "truth";
    private static final String TEXTURE_GROUP = "texture-";

    /** What a mask marks. */
    public enum Mask {
        /** Label k marks lesion k, whose contrast should be kept. */
        LESIONS("mask"),
        /** Label k marks the surroundings that lesion k is compared with; a ring around the lesion where there is no such mask. */
        SURROUNDINGS("around"),
        /** Where figures are given apart, such as the lung or the brain. */
        REGION("region"),
        /** Where bright spots that the truth does not have are counted; the region where there is no such mask. */
        TISSUE("tissue"),
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
            Mask.TISSUE.folder,
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
                    .filter(child -> isSource(child.getFileName().toString()))
                    .sorted()
                    .toList();
            return new PairCase(folder.getFileName().toString(), folder, sources);
        }
    }

    private static boolean isSource(String name) {
        return !NO_SOURCES.contains(name) && !name.startsWith(TEXTURE_GROUP);
    }

    /**
     * Folders of the masks of texture regions by the name of the group: that of {@code texture-lung} is lung, that of {@code texture} empty.
     *
     * @throws CaseSkippedException if the case cannot be listed
     */
    public SortedMap<String, Path> textures() throws CaseSkippedException {
        SortedMap<String, Path> found = new TreeMap<>();
        mask(Mask.TEXTURE).ifPresent(texture -> found.put("", texture));
        try (Stream<Path> children = Files.list(folder)) {
            children.filter(Files::isDirectory)
                    .filter(child -> child.getFileName().toString().startsWith(TEXTURE_GROUP))
                    .forEach(child ->
                            found.put(child.getFileName().toString().substring(TEXTURE_GROUP.length()), child));
        } catch (IOException e) {
            throw new CaseSkippedException("The case's folder can't be listed.");
        }
        return found;
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

package org.afterimage.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.afterimage.dicom.io.DataSetStream;
import org.afterimage.dicom.io.Part10;
import org.afterimage.dicom.net.SopReference;

/**
 * The instances of files and folders, by their SOP Instance UIDs.
 *
 * @param references the instances
 * @param unreadable a sentence for each file that is no DICOM file
 */
record ReferencedFiles(Map<String, SopReference> references, List<String> unreadable) {
    /**
     * Looks at files, and at all files below folders.
     *
     * @throws IOException if one is not there
     */
    static ReferencedFiles find(List<Path> inputs) throws IOException {
        Map<String, SopReference> references = new LinkedHashMap<>();
        List<String> unreadable = new ArrayList<>();
        for (Path input : inputs) {
            if (!Files.exists(input)) {
                throw new IOException("There is no file or folder " + input + ".");
            }
            try (Stream<Path> paths = Files.walk(input)) {
                for (Path file : paths.filter(Files::isRegularFile).sorted().toList()) {
                    add(file, references, unreadable);
                }
            }
        }
        return new ReferencedFiles(references, unreadable);
    }

    private static void add(Path file, Map<String, SopReference> references, List<String> unreadable) {
        try (DataSetStream stream = Part10.openDataSet(file)) {
            references.put(stream.sopInstanceUid(), new SopReference(stream.sopClassUid(), stream.sopInstanceUid()));
        } catch (IOException e) {
            unreadable.add(file + " is left out: " + e.getMessage());
        }
    }
}

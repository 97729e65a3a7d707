package org.afterimage.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import org.afterimage.dicom.io.Part10;
import org.afterimage.dicom.net.Status;
import org.afterimage.dicom.net.StoreRequest;
import org.afterimage.dicom.net.StoreService;

/** Writes instances into a folder, each as a DICOM file that is named by its UID and appears when it is whole. */
final class FetchedFiles implements StoreService {
    private final Path folder;
    private int count;

    /** Makes the folder if it is not there. */
    FetchedFiles(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    /** How many were written. */
    int count() {
        return count;
    }

    @Override
    public Status store(StoreRequest request, InputStream dataSet) throws IOException {
        Path part = folder.resolve(UUID.randomUUID() + ".part");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
                Part10.begin(
                        out,
                        request.sopClassUid(),
                        request.sopInstanceUid(),
                        request.transferSyntax(),
                        request.callingAeTitle());
                dataSet.transferTo(out);
            }
            // Named by its UID, which the association has checked: nothing but digits and dots.
            Files.move(part, folder.resolve(request.sopInstanceUid() + ".dcm"), StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
        count++;
        return Status.SUCCESS;
    }
}

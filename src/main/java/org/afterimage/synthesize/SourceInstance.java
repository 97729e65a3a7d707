package org.afterimage.synthesize;

import java.nio.file.Path;
import org.afterimage.dicom.io.DicomObject;

/**
 * One received instance.
 *
 * @param file where it lies
 * @param object its attributes; Pixel Data stay on disk
 */
public record SourceInstance(Path file, DicomObject object) {

    /** SOP Instance UID (0008,0018). */
    public String sopInstanceUid() {
        return object.sopInstanceUid();
    }
}

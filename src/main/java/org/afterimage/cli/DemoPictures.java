package org.afterimage.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.DicomObject;
import org.afterimage.dicom.io.Limits;
import org.afterimage.dicom.io.Part10;
import org.afterimage.synthesize.Pictures;

/** Pictures of what came back, beside what was sent. */
final class DemoPictures {
    private DemoPictures() {}

    /** Writes the pictures of each derived instance and its source; the first pair's lie in the folder itself. */
    static void write(List<Path> sources, List<Path> derived, Path out) throws IOException {
        Map<String, DicomObject> bySopInstanceUid = new HashMap<>();
        for (Path source : sources) {
            DicomObject object = Part10.read(source, Limits.defaults());
            bySopInstanceUid.put(object.sopInstanceUid(), object);
        }
        for (int i = 0; i < derived.size(); i++) {
            DicomObject object = Part10.read(derived.get(i), Limits.defaults());
            DicomObject source = bySopInstanceUid.get(sourceOf(object.dataSet()));
            if (source == null) {
                throw new IOException(derived.get(i) + " refers to a source that was never sent.");
            }
            Path folder = i == 0 ? out : out.resolve("pictures-" + (i + 1));
            new Pictures().write(source, object, "bone suppressed", folder);
        }
    }

    private static String sourceOf(DataSet derived) {
        return derived.item(Tag.SOURCE_IMAGE_SEQUENCE)
                .flatMap(item -> item.string(Tag.REFERENCED_SOP_INSTANCE_UID))
                .orElse("");
    }
}

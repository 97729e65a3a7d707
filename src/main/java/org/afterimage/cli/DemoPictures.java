package org.afterimage.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
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

    /**
     * Writes the pictures of one derived instance, the one in the middle of its series, and of its sources.
     *
     * @param sources what was sent
     * @param derived what came back
     * @param label what was done
     * @param out folder for the pictures
     */
    static void write(List<Path> sources, List<Path> derived, String label, Path out) throws IOException {
        Path middle = derived.get(derived.size() / 2);
        DicomObject object = Part10.read(middle, Limits.defaults());
        Map<String, Path> bySopInstanceUid = new HashMap<>();
        for (Path source : sources) {
            DicomObject header = Part10.readHeader(source, Limits.defaults());
            bySopInstanceUid.put(header.sopInstanceUid(), source);
        }
        Map<String, DicomObject> bySeries = new LinkedHashMap<>();
        for (String uid : references(object.dataSet())) {
            Path file = bySopInstanceUid.get(uid);
            if (file == null) {
                throw new IOException(middle + " refers to a source that was never sent.");
            }
            DicomObject source = Part10.read(file, Limits.defaults());
            bySeries.putIfAbsent(
                    source.dataSet().string(Tag.SERIES_INSTANCE_UID).orElse(""), source);
        }
        new Pictures().write(List.copyOf(bySeries.values()), object, label, out);
    }

    /** The SOP Instance UIDs of its sources; of each series the one in its own place comes first. */
    private static List<String> references(DataSet derived) {
        return derived.items(Tag.SOURCE_IMAGE_SEQUENCE).stream()
                .flatMap(item -> item.string(Tag.REFERENCED_SOP_INSTANCE_UID).stream())
                .toList();
    }
}

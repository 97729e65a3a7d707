package org.afterimage.derive;

import java.util.List;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Element;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.VR;
import org.afterimage.synthesize.SourceInstance;
import org.afterimage.synthesize.SourceSeries;
import org.afterimage.synthesize.SyntheticInstance;

/** References from a derived object to what it was made from. */
final class SourceReference {

    private SourceReference() {}

    /**
     * Puts them.
     *
     * @param synthetic what was made and of which instances
     * @param series the series that those come from
     */
    static void put(DataSet target, SyntheticInstance synthetic, List<SourceSeries> series) {
        String grid = string(synthetic.source(), Tag.SERIES_INSTANCE_UID);
        target.putItems(
                Tag.SOURCE_IMAGE_SEQUENCE,
                synthetic.sources().stream()
                        .map(source -> image(
                                target.newItem(),
                                source.object().dataSet(),
                                synthetic.spatialLocationsPreserved()
                                        || string(source, Tag.SERIES_INSTANCE_UID)
                                                .equals(grid)))
                        .toArray(DataSet[]::new));
        target.putItems(
                Tag.RELATED_SERIES_SEQUENCE,
                series.stream()
                        .map(SourceSeries::instances)
                        .filter(instances -> !instances.isEmpty())
                        .map(instances -> series(
                                target.newItem(), instances.get(0).object().dataSet()))
                        .toArray(DataSet[]::new));
    }

    /**
     * PS3.3 C.12.4.1.3: the image, why it is named, and whether its pixels were used where they lie. Those of the series whose grid the
     * result has always were; those of another series not when it had to be resampled.
     */
    private static DataSet image(DataSet item, DataSet source, boolean preserved) {
        putUid(item, Tag.REFERENCED_SOP_CLASS_UID, source, Tag.SOP_CLASS_UID);
        putUid(item, Tag.REFERENCED_SOP_INSTANCE_UID, source, Tag.SOP_INSTANCE_UID);
        return item.putString(Tag.SPATIAL_LOCATIONS_PRESERVED, preserved ? "YES" : "NO")
                .putItems(
                        Tag.PURPOSE_OF_REFERENCE_CODE_SEQUENCE,
                        SourceImagePurpose.IMAGE_PROCESSING.concept().into(item.newItem()));
    }

    private static DataSet series(DataSet item, DataSet source) {
        putUid(item, Tag.STUDY_INSTANCE_UID, source, Tag.STUDY_INSTANCE_UID);
        putUid(item, Tag.SERIES_INSTANCE_UID, source, Tag.SERIES_INSTANCE_UID);
        return item.putItems(
                Tag.PURPOSE_OF_REFERENCE_CODE_SEQUENCE,
                RelatedSeriesPurpose.IMAGE_PROCESSING_SOURCE.concept().into(item.newItem()));
    }

    private static String string(SourceInstance instance, int tag) {
        return instance.object().dataSet().string(tag).orElse("");
    }

    /** The bytes as they are: some devices make UIDs that PS3.5 9.1 does not allow, and archives find them by those bytes. */
    private static void putUid(DataSet item, int tag, DataSet source, int sourceTag) {
        if (source.get(sourceTag).orElse(null) instanceof Element.Value uid) {
            item.put(new Element.Value(tag, VR.UI, uid.bytes()));
        }
    }
}

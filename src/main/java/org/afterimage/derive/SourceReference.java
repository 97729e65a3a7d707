package org.afterimage.derive;

import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Element;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.VR;
import org.afterimage.synthesize.SourceInstance;

/** References from a derived object to what it was made from. */
final class SourceReference {

    private static final String SAME_GRID = "YES";

    private SourceReference() {}

    static void put(DataSet target, SourceInstance source) {
        DataSet from = source.object().dataSet();
        target.putItems(Tag.SOURCE_IMAGE_SEQUENCE, image(target.newItem(), from));
        target.putItems(Tag.RELATED_SERIES_SEQUENCE, series(target.newItem(), from));
    }

    /** PS3.3 C.12.4.1.3: the image, why it is named, and that each pixel is where it was. */
    private static DataSet image(DataSet item, DataSet source) {
        putUid(item, Tag.REFERENCED_SOP_CLASS_UID, source, Tag.SOP_CLASS_UID);
        putUid(item, Tag.REFERENCED_SOP_INSTANCE_UID, source, Tag.SOP_INSTANCE_UID);
        return item.putString(Tag.SPATIAL_LOCATIONS_PRESERVED, SAME_GRID)
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

    /** The bytes as they are: some devices make UIDs that PS3.5 9.1 does not allow, and archives find them by those bytes. */
    private static void putUid(DataSet item, int tag, DataSet source, int sourceTag) {
        if (source.get(sourceTag).orElse(null) instanceof Element.Value uid) {
            item.put(new Element.Value(tag, VR.UI, uid.bytes()));
        }
    }
}

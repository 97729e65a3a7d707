package org.afterimage.derive;

import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.synthesize.SourceInstance;
import org.afterimage.synthesize.SourceSeries;

/** References from a derived object to what it was made from. */
final class SourceReference {

    private static final String SAME_GRID = "YES";

    private SourceReference() {}

    static void put(DataSet target, SourceSeries series, SourceInstance source) {
        target.putItems(Tag.SOURCE_IMAGE_SEQUENCE, image(target.newItem(), source));
        target.putItems(Tag.RELATED_SERIES_SEQUENCE, series(target.newItem(), series));
    }

    /** PS3.3 C.12.4.1.3: the image, why it is named, and that each pixel is where it was. */
    private static DataSet image(DataSet item, SourceInstance source) {
        return item.putString(Tag.REFERENCED_SOP_CLASS_UID, source.object().sopClassUid())
                .putString(Tag.REFERENCED_SOP_INSTANCE_UID, source.sopInstanceUid())
                .putString(Tag.SPATIAL_LOCATIONS_PRESERVED, SAME_GRID)
                .putItems(
                        Tag.PURPOSE_OF_REFERENCE_CODE_SEQUENCE,
                        SourceImagePurpose.IMAGE_PROCESSING.concept().into(item.newItem()));
    }

    private static DataSet series(DataSet item, SourceSeries series) {
        return item.putString(Tag.STUDY_INSTANCE_UID, series.studyInstanceUid())
                .putString(Tag.SERIES_INSTANCE_UID, series.seriesInstanceUid())
                .putItems(
                        Tag.PURPOSE_OF_REFERENCE_CODE_SEQUENCE,
                        RelatedSeriesPurpose.IMAGE_PROCESSING_SOURCE.concept().into(item.newItem()));
    }
}

package org.afterimage.derive;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Element;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.VR;
import org.afterimage.synthesize.ReceivedImage;
import org.afterimage.synthesize.SourceInstance;
import org.afterimage.synthesize.SourceSeries;
import org.afterimage.synthesize.SyntheticInstance;

/** References from a derived object to what it was made from. */
final class SourceReference {

    private SourceReference() {}

    /**
     * Puts Source Image Sequence: an item for each instance.
     *
     * @param target the derived data set, or the item of a frame's Derivation Image Sequence
     * @param synthetic what was made and of which images
     */
    static void putImages(DataSet target, SyntheticInstance synthetic) {
        String grid = string(synthetic.source(), Tag.SERIES_INSTANCE_UID);
        Map<ReceivedImage, List<SourceInstance>> instances = synthetic.sources().stream()
                .collect(Collectors.groupingBy(SourceInstance::received, LinkedHashMap::new, Collectors.toList()));
        target.putItems(
                Tag.SOURCE_IMAGE_SEQUENCE,
                instances.values().stream()
                        .map(images -> image(
                                target.newItem(),
                                images,
                                synthetic.spatialLocationsPreserved()
                                        || string(images.get(0), Tag.SERIES_INSTANCE_UID)
                                                .equals(grid)))
                        .toArray(DataSet[]::new));
    }

    /**
     * Puts Related Series Sequence.
     *
     * @param series the series that the sources come from
     */
    static void putSeries(DataSet target, List<SourceSeries> series) {
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
     * Puts Source Image Evidence Sequence (PS3.3 C.8.13.1, C.8.15.2): where all that frames refer to lies, by study and series.
     *
     * @param sources the images that any frame was made from
     */
    static void putEvidence(DataSet target, List<SourceInstance> sources) {
        Map<String, List<SourceInstance>> series = sources.stream()
                .collect(Collectors.groupingBy(
                        source -> string(source, Tag.SERIES_INSTANCE_UID), LinkedHashMap::new, Collectors.toList()));
        DataSet study = target.newItem();
        putUid(study, Tag.STUDY_INSTANCE_UID, sources.get(0).object().dataSet(), Tag.STUDY_INSTANCE_UID);
        study.putItems(
                Tag.REFERENCED_SERIES_SEQUENCE,
                series.values().stream()
                        .map(images -> evidence(study.newItem(), images))
                        .toArray(DataSet[]::new));
        target.putItems(Tag.SOURCE_IMAGE_EVIDENCE_SEQUENCE, study);
    }

    private static DataSet evidence(DataSet item, List<SourceInstance> images) {
        putUid(item, Tag.SERIES_INSTANCE_UID, images.get(0).object().dataSet(), Tag.SERIES_INSTANCE_UID);
        return item.putItems(
                Tag.REFERENCED_SOP_SEQUENCE,
                images.stream()
                        .map(SourceInstance::received)
                        .distinct()
                        .map(received ->
                                instance(item.newItem(), received.object().dataSet()))
                        .toArray(DataSet[]::new));
    }

    /**
     * PS3.3 C.12.4.1.3: the image, or the frames of one, why it is named, and whether its pixels were used where they lie. Those of the
     * series whose grid the result has always were; those of another series not when it had to be resampled.
     */
    private static DataSet image(DataSet item, List<SourceInstance> images, boolean preserved) {
        instance(item, images.get(0).object().dataSet());
        if (images.get(0).isFrame()) {
            item.putIntegers(
                    Tag.REFERENCED_FRAME_NUMBER,
                    images.stream()
                            .mapToInt(image -> image.frame() + 1)
                            .sorted()
                            .toArray());
        }
        return item.putString(Tag.SPATIAL_LOCATIONS_PRESERVED, preserved ? "YES" : "NO")
                .putItems(
                        Tag.PURPOSE_OF_REFERENCE_CODE_SEQUENCE,
                        SourceImagePurpose.IMAGE_PROCESSING.concept().into(item.newItem()));
    }

    private static DataSet instance(DataSet item, DataSet source) {
        putUid(item, Tag.REFERENCED_SOP_CLASS_UID, source, Tag.SOP_CLASS_UID);
        putUid(item, Tag.REFERENCED_SOP_INSTANCE_UID, source, Tag.SOP_INSTANCE_UID);
        return item;
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

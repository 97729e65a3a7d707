package org.afterimage.derive;

import java.util.List;
import java.util.Optional;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.synthesize.SourceInstance;
import org.afterimage.synthesize.SyntheticInstance;

/** Makes the data set of one derived multi-frame image: what {@link DerivedImage} says of any, and what is said frame by frame. */
final class EnhancedImage {

    private final DerivedImage image;
    private final EnhancedRules rules;
    private final Optional<ChangeMap> change;

    /**
     * Images of one SOP class.
     *
     * @param change when what changed is to be shown and not the result
     */
    EnhancedImage(DerivedImage image, EnhancedRules rules, Optional<ChangeMap> change) {
        this.image = image;
        this.rules = rules;
        this.change = change;
    }

    /**
     * The data set.
     *
     * @param results the frames that were made, all from frames of one instance, in their order
     * @param sources the images that they were made from; the first is the first frame whose place a result has
     * @param sopInstanceUid UID of the derived instance
     */
    DataSet make(List<SyntheticInstance> results, List<SourceInstance> sources, String sopInstanceUid) {
        DataSet source = sources.get(0).received().object().dataSet();
        DataSet target = image.begin(sources, rules, sopInstanceUid);
        DerivedFrames groups = new DerivedFrames(
                target,
                source,
                results.stream().map(result -> result.source().frame()).toList(),
                rules);
        List<SyntheticInstance> frames = results.stream().map(this::shown).toList();
        putUnits(target, groups, frames);
        groups.putDerivations(frames, image);
        Dimensions.put(target, source, groups.contents(), rules);
        groups.finish();
        SourceReference.putEvidence(target, sources);
        SyntheticPixels.putFrames(target, frames);
        return target;
    }

    private SyntheticInstance shown(SyntheticInstance result) {
        return change.map(map -> map.of(result, units(result))).orElse(result);
    }

    private ChangeUnits units(SyntheticInstance result) {
        return rules.changeUnits(result.format(), result.source().object().dataSet());
    }

    /** What stored values mean and how they are shown, where that is no longer what the source says. */
    private void putUnits(DataSet target, DerivedFrames groups, List<SyntheticInstance> frames) {
        if (frames.stream().noneMatch(SyntheticInstance::unitsKept)) {
            groups.put(
                    Tag.PIXEL_VALUE_TRANSFORMATION_SEQUENCE,
                    frames.stream().map(frame -> transformation(target, frame)).toList());
        }
        if (frames.stream().noneMatch(frame -> frame.windows().isEmpty())) {
            groups.put(
                    Tag.FRAME_VOI_LUT_SEQUENCE,
                    frames.stream().map(frame -> voi(target, frame)).toList());
        }
    }

    private DataSet transformation(DataSet target, SyntheticInstance frame) {
        DataSet item = target.newItem();
        if (change.isPresent()) {
            rules.putChange(item, units(frame));
        } else {
            EnhancedRules.putOwnUnits(item);
        }
        return item;
    }

    private static DataSet voi(DataSet target, SyntheticInstance frame) {
        DataSet item = target.newItem();
        SyntheticPixels.putWindows(item, frame);
        return item;
    }
}

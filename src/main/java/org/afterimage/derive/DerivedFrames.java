package org.afterimage.derive;

import java.util.ArrayList;
import java.util.List;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.synthesize.SyntheticInstance;

/**
 * The functional groups of a derived multi-frame image (PS3.3 C.7.6.16): the source's own as far as they are still true, and of each frame
 * what it was made from.
 */
final class DerivedFrames {

    private final DataSet target;
    private final DataSet shared;
    private final List<DataSet> each = new ArrayList<>();

    /**
     * The groups that are taken over.
     *
     * @param target the derived image
     * @param source the source, whose frames those of the derived image are
     * @param frames numbers of the frames, counted from 0, in their order
     */
    DerivedFrames(DataSet target, DataSet source, List<Integer> frames, EnhancedRules rules) {
        this.target = target;
        this.shared = copied(target, source.items(Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE), 0, rules);
        List<DataSet> groups = source.items(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE);
        for (int frame : frames) {
            each.add(copied(target, groups, frame, rules));
        }
        rules.putFrameType(shared);
    }

    private static DataSet copied(DataSet target, List<DataSet> groups, int number, EnhancedRules rules) {
        DataSet item = target.newItem();
        if (number < groups.size()) {
            rules.copiedGroups().copy(groups.get(number), item);
        }
        item.items(Tag.FRAME_CONTENT_SEQUENCE).forEach(content -> content.remove(Tag.FRAME_COMMENTS));
        return item;
    }

    /** The Frame Content items, which hold the frames' places along the dimensions. */
    List<DataSet> contents() {
        return each.stream()
                .flatMap(group -> group.items(Tag.FRAME_CONTENT_SEQUENCE).stream())
                .toList();
    }

    /**
     * Puts a group of one item in the place of the source's: shared where all frames have the same.
     *
     * @param items for each frame, its item
     */
    void put(int sequence, List<DataSet> items) {
        shared.remove(sequence);
        each.forEach(group -> group.remove(sequence));
        if (items.stream().distinct().count() == 1) {
            shared.putItems(sequence, items.get(0));
        } else {
            for (int frame = 0; frame < items.size(); frame++) {
                each.get(frame).putItems(sequence, items.get(frame));
            }
        }
    }

    /** Puts what each frame was made from. */
    void putDerivations(List<SyntheticInstance> frames, DerivedImage image) {
        for (int frame = 0; frame < frames.size(); frame++) {
            DataSet derivation = target.newItem();
            image.putNote(derivation, frames.get(frame));
            SourceReference.putImages(derivation, frames.get(frame));
            each.get(frame).putItems(Tag.DERIVATION_IMAGE_SEQUENCE, derivation);
        }
    }

    /** Puts the groups into the image. */
    void finish() {
        target.putItems(Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE, shared)
                .putItems(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE, each.toArray(DataSet[]::new));
    }
}

package org.afterimage.derive;

import java.util.ArrayList;
import java.util.List;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;

/**
 * The dimensions along which the frames of a derived image are counted (PS3.3 C.7.6.17): the source's, with the same index values, so that
 * viewers scroll both in step. One that counts along a functional group which the derived image has not, such as the echo time, is left
 * out; what remains is then another organization, with a UID of its own.
 */
final class Dimensions {

    private Dimensions() {}

    /**
     * Puts them.
     *
     * @param target the derived image, with its SOP Instance UID
     * @param source the source
     * @param contents the Frame Content items of the derived image, whose Dimension Index Values are the source's
     */
    static void put(DataSet target, DataSet source, List<DataSet> contents, EnhancedRules rules) {
        List<DataSet> dimensions = source.items(Tag.DIMENSION_INDEX_SEQUENCE);
        List<Integer> kept = new ArrayList<>();
        for (int i = 0; i < dimensions.size(); i++) {
            if (isKept(dimensions.get(i), rules)) {
                kept.add(i);
            }
        }
        if (kept.size() == dimensions.size()) {
            target.copy(source, Tag.DIMENSION_ORGANIZATION_SEQUENCE, Tag.DIMENSION_INDEX_SEQUENCE);
            return;
        }
        contents.forEach(content -> reduce(content, dimensions.size(), kept));
        if (!kept.isEmpty()) {
            putOthers(target, kept.stream().map(dimensions::get).toList());
        }
    }

    private static boolean isKept(DataSet dimension, EnhancedRules rules) {
        int[] group = dimension.integers(Tag.FUNCTIONAL_GROUP_POINTER);
        return group.length == 0 || rules.copiedGroups().keywords().containsKey(group[0]);
    }

    private static void reduce(DataSet content, int dimensions, List<Integer> kept) {
        int[] values = content.integers(Tag.DIMENSION_INDEX_VALUES);
        content.remove(Tag.DIMENSION_INDEX_VALUES);
        if (values.length == dimensions && !kept.isEmpty()) {
            content.putIntegers(
                    Tag.DIMENSION_INDEX_VALUES,
                    kept.stream().mapToInt(i -> values[i]).toArray());
        }
    }

    private static void putOthers(DataSet target, List<DataSet> dimensions) {
        String uid = DerivedUids.hashed(
                List.of("dimensions", target.string(Tag.SOP_INSTANCE_UID).orElseThrow()));
        target.putItems(
                        Tag.DIMENSION_ORGANIZATION_SEQUENCE,
                        target.newItem().putString(Tag.DIMENSION_ORGANIZATION_UID, uid))
                .putItems(Tag.DIMENSION_INDEX_SEQUENCE, dimensions.toArray(DataSet[]::new));
        target.items(Tag.DIMENSION_INDEX_SEQUENCE)
                .forEach(dimension ->
                        dimension.putString(Tag.DIMENSION_ORGANIZATION_UID, uid).removePrivate());
    }
}

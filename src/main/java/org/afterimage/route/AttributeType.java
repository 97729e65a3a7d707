package org.afterimage.route;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Dictionary;
import org.afterimage.dicom.data.VR;

/** Attributes as rules see them: texts and numbers, lists where several values are allowed, and items of sequences by keyword. */
final class AttributeType {
    private static final CelType ITEM = MapType.create(SimpleType.STRING, SimpleType.DYN);

    private AttributeType() {}

    /** The type of an attribute; empty when its values are bytes. */
    static Optional<CelType> of(Dictionary.Entry entry) {
        if (entry.vr() == VR.SQ) {
            return Optional.of(ListType.create(ITEM));
        }
        return scalar(entry.vr()).map(type -> isSingle(entry) ? type : ListType.create(type));
    }

    /** What rules see of an attribute of a data set; empty when it is absent, has no value, or one that its VR does not allow. */
    static Optional<Object> value(DataSet dataSet, int tag) {
        Optional<Dictionary.Entry> entry = Dictionary.lookup(tag);
        if (entry.isEmpty() || !dataSet.contains(tag)) {
            return Optional.empty();
        }
        if (entry.get().vr() == VR.SQ) {
            List<Map<String, Object>> items =
                    dataSet.items(tag).stream().map(ItemView::of).toList();
            return Optional.of(items);
        }
        List<?> values =
                scalar(entry.get().vr()).map(type -> values(dataSet, tag, type)).orElse(List.of());
        if (values.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(isSingle(entry.get()) ? values.get(0) : values);
    }

    /** What a type is called in messages. */
    static String words(CelType type) {
        if (type instanceof ListType list && list.hasElemType()) {
            return list.elemType().equals(ITEM) ? "a list of items" : "a list of " + plural(list.elemType());
        }
        return type.equals(SimpleType.STRING)
                ? "a text"
                : type.equals(SimpleType.INT)
                        ? "a whole number"
                        : type.equals(SimpleType.DOUBLE) ? "a decimal number (written 30.0)" : "true or false";
    }

    private static String plural(CelType type) {
        return type.equals(SimpleType.STRING)
                ? "texts"
                : type.equals(SimpleType.INT) ? "whole numbers" : "decimal numbers (written 30.0)";
    }

    private static boolean isSingle(Dictionary.Entry entry) {
        return entry.vm().equals("1");
    }

    private static Optional<CelType> scalar(VR vr) {
        return switch (vr) {
            case DS, FL, FD -> Optional.of(SimpleType.DOUBLE);
            case IS, US, SS, UL, SL, UV, SV -> Optional.of(SimpleType.INT);
            case OB, OD, OF, OL, OV, OW, UN, SQ -> Optional.empty();
            default -> Optional.of(SimpleType.STRING);
        };
    }

    private static List<?> values(DataSet dataSet, int tag, CelType type) {
        if (type.equals(SimpleType.DOUBLE)) {
            List<Double> numbers = new ArrayList<>();
            for (double value : dataSet.decimals(tag)) {
                numbers.add(value);
            }
            return numbers;
        }
        if (type.equals(SimpleType.INT)) {
            List<Long> numbers = new ArrayList<>();
            for (int value : dataSet.integers(tag)) {
                numbers.add((long) value);
            }
            return numbers;
        }
        List<String> texts = dataSet.strings(tag).stream().map(String::trim).toList();
        return texts.stream().allMatch(String::isEmpty) ? List.of() : texts;
    }
}

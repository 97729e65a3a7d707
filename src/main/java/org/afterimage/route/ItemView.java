package org.afterimage.route;

import java.util.AbstractMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Dictionary;
import org.afterimage.dicom.data.Element;

/** Values by name, looked up when they are asked for: an item of a sequence by keyword, or all that rules may ask of a series. */
final class ItemView extends AbstractMap<String, Object> {
    private final Function<String, Optional<Object>> values;
    private final DataSet dataSet;

    private ItemView(DataSet dataSet, Function<String, Optional<Object>> values) {
        this.dataSet = dataSet;
        this.values = values;
    }

    /** An item by keyword. */
    static Map<String, Object> of(DataSet item) {
        return new ItemView(item, keyword -> Dictionary.tagOf(keyword).flatMap(tag -> AttributeType.value(item, tag)));
    }

    /** What can be looked up by name and not be counted. */
    static Map<String, Object> of(Function<String, Optional<Object>> values) {
        return new ItemView(new DataSet(), values);
    }

    @Override
    public boolean containsKey(Object name) {
        return get(name) != null;
    }

    @Override
    public Object get(Object name) {
        return name instanceof String text ? values.apply(text).orElse(null) : null;
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        Set<Entry<String, Object>> entries = new LinkedHashSet<>();
        for (Element element : dataSet) {
            Dictionary.lookup(element.tag())
                    .map(Dictionary.Entry::keyword)
                    .filter(keyword -> containsKey(keyword))
                    .ifPresent(keyword -> entries.add(Map.entry(keyword, Objects.requireNonNull(get(keyword)))));
        }
        return entries;
    }
}

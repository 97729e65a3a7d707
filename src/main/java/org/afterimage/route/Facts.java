package org.afterimage.route;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.afterimage.dicom.data.Dictionary;

/** All that rules may ask of one series, by the names that they use; each is worked out once. Not safe for use by several threads. */
final class Facts {
    private final Candidate series;
    private final Map<String, Optional<Object>> known = new HashMap<>();
    private final Set<String> missed = new LinkedHashSet<>();

    Facts(Candidate series) {
        this.series = series;
    }

    /** The series itself. */
    Candidate series() {
        return series;
    }

    /** The value of a name: a keyword of the dictionary, or a {@link DerivedValue}. */
    Optional<Object> value(String name) {
        return known.computeIfAbsent(name, this::find);
    }

    /** The same for an expression, which can't go on without it; all values by name in {@link RuleMacros#SERIES}. */
    Optional<Object> resolve(String name) {
        if (name.equals(RuleMacros.SERIES)) {
            return Optional.of(ItemView.of(this::value));
        }
        Optional<Object> value = value(name);
        if (value.isEmpty()) {
            missed.add(name);
        }
        return value;
    }

    /** What was required and is not there since this was last asked. */
    Set<String> takeMissed() {
        Set<String> names = new TreeSet<>(missed);
        missed.clear();
        return names;
    }

    private Optional<Object> find(String name) {
        Optional<DerivedValue> derived = DerivedValue.of(name);
        if (derived.isPresent()) {
            return derived.get().of(series).map(value -> value);
        }
        return Dictionary.tagOf(name).flatMap(tag -> AttributeType.value(series.header(), tag));
    }
}

package org.afterimage.conformance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.afterimage.derive.DerivedSeriesBuilder;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Dictionary;
import org.afterimage.dicom.data.Element;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.VR;

/** What the node writes into a derived object, found by deriving from two sources that differ. */
final class DerivedAttributes {
    private final List<Line> lines = new ArrayList<>();
    private final Set<Code> codes = new LinkedHashSet<>();
    private final List<DataSet> sources;
    private final Set<Integer> copied;
    private boolean hasPrivate;

    /**
     * One attribute.
     *
     * @param depth how many sequences it is in
     * @param tag its tag
     * @param vr its VR
     * @param value the value that it always has, or words for how it gets one
     */
    record Line(int depth, int tag, VR vr, String value) {
        /** The name after PS3.6, with one {@code >} for each sequence around it, as PS3.3 writes it. */
        String name() {
            return ">".repeat(depth) + DerivedAttributes.name(tag);
        }
    }

    /**
     * A coded concept.
     *
     * @param sequence the attribute that holds it
     * @param value Code Value
     * @param scheme Coding Scheme Designator
     * @param meaning Code Meaning
     */
    record Code(String sequence, String value, String scheme, String meaning) {}

    DerivedAttributes(SampleDerivation sample) {
        this.copied = new DerivedSeriesBuilder()
                .copiedAttributes(sample.sopClassUid())
                .keySet();
        this.sources = List.of(sample.source(1), sample.source(2));
        compare(0, sample.derived(1), sample.derived(2));
    }

    /** The tags of those that are taken over from the source when it has them. */
    Set<Integer> copied() {
        return copied;
    }

    /** The attributes in the order of their tags; those that are merely copied are left out. */
    List<Line> lines() {
        return lines;
    }

    /** The coded concepts. */
    Set<Code> codes() {
        return codes;
    }

    /** Whether there is a private attribute among them. */
    boolean hasPrivate() {
        return hasPrivate;
    }

    private void compare(int depth, DataSet one, DataSet other) {
        for (Element element : one) {
            int tag = element.tag();
            hasPrivate |= Tag.isPrivate(tag);
            if (element instanceof Element.Sequence sequence) {
                lines.add(new Line(depth, tag, element.vr(), ""));
                items(depth, sequence, other.items(tag));
            } else {
                value(depth == 0 && copied.contains(tag), one, element, other.get(tag))
                        .ifPresent(value -> lines.add(new Line(depth, tag, element.vr(), value)));
            }
        }
    }

    /** How an attribute gets its value; empty when it is the source's own, unchanged. */
    private Optional<String> value(boolean taken, DataSet one, Element element, Optional<Element> other) {
        if (element.tag() == Tag.PIXEL_DATA) {
            return Optional.of("the result, in the pixel format of the source");
        }
        if (element instanceof Element.Value value && value.bytes().length == 0) {
            return Optional.of(taken ? "copied, or empty" : "empty");
        }
        Optional<Integer> from = sourceTag(element, other);
        if (taken && from.isPresent()) {
            return Optional.empty();
        }
        if (from.isPresent()) {
            return Optional.of(name(from.get()) + " of the source");
        }
        return Optional.of(other.filter(element::equals).isPresent() ? fixed(one, element) : "made for each object");
    }

    /** The attribute of the sources that has these values, the same one in both. */
    private Optional<Integer> sourceTag(Element one, Optional<Element> other) {
        for (Element candidate : sources.get(0)) {
            boolean text = candidate.vr() == one.vr() && candidate.vr() != VR.US;
            if (text && sameBytes(candidate, one) && other.isPresent()) {
                Optional<Element> second = sources.get(1).get(candidate.tag());
                if (second.isPresent() && sameBytes(second.get(), other.get())) {
                    return Optional.of(candidate.tag());
                }
            }
        }
        return sources.get(0).get(one.tag()).filter(one::equals).map(Element::tag);
    }

    private static boolean sameBytes(Element one, Element other) {
        return one instanceof Element.Value a
                && other instanceof Element.Value b
                && Arrays.equals(a.bytes(), b.bytes());
    }

    private void items(int depth, Element.Sequence sequence, List<DataSet> others) {
        for (int i = 0; i < sequence.items().size(); i++) {
            DataSet item = sequence.items().get(i);
            Optional<String> code = item.string(Tag.CODE_VALUE);
            if (code.isPresent()) {
                codes.add(new Code(
                        name(sequence.tag()),
                        code.get(),
                        item.string(Tag.CODING_SCHEME_DESIGNATOR).orElse(""),
                        item.string(Tag.CODE_MEANING).orElse("")));
            }
            if (i < others.size()) {
                compare(depth + 1, item, others.get(i));
            }
        }
    }

    private static String fixed(DataSet dataSet, Element element) {
        if (element.vr() == VR.US) {
            return "`" + dataSet.integer(element.tag()).orElseThrow() + "`";
        }
        return "`" + String.join("\\", dataSet.strings(element.tag())) + "`";
    }

    private static String name(int tag) {
        return Dictionary.lookup(tag).map(Dictionary.Entry::name).orElse("");
    }
}

package org.afterimage.dicom.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The data dictionary: every element of PS3.6 6, and the command elements of PS3.7 E.1, from the resource {@code dictionary.tsv}. */
public final class Dictionary {

    /**
     * What the dictionary says of an element.
     *
     * @param keyword the keyword, such as {@code PatientID}; empty for elements that were retired without one
     * @param name the name, such as {@code Patient ID}
     * @param alternatives the value representations allowed, the one used by default first
     * @param vm the value multiplicity as PS3.6 writes it, such as {@code 1-n}
     * @param retired whether the element is retired
     */
    public record Entry(String keyword, String name, List<VR> alternatives, String vm, boolean retired) {

        /** The value representation, or where PS3.6 leaves a choice the one Implicit VR implies (PS3.5 A.1). */
        public VR vr() {
            return alternatives.get(0);
        }
    }

    /** A tag in which some digits stand for any, such as 60xx3000 (PS3.5 7.6). */
    private record RepeatingTag(int mask, int value, Entry entry) {}

    /** Read on first use, then unchanged. */
    private static final class Contents {
        private static final Dictionary INSTANCE = read();
    }

    private final Map<Integer, Entry> entries = new HashMap<>();
    private final List<RepeatingTag> repeating = new ArrayList<>();

    private Dictionary() {}

    /** The entry of a tag; empty for private elements, group lengths of most groups and unknown tags. */
    public static Optional<Entry> lookup(int tag) {
        Entry entry = Contents.INSTANCE.entries.get(tag);
        if (entry != null) {
            return Optional.of(entry);
        }
        return Contents.INSTANCE.repeating.stream()
                .filter(candidate -> (tag & candidate.mask) == candidate.value)
                .map(RepeatingTag::entry)
                .findFirst();
    }

    /** The tag of a keyword such as {@code PatientID}; empty when no element that stands for one tag alone has it. */
    public static Optional<Integer> tagOf(String keyword) {
        return Contents.INSTANCE.entries.entrySet().stream()
                .filter(candidate ->
                        !keyword.isEmpty() && candidate.getValue().keyword().equals(keyword))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** The keywords that {@link #tagOf} finds, in no particular order. */
    public static Stream<String> keywords() {
        return Contents.INSTANCE.entries.values().stream().map(Entry::keyword).filter(keyword -> !keyword.isEmpty());
    }

    /** The value representation Implicit VR implies for a tag (PS3.5 A.1): UN when nothing is known of it. */
    public static VR vrOf(int tag) {
        if (Tag.isGroupLength(tag)) {
            return VR.UL;
        }
        if (Tag.isPrivateCreator(tag)) {
            return VR.LO;
        }
        return Tag.isPrivate(tag) ? VR.UN : lookup(tag).map(Entry::vr).orElse(VR.UN);
    }

    /**
     * The value representation of a tag in a data set whose Pixel Representation (0028,0103) is known: where PS3.6 says
     * "US or SS", that attribute decides (PS3.3 C.7.6.3.1.1).
     */
    public static VR vrOf(int tag, boolean signedPixels) {
        VR vr = vrOf(tag);
        boolean mayBeSigned = vr == VR.US
                && !Tag.isPrivate(tag)
                && lookup(tag)
                        .filter(entry -> entry.alternatives().contains(VR.SS))
                        .isPresent();
        return signedPixels && mayBeSigned ? VR.SS : vr;
    }

    private static Dictionary read() {
        Dictionary dictionary = new Dictionary();
        for (String[] row : Table.read("dictionary.tsv", 6)) {
            List<VR> alternatives = alternatives(row[1]);
            if (!alternatives.isEmpty()) {
                dictionary.add(row[0], new Entry(row[3], row[4], alternatives, row[2], row[5].equals("R")));
            }
        }
        return dictionary;
    }

    private void add(String digits, Entry entry) {
        int value = Integer.parseUnsignedInt(digits.replace('x', '0'), 16);
        if (digits.indexOf('x') < 0) {
            entries.put(value, entry);
            return;
        }
        int mask = ~Integer.parseUnsignedInt(digits.replaceAll("[0-9A-F]", "0").replace('x', 'F'), 16);
        // Only even groups repeat: odd ones are private.
        repeating.add(new RepeatingTag(mask | 0x00010000, value, entry));
    }

    /** "OB or OW" and the like; OW comes first, because Implicit VR implies it. Items have no VR at all. */
    private static List<VR> alternatives(String column) {
        List<VR> list = new ArrayList<>();
        if (!column.equals("NONE")) {
            for (String code : column.split(" or ", -1)) {
                list.add(code.equals("OW") ? 0 : list.size(), VR.valueOf(code));
            }
        }
        return List.copyOf(list);
    }
}

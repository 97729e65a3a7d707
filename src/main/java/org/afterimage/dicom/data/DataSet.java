package org.afterimage.dicom.data;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * A data set, or an item of a sequence: elements in the order of their tags (PS3.5 7.1).
 *
 * <p>Values are kept as bytes. Getters decode them on each call; what they cannot decode, because it breaks the rules of its VR
 * or is not in memory, is answered like an absent value. Putters encode in the data set's own Specific Character Set, which must
 * therefore be put first. Not safe for use by several threads while one of them changes it.
 */
public final class DataSet implements Iterable<Element> {

    private final NavigableMap<Integer, Element> elements = new TreeMap<>(Integer::compareUnsigned);

    /** The data set that this one is an item of; its character set holds here too (PS3.3 C.12.1.1.2). */
    private Optional<DataSet> parent = Optional.empty();

    private boolean undefinedLength;

    /** An empty data set. */
    public DataSet() {}

    /** An empty item that encodes text in this data set's character set before it is put anywhere. */
    public DataSet newItem() {
        DataSet item = new DataSet();
        item.parent = Optional.of(this);
        return item;
    }

    /** The element with a tag. */
    public Optional<Element> get(int tag) {
        return Optional.ofNullable(elements.get(tag));
    }

    /** Whether there is an element with a tag, be it empty. */
    public boolean contains(int tag) {
        return elements.containsKey(tag);
    }

    /** Whether there are no elements. */
    public boolean isEmpty() {
        return elements.isEmpty();
    }

    /** How many elements there are, those inside sequences not counted. */
    public int size() {
        return elements.size();
    }

    /** The elements in the order of their tags. */
    @Override
    public Iterator<Element> iterator() {
        return Collections.unmodifiableCollection(elements.values()).iterator();
    }

    /** The character set that holds for text in this data set: its own, its parent's, or the default repertoire. */
    public CharacterSet characterSet() {
        List<String> terms = strings(Tag.SPECIFIC_CHARACTER_SET);
        if (terms.isEmpty() && parent.isPresent()) {
            return parent.get().characterSet();
        }
        return CharacterSet.of(terms);
    }

    /** The first value as text, decoded and without padding; empty when there is no value or it has no characters. */
    public Optional<String> string(int tag) {
        return strings(tag).stream().findFirst().filter(value -> !value.isEmpty());
    }

    /** All values as text; numbers in decimal. Values between two backslashes may be empty strings. */
    public List<String> strings(int tag) {
        if (!(elements.get(tag) instanceof Element.Value element)) {
            return List.of();
        }
        VR vr = effectiveVr(element);
        // Specific Character Set itself is plain text, whatever VR a sender claims for it.
        boolean local = vr.usesSpecificCharacterSet() && tag != Tag.SPECIFIC_CHARACTER_SET;
        return ValueDecoder.strings(element, vr, local ? characterSet() : CharacterSet.DEFAULT);
    }

    /** The first value as a whole number; empty when it is none or does not fit an {@code int}. */
    public OptionalInt integer(int tag) {
        int[] values = integers(tag);
        return values.length == 0 ? OptionalInt.empty() : OptionalInt.of(values[0]);
    }

    /** All values as whole numbers; no elements when one of them is none or does not fit an {@code int}. */
    public int[] integers(int tag) {
        try {
            return numbers(tag).stream().mapToInt(BigDecimal::intValueExact).toArray();
        } catch (ArithmeticException e) {
            return new int[0];
        }
    }

    /** The first value as a decimal number. */
    public OptionalDouble decimal(int tag) {
        double[] values = decimals(tag);
        return values.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(values[0]);
    }

    /** All values as decimal numbers; no elements when one of them is not a number. */
    public double[] decimals(int tag) {
        return numbers(tag).stream().mapToDouble(BigDecimal::doubleValue).toArray();
    }

    /**
     * The tag of a private element, whose block its creator has reserved in this very data set (PS3.5 7.8.1).
     *
     * @param group the group number, odd
     * @param creator the private creator
     * @param element the element number in the block, 00H to FFH
     * @return the tag; empty when the creator has reserved no block of the group
     */
    public OptionalInt privateTag(int group, String creator, int element) {
        for (int block = 0x10; block <= 0xFF; block++) {
            if (string(Tag.of(group, block)).equals(Optional.of(creator))) {
                return OptionalInt.of(Tag.of(group, block << 8 | element));
            }
        }
        return OptionalInt.empty();
    }

    /** The first item of a sequence. */
    public Optional<DataSet> item(int tag) {
        return items(tag).stream().findFirst();
    }

    /** The items of a sequence; none when the element is absent or no sequence. */
    public List<DataSet> items(int tag) {
        return elements.get(tag) instanceof Element.Sequence sequence ? sequence.items() : List.of();
    }

    /**
     * Adds an element or replaces the one with its tag. Items that belong to another data set already are taken over as copies
     * that share their bytes.
     */
    public DataSet put(Element element) {
        elements.put(element.tag(), element instanceof Element.Sequence sequence ? adopt(sequence) : element);
        return this;
    }

    /**
     * Puts text values, with the VR of the dictionary, in this data set's character set and padded.
     *
     * @throws IllegalArgumentException when the VR does not allow a value or the character set cannot express it
     */
    public DataSet putString(int tag, String... values) {
        return putString(tag, Dictionary.vrOf(tag), values);
    }

    /** Puts text values as {@link #putString(int, String...)} does, with a VR of the caller's choice, as private elements need. */
    public DataSet putString(int tag, VR vr, String... values) {
        return putBytes(tag, vr, ValueEncoder.strings(tag, vr, characterSet(), values));
    }

    /**
     * Puts whole numbers, with the VR of the dictionary; where that is "US or SS", Pixel Representation (0028,0103) of this data
     * set decides.
     *
     * @throws IllegalArgumentException when the VR holds no numbers or not these
     */
    public DataSet putIntegers(int tag, int... values) {
        boolean signedPixels = integer(Tag.PIXEL_REPRESENTATION).orElse(0) == 1;
        return putIntegers(tag, Dictionary.vrOf(tag, signedPixels), values);
    }

    /** Puts whole numbers as {@link #putIntegers(int, int...)} does, with a VR of the caller's choice. */
    public DataSet putIntegers(int tag, VR vr, int... values) {
        return putBytes(tag, vr, ValueEncoder.integers(tag, vr, values));
    }

    /**
     * Puts decimal numbers, with the VR of the dictionary. A DS value gets as many digits as 16 characters hold.
     *
     * @throws IllegalArgumentException when the VR holds no decimal numbers or one of them is not finite
     */
    public DataSet putDecimals(int tag, double... values) {
        return putDecimals(tag, Dictionary.vrOf(tag), values);
    }

    /** Puts decimal numbers as {@link #putDecimals(int, double...)} does, with a VR of the caller's choice. */
    public DataSet putDecimals(int tag, VR vr, double... values) {
        return putBytes(tag, vr, ValueEncoder.decimals(tag, vr, values));
    }

    /** Puts a value as bytes, little endian, with one byte of padding where their number is odd. */
    public DataSet putBytes(int tag, VR vr, byte[] bytes) {
        return put(new Element.Value(tag, vr, ValueEncoder.pad(bytes, vr)));
    }

    /** Puts a sequence of items. */
    public DataSet putItems(int tag, DataSet... items) {
        return put(new Element.Sequence(tag, List.of(items)));
    }

    /** Puts an element without a value (type 2 of PS3.3 7.4), with the VR of the dictionary. */
    public DataSet putEmpty(int tag) {
        VR vr = Dictionary.vrOf(tag);
        return put(vr == VR.SQ ? new Element.Sequence(tag, List.of()) : new Element.Value(tag, vr, new byte[0]));
    }

    /**
     * Takes elements over from another data set, byte for byte; those it lacks are left as they are here. Text means the same
     * here only if both have the same Specific Character Set.
     */
    public DataSet copy(DataSet source, int... tags) {
        for (int tag : tags) {
            source.get(tag).ifPresent(this::put);
        }
        return this;
    }

    /** Removes the element with a tag, if there is one. */
    public DataSet remove(int tag) {
        elements.remove(tag);
        return this;
    }

    /** Removes private elements (PS3.5 7.8), also those inside sequences. */
    public DataSet removePrivate() {
        elements.keySet().removeIf(Tag::isPrivate);
        for (Element element : this) {
            if (element instanceof Element.Sequence sequence) {
                sequence.items().forEach(DataSet::removePrivate);
            }
        }
        return this;
    }

    /** A data set with the same elements and its own items, which can be changed without changing this one. Bytes are shared. */
    public DataSet shallowCopy() {
        DataSet copy = new DataSet();
        copy.undefinedLength = undefinedLength;
        forEach(copy::put);
        return copy;
    }

    /** Whether, as an item, this data set is ended by a delimiter instead of a length (PS3.5 7.5.1). */
    public boolean hasUndefinedLength() {
        return undefinedLength;
    }

    /** Says whether, as an item, this data set is to be ended by a delimiter instead of a length. */
    public DataSet setUndefinedLength(boolean undefined) {
        undefinedLength = undefined;
        return this;
    }

    /** Whether the other data set has equal elements; the data sets around them and the kinds of item lengths may differ. */
    @Override
    public boolean equals(Object other) {
        return other instanceof DataSet that && elements.equals(that.elements);
    }

    @Override
    public int hashCode() {
        return Objects.hash(elements);
    }

    /** The tags, for test failures and debuggers; values may be a patient's and are left out. */
    @Override
    public String toString() {
        return "DataSet" + elements.keySet().stream().map(Tag::toString).toList();
    }

    private Element.Sequence adopt(Element.Sequence sequence) {
        List<DataSet> items = sequence.items().stream()
                .map(item -> item.belongsToAnother(this) ? item.shallowCopy() : item)
                .toList();
        items.forEach(item -> item.parent = Optional.of(this));
        return new Element.Sequence(sequence.tag(), sequence.vr(), items, sequence.undefinedLength());
    }

    /** Whether this is an item of a data set that is not the very one given. */
    @SuppressWarnings("ReferenceEquality")
    private boolean belongsToAnother(DataSet owner) {
        return parent.isPresent() && parent.get() != owner;
    }

    /** UN hides the VR of an element whose sender did not know it; the dictionary may (PS3.5 6.2.2). */
    private VR effectiveVr(Element element) {
        return element.vr() == VR.UN ? Dictionary.vrOf(element.tag()) : element.vr();
    }

    private List<BigDecimal> numbers(int tag) {
        if (!(elements.get(tag) instanceof Element.Value element)) {
            return List.of();
        }
        return ValueDecoder.numbers(element, effectiveVr(element)).orElse(List.of());
    }
}

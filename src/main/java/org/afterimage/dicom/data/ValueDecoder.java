package org.afterimage.dicom.data;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads values out of the bytes of an element (PS3.5 6.2). Values that break their VR's rules are read as absent. */
final class ValueDecoder {

    /**
     * Characters of a number that is read. IS has 12 and DS 16 (PS3.5 Table 6.2-1); writers that do not round exceed it by some. The
     * time that a number takes grows with the square of its digits.
     */
    private static final int LONGEST_NUMBER = 64;

    private ValueDecoder() {}

    /** The values as text, without padding; binary numbers in decimal,
     * tags as the standard writes them. An empty value is an empty list. */
    static List<String> strings(Element.Value element, VR vr, CharacterSet characterSet) {
        if (!vr.isText()) {
            return numbers(element, vr).map(values -> texts(values, vr)).orElse(List.of());
        }
        String text = characterSet.decode(element.bytes(), vr);
        if (!vr.isMultiValuedText()) {
            String value = stripTrailing(text);
            return value.isEmpty() ? List.of() : List.of(value);
        }
        List<String> values = new ArrayList<>();
        for (String value : text.split("\\\\", -1)) {
            values.add(
                    vr == VR.PN || vr == VR.UC
                            ? stripTrailing(value)
                            : stripTrailing(value).stripLeading());
        }
        return values.size() == 1 && values.get(0).isEmpty() ? List.of() : List.copyOf(values);
    }

    /** The values as exact numbers; empty when the VR holds none or one of the values is not a number. */
    static Optional<List<BigDecimal>> numbers(Element.Value element, VR vr) {
        if (vr == VR.IS || vr == VR.DS) {
            return parse(strings(element, vr, CharacterSet.DEFAULT));
        }
        boolean numeric = switch (vr) {
            case US, SS, UL, SL, UV, SV, FL, FD, AT -> true;
            default -> false;
        };
        // An AT value is two words, group and element; it is one number here.
        int size = vr == VR.AT ? 4 : vr.unitBytes();
        if (!numeric || element.bytes().length % size != 0) {
            return Optional.empty();
        }
        ByteBuffer buffer = ByteBuffer.wrap(element.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        List<BigDecimal> values = new ArrayList<>(buffer.remaining() / size);
        while (buffer.hasRemaining()) {
            Optional<BigDecimal> value = next(buffer, vr);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            values.add(value.get());
        }
        return Optional.of(values);
    }

    private static Optional<BigDecimal> next(ByteBuffer buffer, VR vr) {
        return switch (vr) {
            case US -> Optional.of(BigDecimal.valueOf(Short.toUnsignedInt(buffer.getShort())));
            case SS -> Optional.of(BigDecimal.valueOf(buffer.getShort()));
            case UL -> Optional.of(BigDecimal.valueOf(Integer.toUnsignedLong(buffer.getInt())));
            case SL -> Optional.of(BigDecimal.valueOf(buffer.getInt()));
            case UV -> Optional.of(new BigDecimal(Long.toUnsignedString(buffer.getLong())));
            case SV -> Optional.of(BigDecimal.valueOf(buffer.getLong()));
            case AT -> Optional.of(BigDecimal.valueOf(Tag.of(buffer.getShort(), buffer.getShort())));
            case FL -> finite(buffer.getFloat());
            default -> finite(buffer.getDouble());
        };
    }

    private static Optional<BigDecimal> finite(double value) {
        return Double.isFinite(value) ? Optional.of(new BigDecimal(value)) : Optional.empty();
    }

    private static Optional<List<BigDecimal>> parse(List<String> values) {
        if (values.stream().anyMatch(value -> value.length() > LONGEST_NUMBER)) {
            return Optional.empty();
        }
        try {
            return Optional.of(values.stream().map(BigDecimal::new).toList());
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static List<String> texts(List<BigDecimal> numbers, VR vr) {
        return numbers.stream()
                .map(number -> vr == VR.AT ? Tag.toString(number.intValue()) : number.toPlainString())
                .toList();
    }

    private static String stripTrailing(String value) {
        int end = value.length();
        while (end > 0 && (value.charAt(end - 1) == ' ' || value.charAt(end - 1) == 0)) {
            end--;
        }
        return value.substring(0, end);
    }
}

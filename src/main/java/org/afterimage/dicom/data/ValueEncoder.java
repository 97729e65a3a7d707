package org.afterimage.dicom.data;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.regex.Pattern;

/** Makes the bytes of a value and refuses what its VR does not allow (PS3.5 6.2). */
final class ValueEncoder {

    private static final Pattern CODE_STRING = Pattern.compile("[A-Z0-9_ ]*");
    private static final Pattern DECIMAL_STRING =
            Pattern.compile(" *[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)? *");
    private static final Pattern INTEGER_STRING = Pattern.compile(" *[+-]?[0-9]+ *");
    private static final Pattern DIGITS = Pattern.compile("[0-9]*");
    private static final int DECIMAL_STRING_LENGTH = 16;

    private ValueEncoder() {}

    /** Bytes of text values, padded to an even length. */
    static byte[] strings(int tag, VR vr, CharacterSet characterSet, String... values) {
        if (!vr.isText()) {
            throw refused(tag, vr, "is not text");
        }
        if (values.length > 1 && !vr.isMultiValuedText()) {
            throw refused(tag, vr, "takes a single value");
        }
        for (String value : values) {
            check(tag, vr, value);
        }
        return pad(characterSet.encode(String.join("\\", values), vr), vr);
    }

    /** Bytes of whole numbers: binary or, for IS and DS, decimal text. */
    static byte[] integers(int tag, VR vr, int... values) {
        return switch (vr) {
            case IS, DS -> strings(tag, vr, CharacterSet.DEFAULT, texts(values.length, i -> "" + values[i]));
            case US -> integers(tag, vr, 2, 0, 0xFFFF, values);
            case SS -> integers(tag, vr, 2, Short.MIN_VALUE, Short.MAX_VALUE, values);
            case UL -> integers(tag, vr, 4, 0, Integer.MAX_VALUE, values);
            case SL -> integers(tag, vr, 4, Integer.MIN_VALUE, Integer.MAX_VALUE, values);
            case UV -> integers(tag, vr, 8, 0, Integer.MAX_VALUE, values);
            case SV -> integers(tag, vr, 8, Integer.MIN_VALUE, Integer.MAX_VALUE, values);
            case AT -> tags(values);
            case FL, FD ->
                decimals(tag, vr, Arrays.stream(values).asDoubleStream().toArray());
            default -> throw refused(tag, vr, "is not a number");
        };
    }

    /** Bytes of decimal numbers: binary or, for DS, the closest text of at most 16 characters. */
    static byte[] decimals(int tag, VR vr, double... values) {
        if (vr != VR.DS && vr != VR.FL && vr != VR.FD) {
            throw refused(tag, vr, "is not a decimal number");
        }
        for (double value : values) {
            if (!Double.isFinite(value)) {
                throw refused(tag, vr, "cannot be " + value);
            }
        }
        if (vr == VR.DS) {
            return strings(tag, vr, CharacterSet.DEFAULT, texts(values.length, i -> decimalString(values[i])));
        }
        byte[] bytes = new byte[values.length * vr.unitBytes()];
        ByteBuffer buffer = littleEndian(bytes);
        for (double value : values) {
            if (vr == VR.FL) {
                buffer.putFloat((float) value);
            } else {
                buffer.putDouble(value);
            }
        }
        return bytes;
    }

    /** The bytes with one more where their number is odd (PS3.5 7.1.1). */
    static byte[] pad(byte[] bytes, VR vr) {
        if (bytes.length % 2 == 0) {
            return bytes;
        }
        byte[] padded = Arrays.copyOf(bytes, bytes.length + 1);
        padded[bytes.length] = vr.paddingByte();
        return padded;
    }

    /** A number in at most 16 characters, with as many digits as fit. */
    static String decimalString(double value) {
        BigDecimal exact = BigDecimal.valueOf(value);
        for (int digits = 17; digits > 0; digits--) {
            BigDecimal rounded = exact.round(new MathContext(digits)).stripTrailingZeros();
            String plain = rounded.toPlainString();
            String text = plain.length() <= DECIMAL_STRING_LENGTH ? plain : rounded.toString();
            if (text.length() <= DECIMAL_STRING_LENGTH) {
                return text;
            }
        }
        throw new IllegalStateException("One digit and an exponent always fit into 16 characters: " + value);
    }

    private static byte[] integers(int tag, VR vr, int size, int minimum, int maximum, int... values) {
        byte[] bytes = new byte[values.length * size];
        ByteBuffer buffer = littleEndian(bytes);
        for (int value : values) {
            if (value < minimum || value > maximum) {
                throw refused(tag, vr, "cannot be " + value);
            }
            switch (size) {
                case 2 -> buffer.putShort((short) value);
                case 4 -> buffer.putInt(value);
                default -> buffer.putLong(value);
            }
        }
        return bytes;
    }

    private static byte[] tags(int... values) {
        byte[] bytes = new byte[values.length * 4];
        ByteBuffer buffer = littleEndian(bytes);
        for (int value : values) {
            buffer.putShort((short) Tag.group(value)).putShort((short) Tag.element(value));
        }
        return bytes;
    }

    private static void check(int tag, VR vr, String value) {
        int longest = vr == VR.PN
                ? Arrays.stream(value.split("=", -1))
                        .mapToInt(ValueEncoder::characters)
                        .max()
                        .orElse(0)
                : characters(value);
        if (longest > vr.maximumCharacters()) {
            throw refused(tag, vr, "takes " + vr.maximumCharacters() + " characters, not " + longest);
        }
        if (vr.isMultiValuedText() && value.indexOf('\\') >= 0) {
            throw refused(tag, vr, "separates its values with the backslash, so that none can contain it");
        }
        boolean wellFormed = value.isEmpty()
                || switch (vr) {
                    case CS -> CODE_STRING.matcher(value).matches();
                    case DS -> DECIMAL_STRING.matcher(value).matches();
                    case IS -> INTEGER_STRING.matcher(value).matches();
                    case DA -> DIGITS.matcher(value).matches() && value.length() == 8;
                    case UI -> Uid.isTolerable(value);
                    default -> true;
                };
        if (!wellFormed) {
            throw refused(tag, vr, "does not allow what was given");
        }
    }

    private static int characters(String value) {
        return value.codePointCount(0, value.length());
    }

    private static String[] texts(int count, IntFunction<String> text) {
        String[] texts = new String[count];
        Arrays.setAll(texts, text);
        return texts;
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The message names the element and never the value, which may be a patient's. */
    private static IllegalArgumentException refused(int tag, VR vr, String why) {
        return new IllegalArgumentException(Tag.toString(tag) + " (" + vr + ") " + why + ".");
    }
}

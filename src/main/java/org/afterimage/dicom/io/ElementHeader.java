package org.afterimage.dicom.io;

import java.io.IOException;
import org.afterimage.dicom.data.Dictionary;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.VR;

/**
 * What precedes the value of an element (PS3.5 7.1).
 *
 * @param tag the tag
 * @param vr the value representation; UN for items and delimiters, which have none
 * @param length bytes of the value, or {@link Encoding#UNDEFINED_LENGTH}
 * @param position where the element begins, in bytes
 */
record ElementHeader(int tag, VR vr, long length, long position) {

    private static final int ITEM_GROUP = 0xFFFE;

    /**
     * Reads the header of the next element.
     *
     * @param signedPixels whether Pixel Representation says that "US or SS" means SS
     */
    static ElementHeader read(DataSetInput input, Encoding encoding, boolean signedPixels) throws IOException {
        long position = input.position();
        int tag = input.tag(encoding);
        if (Tag.group(tag) == ITEM_GROUP) {
            return new ElementHeader(tag, VR.UN, input.unsigned32(encoding), position);
        }
        if (!encoding.explicitVr()) {
            return new ElementHeader(tag, Dictionary.vrOf(tag, signedPixels), input.unsigned32(encoding), position);
        }
        VR vr = readVr(input, tag, position);
        if (!vr.hasLongLength()) {
            return new ElementHeader(tag, vr, input.unsigned16(encoding), position);
        }
        input.unsigned16(encoding); // Reserved, zero.
        return new ElementHeader(tag, vr, input.unsigned32(encoding), position);
    }

    boolean hasUndefinedLength() {
        return length == Encoding.UNDEFINED_LENGTH;
    }

    /** How messages name the element. */
    String name() {
        return Tag.toString(tag) + " at byte " + position;
    }

    /** Any VR newer than this program has a 32-bit length (PS3.5 6.2), and is held as UN. */
    private static VR readVr(DataSetInput input, int tag, long position) throws IOException {
        int code = input.unsigned16(Encoding.IMPLICIT_LITTLE_ENDIAN);
        char first = (char) (code & 0xFF);
        char second = (char) (code >> 8);
        if (!isCapital(first) || !isCapital(second)) {
            throw new DicomFormatException(String.format(
                    "%s at byte %d has no value representation but the bytes %02X %02X.",
                    Tag.toString(tag), position, (int) first, (int) second));
        }
        return VR.of(first, second).orElse(VR.UN);
    }

    private static boolean isCapital(char c) {
        return c >= 'A' && c <= 'Z';
    }
}

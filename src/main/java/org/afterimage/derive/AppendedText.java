package org.afterimage.derive;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.afterimage.dicom.data.CharacterSet;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Dictionary;
import org.afterimage.dicom.data.Element;
import org.afterimage.dicom.data.VR;

/**
 * Text of the node's own with the source's text behind it. The node's is ASCII, which every character set of DICOM contains; the
 * source's keeps its bytes where it fits, and is cut between characters where it does not.
 */
final class AppendedText {

    private static final String SEPARATOR = " | ";
    private static final char REPLACEMENT = '\uFFFD';

    private AppendedText() {}

    /**
     * Puts the text.
     *
     * @param target the derived data set, which has the source's Specific Character Set already
     * @param tag an attribute of one text value
     * @param own the node's text, ASCII
     * @param source the source
     * @param maximumCharacters what the VR allows
     */
    static void put(DataSet target, int tag, String own, DataSet source, int maximumCharacters) {
        VR vr = Dictionary.vrOf(tag);
        byte[] theirs = trimmed(source, tag);
        String text = source.characterSet().decode(theirs, vr);
        int room = maximumCharacters - own.length() - SEPARATOR.length();
        if (text.isBlank() || room < 1) {
            target.putString(tag, own);
        } else if (text.codePointCount(0, text.length()) <= room) {
            target.putBytes(tag, vr, joined(own, theirs));
        } else {
            putCut(target, tag, vr, own, text, room);
        }
    }

    private static void putCut(DataSet target, int tag, VR vr, String own, String text, int room) {
        String start = text.substring(0, text.offsetByCodePoints(0, room)).stripTrailing();
        CharacterSet characterSet = target.characterSet();
        if (start.indexOf(REPLACEMENT) >= 0) {
            target.putString(
                    tag, own); // not text in the character set that the source names; a part of it would be nonsense
            return;
        }
        target.putBytes(tag, vr, joined(own, characterSet.encode(start, vr)));
    }

    private static byte[] joined(String own, byte[] theirs) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes((own + SEPARATOR).getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(theirs);
        return bytes.toByteArray();
    }

    private static byte[] trimmed(DataSet source, int tag) {
        if (!(source.get(tag).orElse(null) instanceof Element.Value value)) {
            return new byte[0];
        }
        int end = value.bytes().length;
        while (end > 0 && (value.bytes()[end - 1] == ' ' || value.bytes()[end - 1] == 0)) {
            end--;
        }
        return Arrays.copyOf(value.bytes(), end);
    }
}

package org.afterimage.dicom.net;

/** Text of the basic character set, the only one in PDUs and command sets (ISO 646, PS3.7 6.3.1 and PS3.8 F). */
final class Ascii {

    private Ascii() {}

    /** Replaces all that is not a printable ASCII character by a question mark. */
    static String printable(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.chars().forEach(c -> out.append(c >= ' ' && c < 0x7F ? (char) c : '?'));
        return out.toString();
    }
}

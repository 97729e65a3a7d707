package org.afterimage.dicom.net;

/**
 * The rules of the AE title: 1 to 16 characters of ISO 646 without backslash and control characters, spaces at both
 * ends without meaning (PS3.5 6.2).
 */
public final class AeTitle {

    static final int MAX_LENGTH = 16;

    private AeTitle() {}

    /**
     * Checks an AE title that was given to us by a person or a file.
     *
     * @param aeTitle the title
     * @return the title without the spaces around it
     * @throws IllegalArgumentException when it is no AE title
     */
    public static String require(String aeTitle) {
        String stripped = aeTitle == null ? "" : aeTitle.strip();
        boolean printable = stripped.chars().allMatch(c -> c >= ' ' && c < 0x7F && c != '\\');
        if (stripped.isEmpty() || stripped.length() > MAX_LENGTH || !printable) {
            throw new IllegalArgumentException("\"" + aeTitle + "\" is no AE title: 1 to 16 printable ASCII characters"
                    + " without backslash are needed.");
        }
        return stripped;
    }
}

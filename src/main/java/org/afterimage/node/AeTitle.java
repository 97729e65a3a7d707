package org.afterimage.node;

/** The rules for an AE title, VR AE of PS3.5 6.2. */
public final class AeTitle {
    private static final int LONGEST = 16;

    private AeTitle() {}

    /**
     * Returns the title where it is one.
     *
     * @throws IllegalArgumentException with the reason where it is not
     */
    public static String require(String title) {
        if (title == null || title.isBlank()) {
            throw new IllegalArgumentException("an AE title is missing");
        }
        if (title.length() > LONGEST) {
            throw new IllegalArgumentException("the AE title '" + title + "' is longer than 16 characters");
        }
        boolean printable = title.chars().allMatch(c -> c >= ' ' && c < 0x7F && c != '\\');
        if (!printable || !title.equals(title.strip())) {
            throw new IllegalArgumentException(
                    "the AE title '" + title + "' has a space at its end or a character that AE titles can't have");
        }
        return title;
    }
}

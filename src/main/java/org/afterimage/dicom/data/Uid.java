package org.afterimage.dicom.data;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.regex.Pattern;

/** Unique identifiers (PS3.5 9). */
public final class Uid {

    private static final int MAXIMUM_LENGTH = 64;
    private static final Pattern COMPONENTS = Pattern.compile("(0|[1-9][0-9]*)(\\.(0|[1-9][0-9]*))*");
    private static final Pattern TOLERABLE_COMPONENTS = Pattern.compile("[0-9]+(\\.[0-9]+)*");

    private Uid() {}

    /** Whether the text is a UID: at most 64 characters, numbers without leading zeros between single dots (PS3.5 9.1). */
    public static boolean isValid(String uid) {
        return uid.length() <= MAXIMUM_LENGTH && COMPONENTS.matcher(uid).matches();
    }

    /**
     * Whether the text identifies something although it may break one rule: some devices write numbers with leading zeros. What
     * they made is taken in and referred to under the name it has; it is harmless in any path or query.
     */
    public static boolean isTolerable(String uid) {
        return uid.length() <= MAXIMUM_LENGTH
                && TOLERABLE_COMPONENTS.matcher(uid).matches();
    }

    /**
     * A UID that anybody can derive again from the same hash: {@code 2.25.} and a UUID as one decimal number (PS3.5 B.2).
     * The UUID takes the first 128 bits, marked as version 8 (of its maker's own form) and variant 1 (RFC 9562 5.8).
     *
     * @param sha256 at least 16 bytes of a hash
     */
    public static String fromHash(byte[] sha256) {
        if (sha256.length < 16) {
            throw new IllegalArgumentException("A UID needs 16 bytes of a hash, not " + sha256.length + ".");
        }
        byte[] uuid = Arrays.copyOf(sha256, 16);
        uuid[6] = (byte) ((uuid[6] & 0x0F) | 0x80);
        uuid[8] = (byte) ((uuid[8] & 0x3F) | 0x80);
        return "2.25." + new BigInteger(1, uuid);
    }
}

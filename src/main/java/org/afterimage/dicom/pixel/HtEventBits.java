package org.afterimage.dicom.pixel;

/** The adaptive run-length decoder of rare events, MEL (ITU-T T.814 7.1.3 and 7.3.3). */
final class HtEventBits {

    private static final int[] EXPONENTS = {0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 4, 5};

    private final byte[] bytes;
    private int at;
    private int current;
    private int left;
    private int state;
    private int run;
    private boolean oneFollows;

    /** The events of a cleanup segment. */
    HtEventBits(byte[] cleanup, int suffixLength) {
        bytes = cleanup;
        at = cleanup.length - suffixLength;
    }

    private int bit() {
        if (left == 0) {
            left = current == 0xFF ? 7 : 8;
            int last = bytes.length - 2;
            // The last byte shares its upper half with the codes that come from behind.
            current = at < last ? bytes[at] & 0xFF : at == last ? bytes[at] & 0xFF | 0x0F : 0xFF;
            at++;
        }
        left--;
        return current >> left & 1;
    }

    /** The next event. */
    boolean next() {
        if (run == 0 && !oneFollows) {
            int exponent = EXPONENTS[state];
            if (bit() == 1) {
                run = 1 << exponent;
                state = Math.min(state + 1, EXPONENTS.length - 1);
            } else {
                for (int i = 0; i < exponent; i++) {
                    run = run << 1 | bit();
                }
                state = Math.max(state - 1, 0);
                oneFollows = true;
            }
        }
        if (run > 0) {
            run--;
            return false;
        }
        oneFollows = false;
        return true;
    }
}

package org.afterimage.dicom.pixel;

import java.util.Arrays;

/** The contexts of the arithmetic coder and what each expects (ITU-T T.800 C.2.5 and D.3 to D.7). */
final class J2kMqStates {

    static final int CONTEXTS = 19;
    static final int RUN_LENGTH = 17;
    static final int UNIFORM = 18;

    /** Table C.2: probability, next state after the likely and after the unlikely symbol, whether the two change places. */
    private static final int[] TABLE = {
        0x5601, 1, 1, 1, 0x3401, 2, 6, 0, 0x1801, 3, 9, 0, 0x0AC1, 4, 12, 0, 0x0521, 5, 29, 0, 0x0221, 38, 33, 0,
        0x5601, 7, 6, 1, 0x5401, 8, 14, 0, 0x4801, 9, 14, 0, 0x3801, 10, 14, 0, 0x3001, 11, 17, 0, 0x2401, 12, 18, 0,
        0x1C01, 13, 20, 0, 0x1601, 29, 21, 0, 0x5601, 15, 14, 1, 0x5401, 16, 14, 0, 0x5101, 17, 15, 0, 0x4801, 18, 16,
                0,
        0x3801, 19, 17, 0, 0x3401, 20, 18, 0, 0x3001, 21, 19, 0, 0x2801, 22, 19, 0, 0x2401, 23, 20, 0, 0x2201, 24, 21,
                0,
        0x1C01, 25, 22, 0, 0x1801, 26, 23, 0, 0x1601, 27, 24, 0, 0x1401, 28, 25, 0, 0x1201, 29, 26, 0, 0x1101, 30, 27,
                0,
        0x0AC1, 31, 28, 0, 0x09C1, 32, 29, 0, 0x08A1, 33, 30, 0, 0x0521, 34, 31, 0, 0x0441, 35, 32, 0, 0x02A1, 36, 33,
                0,
        0x0221, 37, 34, 0, 0x0141, 38, 35, 0, 0x0111, 39, 36, 0, 0x0085, 40, 37, 0, 0x0049, 41, 38, 0, 0x0025, 42, 39,
                0,
        0x0015, 43, 40, 0, 0x0009, 44, 41, 0, 0x0005, 45, 42, 0, 0x0001, 45, 43, 0, 0x5601, 46, 46, 0
    };

    private static final int UNIFORM_STATE = 46;
    private static final int RUN_LENGTH_STATE = 3;
    private static final int NO_NEIGHBOUR_STATE = 4;

    private final int[] states = new int[CONTEXTS];
    private final int[] likely = new int[CONTEXTS];

    J2kMqStates() {
        reset();
    }

    /** Table D.7. */
    void reset() {
        Arrays.fill(states, 0);
        Arrays.fill(likely, 0);
        states[0] = NO_NEIGHBOUR_STATE;
        states[RUN_LENGTH] = RUN_LENGTH_STATE;
        states[UNIFORM] = UNIFORM_STATE;
    }

    int probability(int context) {
        return TABLE[4 * states[context]];
    }

    int likely(int context) {
        return likely[context];
    }

    void sawLikely(int context) {
        states[context] = TABLE[4 * states[context] + 1];
    }

    void sawUnlikely(int context) {
        int state = states[context];
        likely[context] ^= TABLE[4 * state + 3];
        states[context] = TABLE[4 * state + 2];
    }
}

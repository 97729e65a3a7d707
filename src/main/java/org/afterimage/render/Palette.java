package org.afterimage.render;

/** What the levels of a picture look like. */
public enum Palette {
    /** Black to white. */
    GREY,

    /**
     * For a change map laid over an image: the middle is transparent, what is brighter than in the source orange, what is darker blue, the stronger
     * the more opaque. The two differ in hue and lightness for every kind of colour blindness.
     */
    CHANGE;

    private static final int LEVELS = 256;
    private static final int[] BRIGHTER = {255, 145, 20};
    private static final int[] DARKER = {60, 130, 255};

    /** Red, green and blue of each level. */
    byte[] colours() {
        byte[] colours = new byte[3 * LEVELS];
        for (int level = 0; level < LEVELS; level++) {
            int[] colour = level >= LEVELS / 2 ? BRIGHTER : DARKER;
            for (int i = 0; i < colour.length; i++) {
                colours[3 * level + i] = (byte) (this == GREY ? level : colour[i]);
            }
        }
        return colours;
    }

    /** Opacity of each level. */
    byte[] opacities() {
        byte[] opacities = new byte[LEVELS];
        for (int level = 0; level < LEVELS; level++) {
            int away = level >= LEVELS / 2 ? level - LEVELS / 2 : LEVELS / 2 - 1 - level;
            // The root makes small changes visible; what is nothing but rounding stays invisible.
            opacities[level] = (byte) (away == 0 ? 0 : Math.round(255 * Math.sqrt(away / 127.0)));
        }
        return opacities;
    }
}

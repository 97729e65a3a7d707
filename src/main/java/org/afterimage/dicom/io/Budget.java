package org.afterimage.dicom.io;

import org.afterimage.dicom.data.Tag;

/** Counts what one data set takes up in memory while it is read, and stops the reading at the limits. */
final class Budget {

    /** Rough cost, in bytes, of the objects that hold an element, so that many tiny elements count as what they are. */
    private static final int ELEMENT_COST = 100;

    /** Rough cost, in bytes, of the objects that hold an item. */
    private static final int ITEM_COST = 150;

    /** What a Java array can hold at the most. */
    private static final long LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    private final Limits limits;
    private long heldBytes;
    private int elements;
    private int items;

    Budget(Limits limits) {
        this.limits = limits;
    }

    /** Counts an element before its value is read. */
    void element(int tag, long position) throws DicomFormatException {
        if (++elements > limits.maxElements()) {
            throw exceeded(tag, position, "the data set has more than " + limits.maxElements() + " elements");
        }
        hold(tag, position, ELEMENT_COST);
    }

    /** Counts an item or fragment before it is read. */
    void item(int tag, long position) throws DicomFormatException {
        if (++items > limits.maxItems()) {
            throw exceeded(tag, position, "the data set has more than " + limits.maxItems() + " items");
        }
        hold(tag, position, ITEM_COST);
    }

    /** Counts a value that is about to be read into memory; its length then fits an {@code int}. */
    void value(int tag, long position, long length) throws DicomFormatException {
        long allowed = Math.min(limits.maxElementLength(), LONGEST_ARRAY);
        if (length > allowed) {
            throw exceeded(tag, position, "it announces " + length + " bytes; " + allowed + " are allowed");
        }
        hold(tag, position, length);
    }

    /** Checks how deep a sequence is nested, the outermost being at depth 1. */
    void depth(int tag, long position, int depth) throws DicomFormatException {
        if (depth > limits.maxDepth()) {
            throw exceeded(tag, position, "sequences are nested more than " + limits.maxDepth() + " deep");
        }
    }

    private void hold(int tag, long position, long bytes) throws DicomFormatException {
        heldBytes += bytes;
        if (heldBytes > limits.maxHeldBytes()) {
            throw exceeded(tag, position, "the data set needs more than " + limits.maxHeldBytes() + " bytes of memory");
        }
    }

    private static DicomFormatException exceeded(int tag, long position, String what) {
        return new DicomFormatException(
                "The data set is refused at " + Tag.toString(tag) + ", byte " + position + ": " + what + ".");
    }
}

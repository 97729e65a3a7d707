package org.afterimage.dicom.data;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** One data element (PS3.5 7.1): a tag, a value representation and a value that is bytes, items, fragments or a place on disk. */
public sealed interface Element {

    /** The tag; see {@link Tag}. */
    int tag();

    /** The value representation. */
    VR vr();

    /**
     * An element whose value is held in memory.
     *
     * @param tag the tag
     * @param vr the value representation, not SQ
     * @param bytes the value as encoded, its padding included; binary values are little endian whatever the stream's byte order
     *     was. Not copied: whoever hands bytes over changes them no more
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Value(int tag, VR vr, byte[] bytes) implements Element {

        @Override
        public boolean equals(Object other) {
            return other instanceof Value that && tag == that.tag && vr == that.vr && Arrays.equals(bytes, that.bytes);
        }

        @Override
        public int hashCode() {
            return Objects.hash(tag, vr, Arrays.hashCode(bytes));
        }
    }

    /**
     * A sequence of items (PS3.5 7.5).
     *
     * @param tag the tag
     * @param vr SQ; or UN for a sequence that was sent as UN with undefined length, whose items are in Implicit VR (PS3.5 6.2.2)
     * @param items the items in their order
     * @param undefinedLength whether a delimiter ends the sequence instead of a length
     */
    record Sequence(int tag, VR vr, List<DataSet> items, boolean undefinedLength) implements Element {

        /** Keeps its own list. */
        public Sequence {
            items = List.copyOf(items);
        }

        /** A sequence that is written with its length. */
        public Sequence(int tag, List<DataSet> items) {
            this(tag, VR.SQ, items, false);
        }
    }

    /**
     * Encapsulated pixel data held in memory (PS3.5 A.4).
     *
     * @param tag the tag
     * @param vr OB, or OW as some write
     * @param fragments the fragments; the first is the Basic Offset Table and may be empty
     */
    record Fragments(int tag, VR vr, List<byte[]> fragments) implements Element {

        /** Keeps its own list. */
        public Fragments {
            fragments = List.copyOf(fragments);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Fragments that
                    && tag == that.tag
                    && vr == that.vr
                    && Arrays.deepEquals(fragments.toArray(), that.fragments.toArray());
        }

        @Override
        public int hashCode() {
            return Objects.hash(tag, vr, Arrays.deepHashCode(fragments.toArray()));
        }
    }

    /**
     * A value that was left in the file it was read from. The file must stay as it is for as long as the element is used.
     *
     * @param tag the tag
     * @param vr the value representation
     * @param file the file
     * @param offset where the value begins, in bytes of the file or, if that is deflated, of the inflated data set
     * @param length how many bytes it has
     * @param encapsulated whether the range holds the items of encapsulated pixel data, up to and including the sequence
     *     delimiter
     * @param bigEndian whether the bytes on disk are big endian
     * @param deflatedFrom where the deflated data set begins in the file, in bytes; {@link #NOT_DEFLATED} when it is not deflated
     */
    record Bulk(
            int tag,
            VR vr,
            Path file,
            long offset,
            long length,
            boolean encapsulated,
            boolean bigEndian,
            long deflatedFrom)
            implements Element {

        /** The value stands in the file as it is. */
        public static final long NOT_DEFLATED = -1;

        /** A value in a file that is not deflated. */
        public Bulk(int tag, VR vr, Path file, long offset, long length, boolean encapsulated, boolean bigEndian) {
            this(tag, vr, file, offset, length, encapsulated, bigEndian, NOT_DEFLATED);
        }

        /** Whether the value has to be inflated to be read (PS3.5 A.5). */
        public boolean deflated() {
            return deflatedFrom != NOT_DEFLATED;
        }
    }
}

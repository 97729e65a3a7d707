package org.afterimage.dicom.io;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Element;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.VR;

/**
 * Reads a data set from a stream of bytes (PS3.5 7), within limits.
 *
 * <p>Values, the lengths of sequences and private elements are kept as they are. Group lengths (gggg,0000) are left out: they are
 * retired, and wrong as soon as an element changes (PS3.5 7.2); the writer makes those of groups 0000 and 0002 itself. A tag that
 * occurs twice is refused, since nobody can say which of the two holds; tags out of order are put in order.
 */
public final class DataSetReader {

    /** Greater than every tag. */
    private static final long NO_TAG = 1L << 32;

    /**
     * A data set that is being read.
     *
     * @param encoding how its elements are laid out
     * @param end where it ends at the latest
     * @param delimited whether an item delimiter ends it
     * @param depth how many sequences it is inside of
     * @param signedPixels what Pixel Representation the data set around it has
     */
    private record Scope(Encoding encoding, long end, boolean delimited, int depth, boolean signedPixels) {}

    private final DataSetInput input;
    private final Encoding encoding;
    private final Limits limits;
    private final Budget budget;
    private final Optional<Path> file;
    private final long deflatedFrom;

    /**
     * A reader that holds all values in memory.
     *
     * @param in the bytes of the data set alone; read to its end, never closed
     * @param transferSyntax how the data set is encoded; if deflated, the bytes are inflated here
     * @param limits what to refuse
     */
    public DataSetReader(InputStream in, TransferSyntax transferSyntax, Limits limits) {
        this(
                new DataSetInput(
                        new BufferedInputStream(transferSyntax.deflated() ? new InflatedInput(in, limits) : in),
                        0,
                        DataSetInput.UNKNOWN_END),
                Encoding.of(transferSyntax),
                limits,
                Optional.empty());
    }

    /** A reader that leaves long binary values in the file, whose offsets are the input's positions. */
    DataSetReader(DataSetInput input, Encoding encoding, Limits limits, Optional<Path> file) {
        this(input, encoding, limits, file, Element.Bulk.NOT_DEFLATED);
    }

    /** A reader that leaves long binary values in a file that is deflated from an offset on; positions are those in what it inflates to. */
    DataSetReader(DataSetInput input, Encoding encoding, Limits limits, Optional<Path> file, long deflatedFrom) {
        this.deflatedFrom = deflatedFrom;
        this.input = input;
        this.encoding = encoding;
        this.limits = limits;
        this.budget = new Budget(limits);
        this.file = file;
    }

    /**
     * Reads up to the end of the stream.
     *
     * @throws DicomFormatException when the bytes are no data set, end early or go beyond the limits
     */
    public DataSet read() throws IOException {
        return readDataSet(wholeInput(), NO_TAG);
    }

    /**
     * Reads the elements with lower tags than the one given and leaves the rest of the stream alone.
     *
     * @throws DicomFormatException as {@link #read()} does
     */
    public DataSet readBefore(int tag) throws IOException {
        return readDataSet(wholeInput(), Integer.toUnsignedLong(tag));
    }

    private Scope wholeInput() {
        return new Scope(encoding, input.end(), false, 0, false);
    }

    private DataSet readDataSet(Scope scope, long stopBefore) throws IOException {
        DataSet dataSet = new DataSet().setUndefinedLength(scope.delimited());
        boolean signedPixels = scope.signedPixels();
        while (scope.delimited() || !atEnd(scope)) {
            ElementHeader header = ElementHeader.read(input, scope.encoding(), signedPixels);
            if (Integer.toUnsignedLong(header.tag()) >= stopBefore) {
                return dataSet;
            }
            checkFits(header, scope.end());
            if (scope.delimited() && header.tag() == Tag.ITEM_DELIMITATION_ITEM) {
                return dataSet;
            }
            checkBelongs(header, dataSet);
            if (Tag.isGroupLength(header.tag())) {
                input.skip(header.tag(), header.length());
                continue;
            }
            budget.element(header.tag(), header.position());
            dataSet.put(readElement(header, scope, signedPixels));
            if (header.tag() == Tag.PIXEL_REPRESENTATION) {
                signedPixels = dataSet.integer(Tag.PIXEL_REPRESENTATION).orElse(0) == 1;
            }
        }
        return dataSet;
    }

    private boolean atEnd(Scope scope) throws IOException {
        return scope.end() == DataSetInput.UNKNOWN_END ? input.atEnd() : input.position() >= scope.end();
    }

    private static void checkBelongs(ElementHeader header, DataSet dataSet) throws DicomFormatException {
        if (Tag.group(header.tag()) == 0xFFFE) {
            throw new DicomFormatException(
                    "There is " + header.name() + ", where an element of the data set was expected.");
        }
        if (dataSet.contains(header.tag())) {
            throw new DicomFormatException(header.name() + " occurs a second time in its data set.");
        }
    }

    private void checkFits(ElementHeader header, long end) throws DicomFormatException {
        long left = end - input.position();
        if (left < 0) {
            throw new DicomFormatException(header.name() + " begins within the bytes of its item but ends outside.");
        }
        // A delimiter has no value, whatever its length says, which a stream of unknown end cannot check either.
        boolean hasValue = header.tag() != Tag.ITEM_DELIMITATION_ITEM && header.tag() != Tag.SEQUENCE_DELIMITATION_ITEM;
        if (hasValue && !header.hasUndefinedLength() && header.length() > left) {
            throw new DicomFormatException(
                    header.name() + " announces " + header.length() + " bytes, but only " + left + " are left.");
        }
    }

    private Element readElement(ElementHeader header, Scope scope, boolean signedPixels) throws IOException {
        if (header.vr() == VR.SQ) {
            return readSequence(header, scope.encoding(), scope, signedPixels);
        }
        if (!header.hasUndefinedLength()) {
            return readValue(header, scope.encoding());
        }
        if (header.tag() == Tag.PIXEL_DATA || header.vr() == VR.OB || header.vr() == VR.OW) {
            return readFragments(header, scope);
        }
        if (header.vr() == VR.UN) {
            // A sequence whose sender did not know it; its items are in Implicit VR Little Endian (PS3.5 6.2.2).
            return readSequence(header, Encoding.IMPLICIT_LITTLE_ENDIAN, scope, signedPixels);
        }
        throw new DicomFormatException(
                header.name() + " has an undefined length, which " + header.vr() + " does not allow.");
    }

    private Element readValue(ElementHeader header, Encoding valueEncoding) throws IOException {
        if (file.isPresent() && header.vr().isOther() && header.length() > limits.bulkThreshold()) {
            long offset = input.position();
            input.skip(header.tag(), header.length());
            return new Element.Bulk(
                    header.tag(),
                    header.vr(),
                    file.get(),
                    offset,
                    header.length(),
                    false,
                    valueEncoding.bigEndian(),
                    deflatedFrom);
        }
        budget.value(header.tag(), header.position(), header.length());
        byte[] bytes = input.bytes(header.tag(), Math.toIntExact(header.length()));
        if (valueEncoding.bigEndian()) {
            ByteOrders.reverse(bytes, header.vr().unitBytes());
        }
        return new Element.Value(header.tag(), header.vr(), bytes);
    }

    private Element readSequence(ElementHeader header, Encoding itemEncoding, Scope scope, boolean signedPixels)
            throws IOException {
        int depth = scope.depth() + 1;
        budget.depth(header.tag(), header.position(), depth);
        boolean delimited = header.hasUndefinedLength();
        long end = delimited ? scope.end() : input.position() + header.length();
        List<DataSet> items = new ArrayList<>();
        while (delimited || input.position() < end) {
            ElementHeader item = readItemHeader(itemEncoding, end);
            if (delimited && item.tag() == Tag.SEQUENCE_DELIMITATION_ITEM) {
                break;
            }
            checkItem(item, header);
            budget.item(header.tag(), item.position());
            long itemEnd = item.hasUndefinedLength() ? end : input.position() + item.length();
            Scope inside = new Scope(itemEncoding, itemEnd, item.hasUndefinedLength(), depth, signedPixels);
            items.add(readDataSet(inside, NO_TAG));
        }
        return new Element.Sequence(header.tag(), header.vr(), items, delimited);
    }

    private Element readFragments(ElementHeader header, Scope scope) throws IOException {
        long offset = input.position();
        List<byte[]> fragments = new ArrayList<>();
        boolean left = file.isPresent() && deflatedFrom == Element.Bulk.NOT_DEFLATED;
        while (true) {
            ElementHeader item = readItemHeader(scope.encoding(), scope.end());
            if (item.tag() == Tag.SEQUENCE_DELIMITATION_ITEM) {
                break;
            }
            checkItem(item, header);
            if (item.hasUndefinedLength()) {
                throw new DicomFormatException("A fragment of " + header.name() + " has an undefined length.");
            }
            if (left) {
                input.skip(header.tag(), item.length());
            } else {
                budget.item(header.tag(), item.position());
                budget.value(header.tag(), item.position(), item.length());
                fragments.add(input.bytes(header.tag(), Math.toIntExact(item.length())));
            }
        }
        if (left) {
            long length = input.position() - offset;
            return new Element.Bulk(header.tag(), header.vr(), file.get(), offset, length, true, false);
        }
        return new Element.Fragments(header.tag(), header.vr(), fragments);
    }

    private ElementHeader readItemHeader(Encoding itemEncoding, long end) throws IOException {
        ElementHeader item = ElementHeader.read(input, itemEncoding, false);
        checkFits(item, end);
        return item;
    }

    private static void checkItem(ElementHeader item, ElementHeader sequence) throws DicomFormatException {
        if (item.tag() != Tag.ITEM) {
            throw new DicomFormatException(
                    "There is " + item.name() + ", where an item of " + sequence.name() + " was expected.");
        }
    }
}

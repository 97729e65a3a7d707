package org.afterimage.derive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Supplier;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.io.DicomObject;
import org.afterimage.dicom.io.TransferSyntax;
import org.afterimage.dicom.pixel.FrameReader;
import org.afterimage.dicom.pixel.PixelWriter;
import org.afterimage.synthesize.SourceInstance;
import org.afterimage.synthesize.SyntheticInstance;

/**
 * One derived instance, ready to be made and written: a long series is larger than memory, so that its data sets are made one at a time.
 *
 * @param sopClassUid the source's own SOP class
 * @param sopInstanceUid the same whenever it is derived again
 * @param making makes all attributes, pixel data included; the same each time
 * @param transferSyntax what the pixel data is encoded for
 * @param images what was synthesised, a frame each, and what it shows or shows the change of; the first is of the image whose place it has,
 *     or its first frame has
 */
public record DerivedInstance(
        String sopClassUid,
        String sopInstanceUid,
        Supplier<DataSet> making,
        TransferSyntax transferSyntax,
        List<SyntheticInstance> images) {

    public DerivedInstance {
        images = List.copyOf(images);
    }

    /**
     * All attributes, pixel data included: made anew each time, so that a caller asks once and lets go of it when it is written.
     *
     * @throws IllegalArgumentException if nothing truthful can be derived from the source
     * @throws UncheckedIOException if pixels can't be read back or encoded
     */
    public DataSet dataSet() {
        return making.get();
    }

    /** The images that it was made from; the first is the one whose place it has, or its first frame has. */
    public List<SourceInstance> sources() {
        return images.stream()
                .flatMap(image -> image.sources().stream())
                .distinct()
                .toList();
    }

    /** The instance whose place it has. */
    public SourceInstance source() {
        return images.get(0).source();
    }

    /**
     * The same instance with its pixels, unchanged, in another encoding. Nothing is lost, so Lossy Image Compression (0028,2110)
     * stays as it is (PS3.3 C.7.6.1.1.5).
     *
     * @throws IllegalArgumentException if this node does not write that transfer syntax
     */
    public DerivedInstance encodedAs(TransferSyntax syntax) {
        if (syntax.equals(transferSyntax)) {
            return this;
        }
        if (!PixelWriter.writes(syntax)) {
            throw new IllegalArgumentException("Pixels are not written as " + syntax.name() + ".");
        }
        return new DerivedInstance(sopClassUid, sopInstanceUid, () -> encoded(syntax), syntax, images);
    }

    private DataSet encoded(TransferSyntax syntax) {
        DataSet dataSet = dataSet();
        try {
            FrameReader frames = new FrameReader(new DicomObject(new DataSet(), transferSyntax, dataSet));
            return dataSet.shallowCopy().put(PixelWriter.element(frames::stored, frames.format(), syntax));
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }
}

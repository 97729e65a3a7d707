package org.afterimage.bench.interop;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.afterimage.dicom.data.Element;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.DicomObject;
import org.afterimage.dicom.io.Limits;
import org.afterimage.dicom.io.Part10;
import org.afterimage.dicom.pixel.PixelReader;

/** Compares an instance that travelled with the one that set out. */
final class Comparison {
    private static final Limits IN_MEMORY = Limits.defaults().withBulkThreshold(Long.MAX_VALUE);

    private static final int ITEM_HEADER = 8;

    private Comparison() {}

    /** Passed when transfer syntax, the bytes of the pixel data (of each fragment) and the decoded values are as they were. */
    static Outcome of(Sample sample, Path arrived) throws IOException {
        DicomObject there = Part10.read(arrived, IN_MEMORY);
        if (!there.transferSyntax().equals(sample.transferSyntax())) {
            return new Outcome.Failed("it came as " + there.transferSyntax().name());
        }
        Element before = pixelData(Part10.read(sample.file(), IN_MEMORY));
        if (!sameValue(before, pixelData(there))) {
            return new Outcome.Failed("the bytes of its pixel data changed");
        }
        return decoded(sample, there);
    }

    private static Outcome decoded(Sample sample, DicomObject there) throws IOException {
        int[] values = PixelReader.frame(there, 0);
        if (values.length != sample.stored().length) {
            return new Outcome.Failed(values.length + " pixels were decoded");
        }
        int worst = 0;
        for (int i = 0; i < values.length; i++) {
            worst = Math.max(worst, Math.abs(values[i] - sample.stored()[i]));
        }
        return worst <= sample.bound()
                ? Outcome.PASSED
                : new Outcome.Failed("decoded values differ by up to " + worst + ", not " + sample.bound());
    }

    /** Some write OB where others write OW; the value is what counts. */
    private static boolean sameValue(Element one, Element other) throws IOException {
        if (one instanceof Element.Bulk a && other instanceof Element.Bulk b && a.encapsulated() && b.encapsulated()) {
            return Arrays.deepEquals(fragments(a), fragments(b));
        }
        return one instanceof Element.Value a
                && other instanceof Element.Value b
                && Arrays.equals(a.bytes(), b.bytes());
    }

    /** The items of encapsulated pixel data, the Basic Offset Table first (PS3.5 A.4). */
    private static byte[][] fragments(Element.Bulk bulk) throws IOException {
        List<byte[]> fragments = new ArrayList<>();
        try (InputStream in = Files.newInputStream(bulk.file())) {
            in.skipNBytes(bulk.offset());
            ByteBuffer items = ByteBuffer.wrap(in.readNBytes(Math.toIntExact(bulk.length())))
                    .order(ByteOrder.LITTLE_ENDIAN);
            while (items.remaining() >= ITEM_HEADER) {
                int tag = Tag.of(items.getShort(), items.getShort());
                byte[] fragment = new byte[items.getInt()];
                if (tag == Tag.ITEM) {
                    items.get(fragment);
                    fragments.add(fragment);
                }
            }
        }
        return fragments.toArray(byte[][]::new);
    }

    private static Element pixelData(DicomObject object) {
        return object.dataSet().get(Tag.PIXEL_DATA).orElseThrow();
    }
}

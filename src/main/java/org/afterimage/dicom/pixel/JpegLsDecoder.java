package org.afterimage.dicom.pixel;

import java.util.HashSet;
import java.util.Set;
import org.afterimage.dicom.io.DicomFormatException;

/** Reads the segments of one JPEG-LS frame in their order (ITU-T T.87 Annex C). */
final class JpegLsDecoder {

    private static final int SOI = 0xFFD8;
    private static final int EOI = 0xFFD9;
    private static final int SOS = 0xFFDA;
    private static final int DRI = 0xFFDD;
    private static final int SOF55 = 0xFFF7;
    private static final int LSE = 0xFFF8;
    private static final int CODING_PARAMETERS = 1;

    private final CodeStream in;
    private final PixelFormat format;
    private final Set<Integer> decoded = new HashSet<>();
    private int precision;
    private int[] componentIds = new int[0];
    private int[] preset = new int[5];
    private int[] samples;
    private boolean lossy;

    JpegLsDecoder(byte[] bytes, PixelFormat format) {
        this.in = new CodeStream(bytes);
        this.format = format;
    }

    int[] decode() throws DicomFormatException {
        if (in.marker() != SOI) {
            throw new DicomFormatException("A compressed frame is no JPEG-LS stream.");
        }
        while (samples == null || decoded.size() < componentIds.length) {
            segment(in.marker());
        }
        StoredValues.fromSamples(samples, precision, false, lossy, format);
        return samples;
    }

    private void segment(int marker) throws DicomFormatException {
        if (marker == EOI) {
            throw new DicomFormatException("A compressed frame ends before all of its components were there.");
        }
        CodeStream segment = in.segment();
        switch (marker) {
            case SOF55 -> beginFrame(segment);
            case LSE -> parameters(segment);
            case SOS -> scan(segment);
            case DRI -> refuseUnless(segment.u16() == 0, "restart intervals");
            default ->
                refuseUnless(marker >= 0xFFE0 || marker < 0xFFC0, String.format("a segment of kind %04X", marker));
        }
    }

    private static void refuseUnless(boolean known, String what) throws DicomFormatException {
        if (!known) {
            throw new DicomFormatException("A JPEG-LS frame with " + what + " is not decoded.");
        }
    }

    private void beginFrame(CodeStream segment) throws DicomFormatException {
        precision = segment.u8();
        int rows = segment.u16();
        int columns = segment.u16();
        int count = segment.u8();
        FrameHeader.check(rows == 0 ? format.rows() : rows, columns, count, format);
        refuseUnless(precision >= 2 && precision <= 16, precision + " bits a sample");
        refuseUnless(samples == null, "two headers");
        componentIds = new int[count];
        for (int i = 0; i < count; i++) {
            componentIds[i] = segment.u8();
            refuseUnless(segment.u8() == 0x11, "subsampled components");
            segment.u8();
        }
        samples = StoredValues.allocate(format);
    }

    private void parameters(CodeStream segment) throws DicomFormatException {
        refuseUnless(segment.u8() == CODING_PARAMETERS, "mapping tables or an extended size");
        for (int i = 0; i < preset.length; i++) {
            preset[i] = segment.u16();
        }
    }

    private void scan(CodeStream segment) throws DicomFormatException {
        int count = segment.u8();
        refuseUnless(samples != null && count > 0, "a scan of nothing");
        int[] components = new int[count];
        for (int i = 0; i < count; i++) {
            components[i] = place(segment.u8());
            refuseUnless(segment.u8() == 0, "mapping tables");
            // Each component once: no stream keeps the decoder busy for longer than its size justifies.
            refuseUnless(decoded.add(components[i]), "two scans of one component");
        }
        int near = segment.u8();
        lossy |= near > 0;
        int interleave = segment.u8();
        refuseUnless(segment.u8() == 0, "a point transform");
        refuseUnless(interleave == 0 ? count == 1 : interleave <= 2, "interleave mode " + interleave);
        int largest = (1 << precision) - 1;
        refuseUnless(near <= Math.min(255, largest / 2), "an error of " + near);
        JpegLsModel model = new JpegLsModel(JpegLsParameters.preset(preset, largest, near));
        JpegLsBits bits = new JpegLsBits(in);
        new JpegLsScanDecoder(model, bits, format.columns())
                .decode(samples, format.samplesPerPixel(), components, interleave);
        in.moveTo(bits.endOfData());
    }

    private int place(int id) throws DicomFormatException {
        for (int i = 0; i < componentIds.length; i++) {
            if (componentIds[i] == id) {
                return i;
            }
        }
        throw new DicomFormatException("A scan of a compressed frame names the component " + id + ", which it lacks.");
    }
}

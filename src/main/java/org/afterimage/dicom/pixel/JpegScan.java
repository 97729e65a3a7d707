package org.afterimage.dicom.pixel;

import java.util.ArrayList;
import java.util.List;
import org.afterimage.dicom.io.DicomFormatException;

/**
 * The scan header of a JPEG stream (ITU-T T.81 B.2.3).
 *
 * @param components the components of the scan, by their place in the frame header
 * @param dcTables the number of the DC or lossless Huffman table of each
 * @param acTables the number of the AC Huffman table of each
 * @param predictor the predictor of a lossless scan
 * @param pointTransform the bits that a lossless scan lacks at the low end
 */
record JpegScan(
        List<Integer> components, List<Integer> dcTables, List<Integer> acTables, int predictor, int pointTransform) {

    /** Reads the header. */
    static JpegScan read(CodeStream in, JpegFrame frame) throws DicomFormatException {
        int count = in.u8();
        List<Integer> components = new ArrayList<>();
        List<Integer> dcTables = new ArrayList<>();
        List<Integer> acTables = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int component = place(in.u8(), frame);
            int tables = in.u8();
            components.add(component);
            dcTables.add(tables >> 4 & 3);
            acTables.add(tables & 3);
        }
        int predictor = in.u8();
        in.u8();
        int pointTransform = in.u8() & 15;
        if (count == 0 || components.stream().distinct().count() != count) {
            throw new DicomFormatException("A scan of a compressed frame names a component twice, or none.");
        }
        if (frame.lossless() && (predictor < 1 || predictor > 7 || pointTransform >= frame.precision())) {
            throw new DicomFormatException("A scan of a compressed frame has the predictor " + predictor
                    + " and the point transform " + pointTransform + ".");
        }
        return new JpegScan(components, dcTables, acTables, predictor, pointTransform);
    }

    private static int place(int id, JpegFrame frame) throws DicomFormatException {
        for (int i = 0; i < frame.components().size(); i++) {
            if (frame.components().get(i).id() == id) {
                return i;
            }
        }
        throw new DicomFormatException("A scan of a compressed frame names the component " + id + ", which it lacks.");
    }
}

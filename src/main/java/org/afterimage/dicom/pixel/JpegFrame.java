package org.afterimage.dicom.pixel;

import java.util.ArrayList;
import java.util.List;
import org.afterimage.dicom.io.DicomFormatException;

/**
 * The frame header of a JPEG stream (ITU-T T.81 B.2.2).
 *
 * @param lossless whether samples are predicted (SOF3) and not transformed (SOF0 and SOF1)
 * @param precision bits of a sample
 * @param rows lines
 * @param columns samples in a line
 * @param components the components in their order
 */
record JpegFrame(boolean lossless, int precision, int rows, int columns, List<Component> components) {

    /** Blocks or samples of one minimum coded unit, at the most (B.2.3). */
    private static final int LARGEST_UNIT = 10;

    /**
     * A component.
     *
     * @param id its identifier
     * @param horizontal its horizontal sampling factor
     * @param vertical its vertical sampling factor
     * @param table the number of its quantization table
     */
    record Component(int id, int horizontal, int vertical, int table) {}

    /**
     * Reads the header and compares it with the data set.
     *
     * @throws DicomFormatException when the two contradict each other, or it is of no kind that DICOM allows
     */
    static JpegFrame read(CodeStream in, boolean lossless, PixelFormat format) throws DicomFormatException {
        int precision = in.u8();
        int lines = in.u16();
        int rows = lines == 0 ? format.rows() : lines; // A DNL segment may tell later.
        int columns = in.u16();
        int count = in.u8();
        FrameHeader.check(rows, columns, count, format);
        List<Component> components = new ArrayList<>();
        int unit = 0;
        for (int i = 0; i < count; i++) {
            int id = in.u8();
            int factors = in.u8();
            // The only component of a scan is coded without regard to its factors (A.2.2).
            int horizontal = count == 1 ? 1 : factors >> 4;
            int vertical = count == 1 ? 1 : factors & 15;
            unit += horizontal * vertical;
            components.add(new Component(id, horizontal, vertical, in.u8() & 3));
            if (horizontal < 1 || horizontal > 4 || vertical < 1 || vertical > 4) {
                throw new DicomFormatException("A compressed frame has impossible sampling factors.");
            }
        }
        JpegFrame frame = new JpegFrame(lossless, precision, rows, columns, List.copyOf(components));
        if (unit > LARGEST_UNIT || (lossless && unit != count)) {
            throw new DicomFormatException("A compressed frame has sampling factors that are not allowed.");
        }
        boolean allowed = lossless ? precision >= 2 && precision <= 16 : precision == 8 || precision == 12;
        if (!allowed) {
            throw new DicomFormatException("A compressed frame has " + precision + " bits a sample.");
        }
        return frame;
    }

    int maximumHorizontal() {
        return components.stream().mapToInt(Component::horizontal).max().orElseThrow();
    }

    int maximumVertical() {
        return components.stream().mapToInt(Component::vertical).max().orElseThrow();
    }
}

package org.afterimage.dicom.pixel;

import java.util.ArrayList;
import java.util.List;
import org.afterimage.dicom.io.DicomFormatException;

/** Reads the packets of a tile: which code-blocks they hold bytes of, and those bytes (ITU-T T.800 B.9, B.10 and B.12). */
final class J2kPackets {

    private static final int SOP_LENGTH = 6;
    private static final int SOP = 0x91;
    private static final int EPH = 0x92;
    private static final int LONGEST_LENGTH = 31;

    private final byte[] bytes;
    private final int layers;
    private int at;

    /** A stretch of bytes that a packet holds of a segment. */
    private record Piece(J2kBlock.Segment segment, int length) {}

    J2kPackets(byte[] bytes, int layers) {
        this.bytes = bytes;
        this.layers = layers;
    }

    /** Reads the packets of all precincts in the order of the progressions. */
    void read(List<J2kPrecinct> precincts, List<J2kProgression> progressions) throws DicomFormatException {
        for (J2kProgression progression : progressions) {
            List<J2kPrecinct> covered = precincts.stream()
                    .filter(progression::covers)
                    .sorted(progression.precincts())
                    .toList();
            int end = Math.min(layers, progression.layerEnd());
            if (progression.layersOutermost()) {
                byLayer(covered, end);
            } else if (progression.layersWithinResolutions()) {
                int from = 0;
                for (int to = 1; to <= covered.size(); to++) {
                    if (to == covered.size() || covered.get(to).resolution != covered.get(from).resolution) {
                        byLayer(covered.subList(from, to), end);
                        from = to;
                    }
                }
            } else {
                for (J2kPrecinct precinct : covered) {
                    while (precinct.nextLayer < end) {
                        packet(precinct);
                    }
                }
            }
        }
    }

    private void byLayer(List<J2kPrecinct> precincts, int end) throws DicomFormatException {
        for (int layer = 0; layer < end; layer++) {
            for (J2kPrecinct precinct : precincts) {
                if (precinct.nextLayer == layer) {
                    packet(precinct);
                }
            }
        }
    }

    private void packet(J2kPrecinct precinct) throws DicomFormatException {
        if (marker(SOP)) {
            at += SOP_LENGTH;
        }
        J2kHeaderBits bits = new J2kHeaderBits(bytes, at);
        List<Piece> pieces = new ArrayList<>();
        if (bits.read() == 1) {
            for (J2kPrecinct.Part part : precinct.parts) {
                for (int i = 0; i < part.blocks.size(); i++) {
                    header(part, i, precinct, bits, pieces);
                }
            }
        }
        at = bits.end();
        if (marker(EPH)) {
            at += 2;
        }
        for (Piece piece : pieces) {
            if (piece.length > bytes.length - at) {
                throw new DicomFormatException("A compressed frame ends within a packet.");
            }
            piece.segment.append(bytes, at, piece.length);
            at += piece.length;
        }
        precinct.nextLayer++;
    }

    private boolean marker(int code) {
        return at + 1 < bytes.length && (bytes[at] & 0xFF) == 0xFF && (bytes[at + 1] & 0xFF) == code;
    }

    private static void header(
            J2kPrecinct.Part part, int index, J2kPrecinct precinct, J2kHeaderBits bits, List<Piece> pieces)
            throws DicomFormatException {
        J2kBlock block = part.blocks.get(index);
        int x = index % part.across;
        int y = index / part.across;
        boolean inThisLayer =
                block.included ? bits.read() == 1 : part.inclusion.isBelow(x, y, precinct.nextLayer + 1, bits);
        if (!inThisLayer) {
            return;
        }
        if (!block.included) {
            block.included = true;
            block.zeroPlanes = part.zeroPlanes.value(x, y, part.band.magnitudeBits(), bits);
        }
        int passes = passes(bits);
        while (bits.read() == 1) {
            block.lengthBits++;
        }
        block.passes += passes;
        int left = passes;
        while (left > 0) {
            J2kBlock.Segment segment = block.current(precinct.style);
            int share = Math.min(left, segment.maximumPasses - segment.passes);
            int lengthBits = block.lengthBits + 31 - Integer.numberOfLeadingZeros(share);
            if (lengthBits > LONGEST_LENGTH) {
                throw new DicomFormatException("A packet of a compressed frame announces impossible lengths.");
            }
            segment.passes += share;
            left -= share;
            pieces.add(new Piece(segment, bits.read(lengthBits)));
        }
    }

    /** Table B.4. */
    private static int passes(J2kHeaderBits bits) throws DicomFormatException {
        if (bits.read() == 0) {
            return 1;
        }
        if (bits.read() == 0) {
            return 2;
        }
        int few = bits.read(2);
        if (few < 3) {
            return 3 + few;
        }
        int more = bits.read(5);
        return more < 31 ? 6 + more : 37 + bits.read(7);
    }
}

package org.afterimage.dicom.pixel;

import java.util.ArrayList;
import java.util.List;
import org.afterimage.dicom.io.DicomFormatException;

/** Coding styles, quantization and order of packets: of the main header, and of a tile where it differs (A.6). */
final class J2kParameters {

    private final J2kCodingStyle[] coding;
    private final J2kQuantization[] quantization;
    private final boolean[] ownCoding;
    private final boolean[] ownQuantization;
    final int[] regionShift;
    private final List<J2kProgression> changes = new ArrayList<>();
    private int order;
    int layers;
    boolean componentTransform;

    J2kParameters(int components) {
        coding = new J2kCodingStyle[components];
        quantization = new J2kQuantization[components];
        ownCoding = new boolean[components];
        ownQuantization = new boolean[components];
        regionShift = new int[components];
    }

    /** A tile's, which begin as the main header's; its own defaults override the main header's exceptions (A.6). */
    J2kParameters(J2kParameters main) {
        coding = main.coding.clone();
        quantization = main.quantization.clone();
        ownCoding = new boolean[coding.length];
        ownQuantization = new boolean[coding.length];
        regionShift = main.regionShift.clone();
        changes.addAll(main.changes);
        order = main.order;
        layers = main.layers;
        componentTransform = main.componentTransform;
    }

    void codingDefault(CodeStream in) throws DicomFormatException {
        int style = in.u8();
        order = in.u8();
        layers = in.u16();
        componentTransform = in.u8() != 0;
        J2kCodingStyle common = J2kCodingStyle.read(in, (style & 1) != 0);
        for (int i = 0; i < coding.length; i++) {
            coding[i] = ownCoding[i] ? coding[i] : common;
        }
    }

    void coding(CodeStream in) throws DicomFormatException {
        int component = component(in);
        int style = in.u8();
        coding[component] = J2kCodingStyle.read(in, (style & 1) != 0);
        ownCoding[component] = true;
    }

    void quantizationDefault(CodeStream in) throws DicomFormatException {
        J2kQuantization common = J2kQuantization.read(in);
        for (int i = 0; i < quantization.length; i++) {
            quantization[i] = ownQuantization[i] ? quantization[i] : common;
        }
    }

    void quantization(CodeStream in) throws DicomFormatException {
        int component = component(in);
        quantization[component] = J2kQuantization.read(in);
        ownQuantization[component] = true;
    }

    void region(CodeStream in) throws DicomFormatException {
        int component = component(in);
        in.u8();
        regionShift[component] = in.u8();
    }

    void progressions(CodeStream in) throws DicomFormatException {
        changes.clear();
        boolean wide = coding.length > 256;
        while (in.remaining() > 0) {
            int resolutionStart = in.u8();
            int componentStart = wide ? in.u16() : in.u8();
            int layerEnd = in.u16();
            int resolutionEnd = in.u8();
            int componentEnd = wide ? in.u16() : in.u8();
            changes.add(
                    J2kProgression.of(in.u8(), resolutionStart, componentStart, layerEnd, resolutionEnd, componentEnd));
        }
    }

    private int component(CodeStream in) throws DicomFormatException {
        int component = coding.length > 256 ? in.u16() : in.u8();
        if (component >= coding.length) {
            throw new DicomFormatException("A compressed frame has no component " + component + ".");
        }
        return component;
    }

    J2kCodingStyle coding(int component) throws DicomFormatException {
        if (coding[component] == null || layers == 0) {
            throw new DicomFormatException("A compressed frame lacks its coding style.");
        }
        return coding[component];
    }

    J2kQuantization quantization(int component) throws DicomFormatException {
        if (quantization[component] == null) {
            throw new DicomFormatException("A compressed frame lacks its quantization.");
        }
        return quantization[component];
    }

    List<J2kProgression> progressions() throws DicomFormatException {
        return changes.isEmpty()
                ? List.of(J2kProgression.of(order, 0, 0, layers, Integer.MAX_VALUE, Integer.MAX_VALUE))
                : changes;
    }
}

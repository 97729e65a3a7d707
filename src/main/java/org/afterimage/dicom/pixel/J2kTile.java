package org.afterimage.dicom.pixel;

import java.util.ArrayList;
import java.util.List;
import org.afterimage.dicom.io.DicomFormatException;

/** Decodes one tile: packets, code-blocks, wavelet and component transform (ITU-T T.800 Annexes B, D, E, F and G). */
final class J2kTile {

    private final J2kSize size;
    private final J2kArea area;
    private final J2kParameters parameters;
    private final List<J2kTileComponent> components = new ArrayList<>();

    J2kTile(J2kSize size, J2kArea area, J2kParameters parameters, J2kBudget budget) throws DicomFormatException {
        this.size = size;
        this.area = area;
        this.parameters = parameters;
        for (int i = 0; i < size.components(); i++) {
            components.add(new J2kTileComponent(
                    area,
                    i,
                    parameters.coding(i),
                    parameters.quantization(i),
                    size.precision(),
                    parameters.regionShift[i],
                    budget));
        }
    }

    /**
     * Decodes the tile.
     *
     * @param bytes its packets
     * @param samples where its samples go: the image's, those of a pixel side by side
     */
    void decode(byte[] bytes, int[] samples) throws DicomFormatException {
        List<J2kPrecinct> precincts = new ArrayList<>();
        components.forEach(component -> precincts.addAll(component.precincts));
        new J2kPackets(bytes, parameters.layers).read(precincts, parameters.progressions());
        List<J2kPlane> planes = new ArrayList<>();
        for (int i = 0; i < components.size(); i++) {
            planes.add(J2kPlane.decode(components.get(i), parameters.regionShift[i]));
        }
        if (parameters.componentTransform) {
            if (planes.size() < 3
                    || planes.get(0).reversible() != planes.get(1).reversible()
                    || planes.get(0).reversible() != planes.get(2).reversible()) {
                throw new DicomFormatException(
                        "A compressed frame has a colour transform of what are no three colours.");
            }
            J2kPlane.mixColours(planes.get(0), planes.get(1), planes.get(2));
        }
        int shift = size.signed() ? 0 : 1 << (size.precision() - 1);
        int minimum = shift - (1 << (size.precision() - 1));
        int maximum = minimum + (1 << size.precision()) - 1;
        int columns = (int) (size.x1() - size.x0());
        for (int i = 0; i < planes.size(); i++) {
            J2kPlane plane = planes.get(i);
            for (int y = 0; y < area.height(); y++) {
                long row = area.y0() - size.y0() + y;
                int at = (int) ((row * columns + area.x0() - size.x0()) * planes.size() + i);
                for (int x = 0; x < area.width(); x++, at += planes.size()) {
                    int value = plane.value(y * area.width() + x) + shift;
                    samples[at] = Math.max(minimum, Math.min(maximum, value));
                }
            }
        }
    }
}

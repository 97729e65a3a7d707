package org.afterimage.evaluate.image;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.afterimage.synthesize.Plane;

/**
 * Lesions of an image: label k marks lesion k, 0 the rest; a lesion may reach over several planes.
 *
 * @param labels one plane of labels for each plane of the image
 */
public record LesionMask(List<Plane> labels) {

    public LesionMask {
        labels = List.copyOf(labels);
    }

    /** The labels that occur. */
    public SortedSet<Integer> lesions() {
        SortedSet<Integer> found = new TreeSet<>();
        for (Plane plane : labels) {
            float before = 0;
            for (float label : plane.data()) {
                if (label > 0 && label != before) {
                    found.add((int) label);
                    before = label;
                }
            }
        }
        return found;
    }

    /** Where a lesion is in one plane. */
    boolean[] of(int lesion, int plane) {
        float[] data = labels.get(plane).data();
        boolean[] inside = new boolean[data.length];
        for (int i = 0; i < data.length; i++) {
            inside[i] = data[i] == lesion;
        }
        return inside;
    }
}

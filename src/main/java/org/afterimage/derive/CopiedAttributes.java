package org.afterimage.derive;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Dictionary;
import org.afterimage.dicom.data.Element;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.VR;

/**
 * What a derived image takes over from its source. A list of what may pass, module by module, and not of what may not: an attribute
 * that nobody thought of stays behind.
 */
final class CopiedAttributes {

    private static final String FOLDER = "/org/afterimage/derive/copied/";
    private static final int FIRST_OVERLAY_GROUP = 0x6000;
    private static final int LAST_OVERLAY_GROUP = 0x601E;
    private static final int OVERLAY_DATA = 0x3000;

    private final Map<Integer, String> keywords = new LinkedHashMap<>();

    private CopiedAttributes() {}

    /** The attributes of some lists, such as {@code common} and {@code ct}. */
    static CopiedAttributes of(String... lists) {
        CopiedAttributes attributes = new CopiedAttributes();
        for (String list : lists) {
            attributes.read(FOLDER + list + ".txt");
        }
        return attributes;
    }

    private void read(String list) {
        try (InputStream in = Objects.requireNonNull(CopiedAttributes.class.getResourceAsStream(list), list);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            lines.lines()
                    .filter(line -> !line.isEmpty() && !line.startsWith("#") && !line.startsWith("["))
                    .forEach(this::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(String line) {
        int group = Integer.parseInt(line.substring(0, 4), 16);
        int element = Integer.parseInt(line.substring(5, 9), 16);
        keywords.put(group << 16 | element, line.substring(10));
    }

    /** The tags and their keywords. */
    Map<Integer, String> keywords() {
        return Map.copyOf(keywords);
    }

    /** Copies what the source has of the list, byte for byte, without private attributes inside sequences. */
    void copy(DataSet source, DataSet target) {
        for (Element element : source) {
            if (keywords.containsKey(element.tag()) || isOverlay(source, element.tag())) {
                target.put(named(element));
            }
        }
        target.removePrivate();
    }

    /** Overlays that lie beside the pixels; those inside unused bits of the pixels are not kept. */
    private static boolean isOverlay(DataSet source, int tag) {
        int group = Tag.group(tag);
        return group >= FIRST_OVERLAY_GROUP
                && group <= LAST_OVERLAY_GROUP
                && group % 2 == 0
                && source.contains(group << 16 | OVERLAY_DATA);
    }

    /** An element that some gateway sent as UN gets the VR that the dictionary gives it; its bytes stay. */
    private static Element named(Element element) {
        VR vr = Dictionary.vrOf(element.tag());
        boolean hidden = element.vr() == VR.UN && vr != VR.SQ && vr != VR.UN;
        return hidden && element instanceof Element.Value value
                ? new Element.Value(value.tag(), vr, value.bytes())
                : element;
    }
}

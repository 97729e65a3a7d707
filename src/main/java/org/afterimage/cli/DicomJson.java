package org.afterimage.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.List;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Element;
import org.afterimage.dicom.data.VR;

/** Data sets in the DICOM JSON Model (PS3.18 Annex F). */
final class DicomJson {
    private static final String[] NAME_GROUPS = {"Alphabetic", "Ideographic", "Phonetic"};
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private DicomJson() {}

    /** The data set as an object with one property an element. */
    static ObjectNode of(DataSet dataSet) {
        ObjectNode object = NODES.objectNode();
        for (Element element : dataSet) {
            ObjectNode property = object.putObject(String.format("%08X", element.tag()));
            property.put("vr", element.vr().name());
            putValue(property, dataSet, element);
        }
        return object;
    }

    private static void putValue(ObjectNode property, DataSet dataSet, Element element) {
        if (element instanceof Element.Sequence sequence) {
            if (!sequence.items().isEmpty()) {
                ArrayNode items = property.putArray("Value");
                sequence.items().forEach(item -> items.add(of(item)));
            }
        } else if (element instanceof Element.Value value && value.bytes().length > 0) {
            if (value.vr().isOther() || value.vr() == VR.UN) {
                property.put("InlineBinary", Base64.getEncoder().encodeToString(value.bytes()));
            } else {
                putTexts(property.putArray("Value"), dataSet.strings(element.tag()), element.vr());
            }
        }
    }

    private static void putTexts(ArrayNode values, List<String> texts, VR vr) {
        for (String text : texts) {
            if (text.isEmpty()) {
                values.addNull();
            } else {
                switch (vr) {
                    case PN -> values.add(name(text));
                    case IS, DS, US, SS, UL, SL, UV, SV, FL, FD -> addNumber(values, text);
                    default -> values.add(text);
                }
            }
        }
    }

    /** What is no number although its VR wants one stays the text that it is. */
    private static void addNumber(ArrayNode values, String text) {
        try {
            values.add(new BigDecimal(text.strip()));
        } catch (NumberFormatException e) {
            values.add(text);
        }
    }

    private static ObjectNode name(String text) {
        ObjectNode name = NODES.objectNode();
        String[] groups = text.split("=", -1);
        for (int i = 0; i < Math.min(groups.length, NAME_GROUPS.length); i++) {
            if (!groups[i].isEmpty()) {
                name.put(NAME_GROUPS[i], groups[i]);
            }
        }
        return name;
    }
}

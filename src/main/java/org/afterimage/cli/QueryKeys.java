package org.afterimage.cli;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Dictionary;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.VR;
import org.afterimage.dicom.net.QueryRetrieveLevel;

/**
 * The keys of a query or retrieval as a person writes them: {@code PatientName=DOE*}, {@code 00100010=DOE*}, or a keyword alone to be told.
 *
 * @param dataSet all of them, as the identifier of the request has them
 * @param tags those that were written and the unique key of the level, in that order: the columns of a table
 */
record QueryKeys(DataSet dataSet, List<Integer> tags) {
    private static final Pattern DIGITS = Pattern.compile("\\(?([0-9A-Fa-f]{4}),?([0-9A-Fa-f]{4})\\)?");
    private static final String UNICODE = "ISO_IR 192";

    /**
     * Reads them.
     *
     * @throws IllegalArgumentException with a sentence that names the key that is none
     */
    static QueryKeys parse(List<String> texts, QueryRetrieveLevel level) {
        DataSet dataSet = new DataSet();
        List<Integer> tags = new ArrayList<>();
        if (texts.stream()
                .anyMatch(text -> !StandardCharsets.US_ASCII.newEncoder().canEncode(text))) {
            dataSet.putString(Tag.SPECIFIC_CHARACTER_SET, UNICODE);
        }
        for (String text : texts) {
            int equals = text.indexOf('=');
            String name = equals < 0 ? text : text.substring(0, equals);
            int tag = tag(name)
                    .orElseThrow(() -> new IllegalArgumentException("'" + name
                            + "' is no attribute; write a keyword such as" + " PatientID, or a tag such as 00100020."));
            put(dataSet, tag, name, equals < 0 ? "" : text.substring(equals + 1));
            if (!tags.contains(tag)) {
                tags.add(tag);
            }
        }
        int unique = uniqueKey(level);
        if (!tags.contains(unique)) {
            dataSet.putEmpty(unique);
            tags.add(unique);
        }
        return new QueryKeys(dataSet, tags);
    }

    /** The attribute that names one entity of a level (PS3.4 C.6.2.1). */
    static int uniqueKey(QueryRetrieveLevel level) {
        return switch (level) {
            case STUDY -> Tag.STUDY_INSTANCE_UID;
            case SERIES -> Tag.SERIES_INSTANCE_UID;
            case IMAGE -> Tag.SOP_INSTANCE_UID;
        };
    }

    /** What an attribute is called in a table: its keyword, or its tag if it has none. */
    static String name(int tag) {
        return Dictionary.lookup(tag)
                .map(Dictionary.Entry::keyword)
                .filter(keyword -> !keyword.isEmpty())
                .orElseGet(() -> Tag.toString(tag));
    }

    private static Optional<Integer> tag(String name) {
        Matcher digits = DIGITS.matcher(name);
        return digits.matches()
                ? Optional.of(Tag.of(Integer.parseInt(digits.group(1), 16), Integer.parseInt(digits.group(2), 16)))
                : Dictionary.tagOf(name);
    }

    /** Keys may be what values may not: wildcards, ranges and lists of UIDs (PS3.4 C.2.2.2). So they are taken as they are. */
    private static void put(DataSet dataSet, int tag, String name, String value) {
        VR vr = Dictionary.vrOf(tag);
        if (value.isEmpty()) {
            dataSet.putEmpty(tag);
        } else if (vr.isText()) {
            dataSet.putBytes(tag, vr, value.getBytes(StandardCharsets.UTF_8));
        } else if (vr == VR.US || vr == VR.UL || vr == VR.SS || vr == VR.SL) {
            dataSet.putIntegers(tag, vr, number(name, value));
        } else {
            throw new IllegalArgumentException(name + " has the VR " + vr + ", which a query can't match here.");
        }
    }

    private static int number(String name, String value) {
        try {
            return Integer.parseInt(value.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " takes a number, and '" + value + "' is none.", e);
        }
    }
}

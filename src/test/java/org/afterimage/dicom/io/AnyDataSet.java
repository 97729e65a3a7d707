package org.afterimage.dicom.io;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Element;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.VR;

/** Data sets of any shape: every VR, any bytes, sequences in sequences with both kinds of length, standard and private tags. */
final class AnyDataSet {

    private static final List<VR> VALUES =
            Arrays.stream(VR.values()).filter(vr -> vr != VR.SQ).toList();

    private AnyDataSet() {}

    /** Values of even length, as the writer leaves them. */
    static Arbitrary<DataSet> evenLengths() {
        return dataSets(3, 2);
    }

    /** Values of any length. */
    static Arbitrary<DataSet> anyLengths() {
        return dataSets(3, 1);
    }

    private static Arbitrary<DataSet> dataSets(int depth, int unit) {
        Arbitrary<Element> element = depth == 0
                ? values(unit)
                : Arbitraries.frequencyOf(Tuple.of(5, values(unit)), Tuple.of(1, sequences(depth, unit)));
        return Combinators.combine(element.list().ofMaxSize(6), Arbitraries.of(true, false))
                .as((elements, undefined) -> {
                    DataSet dataSet = new DataSet().setUndefinedLength(undefined);
                    elements.forEach(dataSet::put);
                    return dataSet;
                });
    }

    private static Arbitrary<Element> values(int unit) {
        Arbitrary<byte[]> bytes = Arbitraries.bytes()
                .array(byte[].class)
                .ofMinSize(0)
                .ofMaxSize(40)
                .map(array -> Arrays.copyOf(array, array.length / unit * unit));
        return Combinators.combine(tags(), Arbitraries.of(VALUES), bytes).as(Element.Value::new);
    }

    private static Arbitrary<Element> sequences(int depth, int unit) {
        return Combinators.combine(
                        tags(),
                        Arbitraries.lazy(() -> dataSets(depth - 1, unit)).list().ofMaxSize(3),
                        Arbitraries.of(true, false))
                .as((tag, items, undefined) -> new Element.Sequence(tag, VR.SQ, items, undefined));
    }

    /** Known, unknown and private tags; no group lengths, no pixel data, and nothing that means another VR for others. */
    private static Arbitrary<Integer> tags() {
        Arbitrary<Integer> known = Arbitraries.of(
                Tag.MODALITY,
                Tag.PATIENT_NAME,
                Tag.STUDY_DATE,
                Tag.ROWS,
                Tag.WINDOW_CENTER,
                Tag.SMALLEST_IMAGE_PIXEL_VALUE,
                Tag.LUT_DATA,
                Tag.VOI_LUT_SEQUENCE,
                Tag.REQUEST_ATTRIBUTES_SEQUENCE);
        Arbitrary<Integer> any = Combinators.combine(
                        Arbitraries.integers().between(0x0009, 0x7FDF),
                        Arbitraries.integers().between(0x0001, 0xFFFF))
                .as(Tag::of)
                .filter(tag -> tag != Tag.PIXEL_REPRESENTATION);
        return Arbitraries.oneOf(known, any);
    }
}

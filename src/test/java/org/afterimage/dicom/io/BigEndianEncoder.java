package org.afterimage.dicom.io;

import java.util.List;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Element;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.VR;

/** Lays data sets out in Explicit VR Big Endian, which the program reads and never writes, so that tests can read it. */
final class BigEndianEncoder {

    private BigEndianEncoder() {}

    static byte[] encode(DataSet dataSet) {
        Bytes out = Bytes.bigEndian();
        for (Element element : dataSet) {
            if (element instanceof Element.Value value) {
                byte[] bytes = value.bytes().clone();
                ByteOrders.reverse(bytes, value.vr().unitBytes());
                if (value.vr().hasLongLength()) {
                    out.explicitLong(value.tag(), value.vr().name(), bytes);
                } else {
                    out.explicit(value.tag(), value.vr().name(), bytes);
                }
            } else if (element instanceof Element.Sequence sequence) {
                sequence(out, sequence);
            } else {
                throw new IllegalArgumentException(Tag.toString(element.tag()));
            }
        }
        return out.toArray();
    }

    private static void sequence(Bytes out, Element.Sequence sequence) {
        if (sequence.vr() != VR.SQ) {
            throw new IllegalArgumentException("Sequences of unknown VR are little endian.");
        }
        byte[] items = items(sequence.items());
        if (sequence.undefinedLength()) {
            out.explicitLong(sequence.tag(), "SQ", Bytes.UNDEFINED).raw(items).endOfSequence();
        } else {
            out.explicitLong(sequence.tag(), "SQ", items);
        }
    }

    private static byte[] items(List<DataSet> items) {
        Bytes out = Bytes.bigEndian();
        for (DataSet item : items) {
            byte[] bytes = encode(item);
            if (item.hasUndefinedLength()) {
                out.item(Bytes.UNDEFINED).raw(bytes).endOfItem();
            } else {
                out.item(bytes);
            }
        }
        return out.toArray();
    }
}

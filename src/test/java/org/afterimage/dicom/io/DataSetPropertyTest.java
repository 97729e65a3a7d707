package org.afterimage.dicom.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Dictionary;
import org.afterimage.dicom.data.Element;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.data.VR;

/** What is written is read back as it was, whatever it is; what was damaged is refused or read, and nothing else. */
class DataSetPropertyTest {

    private static final Limits SMALL = new Limits(1 << 20, 16, 2000, 5000, 8 << 20, 8 << 20, 500, 16);

    private static final List<TransferSyntax> EXPLICIT = List.of(
            TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
            TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN,
            TransferSyntax.RLE_LOSSLESS);

    @Property(tries = 300)
    void anyDataSetComesBackInExplicitVr(@ForAll("evenLengths") DataSet dataSet) throws IOException {
        for (TransferSyntax syntax : EXPLICIT) {
            DataSet again = read(SampleDataSets.encode(dataSet, syntax), syntax);

            assertThat(again).as(syntax.name()).isEqualTo(dataSet);
        }
    }

    @Property(tries = 300)
    void anyDataSetComesBackInImplicitVr(@ForAll("evenLengths") DataSet dataSet) throws IOException {
        TransferSyntax implicit = TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN;
        DataSet implied = withImpliedVrs(dataSet);

        assertThat(read(SampleDataSets.encode(implied, implicit), implicit)).isEqualTo(implied);
    }

    @Property(tries = 300)
    void anyDataSetIsReadInBigEndian(@ForAll("evenLengths") DataSet dataSet) throws IOException {
        // A value that ends within a number has no byte order.
        DataSet whole = wholeUnits(dataSet);

        assertThat(read(BigEndianEncoder.encode(whole), TransferSyntax.EXPLICIT_VR_BIG_ENDIAN))
                .isEqualTo(whole);
    }

    @Property(tries = 200)
    void oddLengthsGetTheirPaddingOnce(@ForAll("anyLengths") DataSet dataSet) throws IOException {
        for (TransferSyntax syntax : EXPLICIT) {
            byte[] once = SampleDataSets.encode(dataSet, syntax);

            DataSet again = read(once, syntax);

            assertThat(SampleDataSets.encode(again, syntax)).isEqualTo(once);
            assertThat(once.length % 2).isZero();
        }
    }

    @Property(tries = 100)
    void anyFileComesBackWithWhatWasLeftInIt(@ForAll("evenLengths") DataSet dataSet, @ForAll byte[] pixels)
            throws IOException {
        dataSet.putString(Tag.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.7")
                .putString(Tag.SOP_INSTANCE_UID, "2.25.1")
                .putBytes(Tag.PIXEL_DATA, VR.OW, pixels);
        Path file = Files.createTempFile("any", ".dcm");
        try {
            for (TransferSyntax syntax : EXPLICIT.subList(0, 2)) {
                Part10.write(file, dataSet, syntax);
                DataSet left = Part10.read(file, SMALL).dataSet();

                assertThat(SampleDataSets.encode(left, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN))
                        .isEqualTo(SampleDataSets.encode(dataSet, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN));
            }
        } finally {
            Files.delete(file);
        }
    }

    @Property(tries = 100)
    void anyFragmentsComeBack(@ForAll("fragments") List<byte[]> fragments) throws IOException {
        DataSet dataSet = new DataSet().put(new Element.Fragments(Tag.PIXEL_DATA, VR.OB, fragments));

        assertThat(read(SampleDataSets.encode(dataSet, TransferSyntax.JPEG_BASELINE), TransferSyntax.JPEG_BASELINE))
                .isEqualTo(dataSet);
    }

    @Property(tries = 500)
    void damageIsRefusedOrRead(
            @ForAll("anyLengths") DataSet dataSet,
            @ForAll @IntRange(max = 4) int syntax,
            @ForAll int place,
            @ForAll byte value,
            @ForAll boolean cut)
            throws IOException {
        TransferSyntax one = List.of(
                        TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN,
                        TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
                        TransferSyntax.EXPLICIT_VR_BIG_ENDIAN,
                        TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN,
                        TransferSyntax.RLE_LOSSLESS)
                .get(syntax);
        byte[] bytes =
                one.bigEndian() ? BigEndianEncoder.encode(wholeUnits(dataSet)) : SampleDataSets.encode(dataSet, one);
        if (bytes.length == 0) {
            return;
        }
        int at = Math.floorMod(place, bytes.length);
        byte[] damaged = cut ? Arrays.copyOf(bytes, at) : bytes.clone();
        if (!cut) {
            damaged[at] = value;
        }
        try {
            assertThat(new DataSetReader(new ByteArrayInputStream(damaged), one, SMALL).read())
                    .isNotNull();
        } catch (DicomFormatException refused) {
            assertThat(refused.getMessage()).endsWith(".");
        }
    }

    @Provide
    Arbitrary<DataSet> evenLengths() {
        return AnyDataSet.evenLengths();
    }

    @Provide
    Arbitrary<DataSet> anyLengths() {
        return AnyDataSet.anyLengths();
    }

    @Provide
    Arbitrary<List<byte[]>> fragments() {
        return Arbitraries.bytes()
                .array(byte[].class)
                .ofMaxSize(50)
                .map(bytes -> Arrays.copyOf(bytes, bytes.length / 2 * 2))
                .list()
                .ofMaxSize(5);
    }

    private static DataSet read(byte[] bytes, TransferSyntax syntax) throws IOException {
        return new DataSetReader(new ByteArrayInputStream(bytes), syntax, Limits.defaults()).read();
    }

    /** As Implicit VR can tell it: with the VRs of the dictionary, and sequences where that has them. */
    private static DataSet withImpliedVrs(DataSet dataSet) {
        DataSet implied = new DataSet().setUndefinedLength(dataSet.hasUndefinedLength());
        for (Element element : dataSet) {
            VR vr = Dictionary.vrOf(element.tag());
            if (element instanceof Element.Value value && vr != VR.SQ) {
                implied.put(new Element.Value(value.tag(), vr, value.bytes()));
            } else if (element instanceof Element.Sequence sequence) {
                List<DataSet> items = sequence.items().stream()
                        .map(DataSetPropertyTest::withImpliedVrs)
                        .toList();
                implied.put(new Element.Sequence(Tag.VOI_LUT_SEQUENCE, VR.SQ, items, sequence.undefinedLength()));
            }
        }
        return implied;
    }

    private static DataSet wholeUnits(DataSet dataSet) {
        DataSet whole = new DataSet().setUndefinedLength(dataSet.hasUndefinedLength());
        for (Element element : dataSet) {
            if (element instanceof Element.Value value) {
                int unit = Math.max(2, value.vr().unitBytes());
                int length = value.bytes().length / unit * unit;
                whole.put(new Element.Value(value.tag(), value.vr(), Arrays.copyOf(value.bytes(), length)));
            } else if (element instanceof Element.Sequence sequence) {
                List<DataSet> items = sequence.items().stream()
                        .map(DataSetPropertyTest::wholeUnits)
                        .toList();
                whole.put(new Element.Sequence(sequence.tag(), sequence.vr(), items, sequence.undefinedLength()));
            }
        }
        return whole;
    }
}

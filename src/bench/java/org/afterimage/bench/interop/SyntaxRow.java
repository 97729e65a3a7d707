package org.afterimage.bench.interop;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.afterimage.dicom.io.TransferSyntax;

/**
 * A row of the matrix: a transfer syntax and how its samples are made.
 *
 * @param name for the table
 * @param syntax the transfer syntax
 * @param images which images it can hold
 * @param encoding how they are encoded
 * @param reference how lossy ones are decoded by another decoder; empty when the compression is lossless or has an exact bound
 * @param bound by how much a decoded value may differ from the original or the reference
 */
record SyntaxRow(
        String name,
        TransferSyntax syntax,
        Set<String> images,
        Reference encoding,
        Optional<Reference> reference,
        int bound) {

    /** The images that lossless compression can hold: all. */
    static final Set<String> ALL = Set.of("8u", "8s", "12u", "12s", "16u", "16s");

    private static final int NEAR = 2;
    /** Decoders round an inverse transform differently. */
    private static final int ROUNDING = 1;

    /** A program that encodes or decodes. */
    sealed interface Reference {}

    /**
     * A program that takes a file and makes a file.
     *
     * @param name its name
     * @param options the words before the two files
     */
    record Program(String name, List<String> options) implements Reference {
        Object[] arguments(Object from, Object to) {
            List<Object> words = new ArrayList<>(options);
            words.add(from);
            words.add(to);
            return words.toArray();
        }
    }

    /**
     * OpenJPH's programs, which know code streams and not DICOM.
     *
     * @param options of ojph_compress
     */
    record HighThroughput(List<Object> options) implements Reference {}

    /** The rows in their order. */
    static List<SyntaxRow> all() {
        return List.of(
                lossless("Implicit VR LE", TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN, "dcmconv", "+ti"),
                lossless("Explicit VR LE", TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, "dcmconv", "+te"),
                lossless("Explicit VR BE", TransferSyntax.EXPLICIT_VR_BIG_ENDIAN, "dcmconv", "+tb"),
                lossless("Deflated", TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN, "dcmconv", "+td"),
                lossy("JPEG baseline", TransferSyntax.JPEG_BASELINE, Set.of("8u"), "+eb"),
                lossy("JPEG extended", TransferSyntax.JPEG_EXTENDED, Set.of("8u", "12u"), "+ee"),
                lossless("JPEG lossless", TransferSyntax.JPEG_LOSSLESS, "dcmcjpeg", "+el", "+un"),
                lossless("JPEG lossless SV1", TransferSyntax.JPEG_LOSSLESS_FIRST_ORDER, "dcmcjpeg", "+e1", "+un"),
                lossless("JPEG-LS lossless", TransferSyntax.JPEG_LS_LOSSLESS, "dcmcjpls", "+el", "+un"),
                new SyntaxRow(
                        "JPEG-LS near",
                        TransferSyntax.JPEG_LS_NEAR_LOSSLESS,
                        Set.of("8u", "12u", "16u"), // dcmcjpls encodes no signed values so
                        new Program("dcmcjpls", List.of("+en", "+md", Integer.toString(NEAR), "+un")),
                        Optional.empty(),
                        NEAR),
                lossless("JPEG 2000 lossless", TransferSyntax.JPEG_2000_LOSSLESS, "gdcmconv", "--j2k"),
                new SyntaxRow(
                        "JPEG 2000 lossy",
                        TransferSyntax.JPEG_2000,
                        Set.of("8u", "12u", "16u", "16s"),
                        new Program("gdcmconv", List.of("--j2k", "--lossy", "-q", "60")),
                        Optional.of(new Program("gdcmconv", List.of("--raw"))),
                        ROUNDING),
                highThroughput("HTJ2K lossless", "1.2.840.10008.1.2.4.201", "LRCP"),
                highThroughput("HTJ2K lossless RPCL", "1.2.840.10008.1.2.4.202", "RPCL"),
                new SyntaxRow(
                        "HTJ2K lossy",
                        TransferSyntax.HTJ2K,
                        Set.of("8u", "12u", "16u"),
                        new HighThroughput(List.of("-qstep", "0.001")),
                        Optional.of(new HighThroughput(List.of())),
                        ROUNDING),
                lossless("RLE", TransferSyntax.RLE_LOSSLESS, "dcmcrle", "+un"));
    }

    private static SyntaxRow lossless(String name, TransferSyntax syntax, String program, String... options) {
        return new SyntaxRow(name, syntax, ALL, new Program(program, List.of(options)), Optional.empty(), 0);
    }

    /** dcmtk scales the values before a lossy JPEG, so that its own decoder, not the original, is the measure. */
    private static SyntaxRow lossy(String name, TransferSyntax syntax, Set<String> images, String process) {
        return new SyntaxRow(
                name,
                syntax,
                images,
                new Program("dcmcjpeg", List.of(process, "+un")),
                Optional.of(new Program("dcmdjpeg", List.of())),
                ROUNDING);
    }

    private static SyntaxRow highThroughput(String name, String uid, String progression) {
        return new SyntaxRow(
                name,
                TransferSyntax.of(uid).orElseThrow(),
                ALL,
                new HighThroughput(List.of("-reversible", "true", "-prog_order", progression)),
                Optional.empty(),
                0);
    }
}

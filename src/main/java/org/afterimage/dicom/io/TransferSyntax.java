package org.afterimage.dicom.io;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A transfer syntax: how a data set is laid out in bytes (PS3.5 10 and Annex A, PS3.6 Table A-1).
 *
 * @param uid its UID
 * @param name its name in PS3.6
 * @param explicitVr whether elements carry their value representation
 * @param bigEndian whether numbers are big endian
 * @param deflated whether the whole data set is compressed with deflate (RFC 1951)
 * @param encapsulated whether Pixel Data (7FE0,0010) is a sequence of compressed fragments
 */
public record TransferSyntax(
        String uid, String name, boolean explicitVr, boolean bigEndian, boolean deflated, boolean encapsulated) {

    /** Implicit VR Little Endian, the default every application supports (PS3.5 A.1). */
    public static final TransferSyntax IMPLICIT_VR_LITTLE_ENDIAN =
            new TransferSyntax("1.2.840.10008.1.2", "Implicit VR Little Endian", false, false, false, false);

    /** Explicit VR Little Endian (PS3.5 A.2). */
    public static final TransferSyntax EXPLICIT_VR_LITTLE_ENDIAN =
            new TransferSyntax("1.2.840.10008.1.2.1", "Explicit VR Little Endian", true, false, false, false);

    /** Explicit VR Big Endian, retired (PS3.5 2016b A.3). */
    public static final TransferSyntax EXPLICIT_VR_BIG_ENDIAN =
            new TransferSyntax("1.2.840.10008.1.2.2", "Explicit VR Big Endian", true, true, false, false);

    /** Deflated Explicit VR Little Endian (PS3.5 A.5). */
    public static final TransferSyntax DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN = new TransferSyntax(
            "1.2.840.10008.1.2.1.99", "Deflated Explicit VR Little Endian", true, false, true, false);

    /** RLE Lossless (PS3.5 A.4.2 and Annex G). */
    public static final TransferSyntax RLE_LOSSLESS = encapsulated("1.2.840.10008.1.2.5", "RLE Lossless");

    /** JPEG Baseline (Process 1), 8 bits, lossy. */
    public static final TransferSyntax JPEG_BASELINE =
            encapsulated("1.2.840.10008.1.2.4.50", "JPEG Baseline (Process 1)");

    /** JPEG Extended (Process 2 and 4), up to 12 bits, lossy. */
    public static final TransferSyntax JPEG_EXTENDED =
            encapsulated("1.2.840.10008.1.2.4.51", "JPEG Extended (Process 2 and 4)");

    /** JPEG Lossless, Non-Hierarchical (Process 14). */
    public static final TransferSyntax JPEG_LOSSLESS =
            encapsulated("1.2.840.10008.1.2.4.57", "JPEG Lossless, Non-Hierarchical (Process 14)");

    /** JPEG Lossless with first-order prediction (Process 14, Selection Value 1), the default for lossless JPEG. */
    public static final TransferSyntax JPEG_LOSSLESS_FIRST_ORDER = encapsulated(
            "1.2.840.10008.1.2.4.70",
            "JPEG Lossless, Non-Hierarchical, First-Order Prediction (Process 14 [Selection Value 1])");

    /** JPEG-LS Lossless. */
    public static final TransferSyntax JPEG_LS_LOSSLESS =
            encapsulated("1.2.840.10008.1.2.4.80", "JPEG-LS Lossless Image Compression");

    /** JPEG-LS Lossy (Near-Lossless). */
    public static final TransferSyntax JPEG_LS_NEAR_LOSSLESS =
            encapsulated("1.2.840.10008.1.2.4.81", "JPEG-LS Lossy (Near-Lossless) Image Compression");

    /** JPEG 2000 (Lossless Only). */
    public static final TransferSyntax JPEG_2000_LOSSLESS =
            encapsulated("1.2.840.10008.1.2.4.90", "JPEG 2000 Image Compression (Lossless Only)");

    /** JPEG 2000, lossy or lossless. */
    public static final TransferSyntax JPEG_2000 =
            encapsulated("1.2.840.10008.1.2.4.91", "JPEG 2000 Image Compression");

    /** High-Throughput JPEG 2000 (Lossless Only). */
    public static final TransferSyntax HTJ2K_LOSSLESS =
            encapsulated("1.2.840.10008.1.2.4.201", "High-Throughput JPEG 2000 Image Compression (Lossless Only)");

    /** High-Throughput JPEG 2000, lossy or lossless. */
    public static final TransferSyntax HTJ2K =
            encapsulated("1.2.840.10008.1.2.4.203", "High-Throughput JPEG 2000 Image Compression");

    /** Begins the UIDs of the MPEG-2, MPEG-4 and HEVC transfer syntaxes, and of no others. */
    private static final String VIDEO = "1.2.840.10008.1.2.4.10";

    private static final Set<String> REFERENCED = Set.of(
            "1.2.840.10008.1.2.4.94", "1.2.840.10008.1.2.4.95", "1.2.840.10008.1.2.4.204", "1.2.840.10008.1.2.4.205");

    private static final List<TransferSyntax> ALL = List.of(
            IMPLICIT_VR_LITTLE_ENDIAN,
            EXPLICIT_VR_LITTLE_ENDIAN,
            EXPLICIT_VR_BIG_ENDIAN,
            DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN,
            encapsulated("1.2.840.10008.1.2.1.98", "Encapsulated Uncompressed Explicit VR Little Endian"),
            RLE_LOSSLESS,
            JPEG_BASELINE,
            JPEG_EXTENDED,
            encapsulated("1.2.840.10008.1.2.4.52", "JPEG Extended (Process 3 and 5)"),
            encapsulated("1.2.840.10008.1.2.4.53", "JPEG Spectral Selection, Non-Hierarchical (Process 6 and 8)"),
            encapsulated("1.2.840.10008.1.2.4.54", "JPEG Spectral Selection, Non-Hierarchical (Process 7 and 9)"),
            encapsulated("1.2.840.10008.1.2.4.55", "JPEG Full Progression, Non-Hierarchical (Process 10 and 12)"),
            encapsulated("1.2.840.10008.1.2.4.56", "JPEG Full Progression, Non-Hierarchical (Process 11 and 13)"),
            JPEG_LOSSLESS,
            encapsulated("1.2.840.10008.1.2.4.58", "JPEG Lossless, Non-Hierarchical (Process 15)"),
            encapsulated("1.2.840.10008.1.2.4.59", "JPEG Extended, Hierarchical (Process 16 and 18)"),
            encapsulated("1.2.840.10008.1.2.4.60", "JPEG Extended, Hierarchical (Process 17 and 19)"),
            encapsulated("1.2.840.10008.1.2.4.61", "JPEG Spectral Selection, Hierarchical (Process 20 and 22)"),
            encapsulated("1.2.840.10008.1.2.4.62", "JPEG Spectral Selection, Hierarchical (Process 21 and 23)"),
            encapsulated("1.2.840.10008.1.2.4.63", "JPEG Full Progression, Hierarchical (Process 24 and 26)"),
            encapsulated("1.2.840.10008.1.2.4.64", "JPEG Full Progression, Hierarchical (Process 25 and 27)"),
            encapsulated("1.2.840.10008.1.2.4.65", "JPEG Lossless, Hierarchical (Process 28)"),
            encapsulated("1.2.840.10008.1.2.4.66", "JPEG Lossless, Hierarchical (Process 29)"),
            JPEG_LOSSLESS_FIRST_ORDER,
            JPEG_LS_LOSSLESS,
            JPEG_LS_NEAR_LOSSLESS,
            JPEG_2000_LOSSLESS,
            JPEG_2000,
            encapsulated(
                    "1.2.840.10008.1.2.4.92", "JPEG 2000 Part 2 Multi-component Image Compression (Lossless Only)"),
            encapsulated("1.2.840.10008.1.2.4.93", "JPEG 2000 Part 2 Multi-component Image Compression"),
            new TransferSyntax("1.2.840.10008.1.2.4.94", "JPIP Referenced", true, false, false, false),
            new TransferSyntax("1.2.840.10008.1.2.4.95", "JPIP Referenced Deflate", true, false, true, false),
            encapsulated("1.2.840.10008.1.2.4.100", "MPEG2 Main Profile / Main Level"),
            encapsulated("1.2.840.10008.1.2.4.100.1", "Fragmentable MPEG2 Main Profile / Main Level"),
            encapsulated("1.2.840.10008.1.2.4.101", "MPEG2 Main Profile / High Level"),
            encapsulated("1.2.840.10008.1.2.4.101.1", "Fragmentable MPEG2 Main Profile / High Level"),
            encapsulated("1.2.840.10008.1.2.4.102", "MPEG-4 AVC/H.264 High Profile / Level 4.1"),
            encapsulated("1.2.840.10008.1.2.4.102.1", "Fragmentable MPEG-4 AVC/H.264 High Profile / Level 4.1"),
            encapsulated("1.2.840.10008.1.2.4.103", "MPEG-4 AVC/H.264 BD-compatible High Profile / Level 4.1"),
            encapsulated(
                    "1.2.840.10008.1.2.4.103.1",
                    "Fragmentable MPEG-4 AVC/H.264 BD-compatible High Profile / Level 4.1"),
            encapsulated("1.2.840.10008.1.2.4.104", "MPEG-4 AVC/H.264 High Profile / Level 4.2 For 2D Video"),
            encapsulated(
                    "1.2.840.10008.1.2.4.104.1", "Fragmentable MPEG-4 AVC/H.264 High Profile / Level 4.2 For 2D Video"),
            encapsulated("1.2.840.10008.1.2.4.105", "MPEG-4 AVC/H.264 High Profile / Level 4.2 For 3D Video"),
            encapsulated(
                    "1.2.840.10008.1.2.4.105.1", "Fragmentable MPEG-4 AVC/H.264 High Profile / Level 4.2 For 3D Video"),
            encapsulated("1.2.840.10008.1.2.4.106", "MPEG-4 AVC/H.264 Stereo High Profile / Level 4.2"),
            encapsulated("1.2.840.10008.1.2.4.106.1", "Fragmentable MPEG-4 AVC/H.264 Stereo High Profile / Level 4.2"),
            encapsulated("1.2.840.10008.1.2.4.107", "HEVC/H.265 Main Profile / Level 5.1"),
            encapsulated("1.2.840.10008.1.2.4.108", "HEVC/H.265 Main 10 Profile / Level 5.1"),
            encapsulated("1.2.840.10008.1.2.4.110", "JPEG XL Lossless"),
            encapsulated("1.2.840.10008.1.2.4.111", "JPEG XL JPEG Recompression"),
            encapsulated("1.2.840.10008.1.2.4.112", "JPEG XL"),
            HTJ2K_LOSSLESS,
            encapsulated(
                    "1.2.840.10008.1.2.4.202",
                    "High-Throughput JPEG 2000 with RPCL Options Image Compression (Lossless Only)"),
            HTJ2K,
            new TransferSyntax("1.2.840.10008.1.2.4.204", "JPIP HTJ2K Referenced", true, false, false, false),
            new TransferSyntax("1.2.840.10008.1.2.4.205", "JPIP HTJ2K Referenced Deflate", true, false, true, false),
            encapsulated("1.2.840.10008.1.2.8.1", "Deflated Image Frame Compression"));

    /** The transfer syntax with a UID; empty for private ones and those of the standard that no stored object has. */
    public static Optional<TransferSyntax> of(String uid) {
        return ALL.stream().filter(syntax -> syntax.uid.equals(uid)).findFirst();
    }

    /** All transfer syntaxes that a stored object of the standard can have. */
    public static List<TransferSyntax> all() {
        return ALL;
    }

    /** Whether the bytes of pixels, if there are any, are in the data set as they are: neither compressed nor elsewhere (PS3.5 A.1 to A.3). */
    public boolean isUncompressed() {
        return !encapsulated && !deflated && !isReferenced();
    }

    /** Whether the pixels are a video, whose frames depend on each other (PS3.5 8.2.5 to 8.2.11). */
    public boolean isVideo() {
        return uid.startsWith(VIDEO);
    }

    /** Whether the pixels are not in the data set, which names a JPIP server that has them instead (PS3.5 A.6 and A.7). */
    public boolean isReferenced() {
        return REFERENCED.contains(uid);
    }

    private static TransferSyntax encapsulated(String uid, String name) {
        return new TransferSyntax(uid, name, true, false, false, true);
    }
}

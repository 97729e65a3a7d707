package org.afterimage.dicom.io;

/**
 * How elements are laid out (PS3.5 7.1 and 7.3).
 *
 * @param explicitVr whether an element carries its value representation
 * @param bigEndian whether numbers are big endian
 */
record Encoding(boolean explicitVr, boolean bigEndian) {

    /** The default, which also holds inside UN sequences whatever surrounds them (PS3.5 6.2.2). */
    static final Encoding IMPLICIT_LITTLE_ENDIAN = new Encoding(false, false);

    /** The encoding of file meta information (PS3.10 7.1). */
    static final Encoding EXPLICIT_LITTLE_ENDIAN = new Encoding(true, false);

    /** The length that says "up to the delimiter" (PS3.5 7.1.1). */
    static final long UNDEFINED_LENGTH = 0xFFFFFFFFL;

    static Encoding of(TransferSyntax syntax) {
        return new Encoding(syntax.explicitVr(), syntax.bigEndian());
    }
}

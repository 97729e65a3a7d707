package org.afterimage.dicom.tls;

import java.util.Arrays;
import java.util.Optional;

/** The TLS versions that BCP 195 allows (PS3.15 B.12, RFC 8996). */
public enum TlsVersion {
    /** RFC 5246. */
    TLS_1_2("1.2"),
    /** RFC 8446; preferred wherever both sides speak it. */
    TLS_1_3("1.3");

    private final String number;

    TlsVersion(String number) {
        this.number = number;
    }

    /** Returns the version of that number. */
    public static Optional<TlsVersion> of(String number) {
        return Arrays.stream(values())
                .filter(version -> version.number.equals(number))
                .findFirst();
    }

    /** Returns the number, such as {@code 1.3}. */
    public String number() {
        return number;
    }

    /** Returns the name that the Java platform has for it. */
    String protocol() {
        return "TLSv" + number;
    }
}

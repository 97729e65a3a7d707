package org.afterimage.dicom.net;

import org.afterimage.dicom.tls.TlsContext;

/** How a transport connection is secured (PS3.8 9.1.1, PS3.15 Annex B). */
public sealed interface Transport {

    /** Plain TCP. */
    Transport PLAIN = new Plain();

    /** Plain TCP: nothing is encrypted and nobody proves who it is. */
    record Plain() implements Transport {}

    /**
     * TLS as PS3.15 B.12.
     *
     * @param context keys, trust and rules
     */
    record Tls(TlsContext context) implements Transport {}
}

package org.afterimage.dicom.net;

import java.util.List;

/**
 * The SOP class common extended negotiation sub-item, by which a requestor says what a specialised SOP class is a kind
 * of (PS3.7 D.3.3.6). It has no answer.
 *
 * @param sopClassUid the specialised SOP class
 * @param serviceClassUid its service class
 * @param relatedGeneralSopClassUids what it may be treated as
 */
record SopClassCommonExtendedNegotiation(
        String sopClassUid, String serviceClassUid, List<String> relatedGeneralSopClassUids) {

    SopClassCommonExtendedNegotiation {
        relatedGeneralSopClassUids = List.copyOf(relatedGeneralSopClassUids);
    }
}

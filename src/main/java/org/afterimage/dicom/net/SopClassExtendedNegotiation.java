package org.afterimage.dicom.net;

import java.util.Arrays;

/**
 * The SOP class extended negotiation sub-item (PS3.7 D.3.3.5).
 *
 * @param sopClassUid which SOP class it is about
 * @param serviceClassApplicationInformation what PS3.4 makes of it, such as C.5.1.1 for C-FIND
 */
@SuppressWarnings("ArrayRecordComponent")
record SopClassExtendedNegotiation(String sopClassUid, byte[] serviceClassApplicationInformation) {

    /** Query and retrieve of the study root with relational queries or retrievals (PS3.4 C.5.1.1, C.5.2.1, C.5.3.1). */
    static SopClassExtendedNegotiation relational(String sopClassUid) {
        return new SopClassExtendedNegotiation(sopClassUid, new byte[] {1});
    }

    /** Says whether relational queries or retrievals are proposed or accepted. */
    boolean isRelational() {
        return serviceClassApplicationInformation.length > 0 && serviceClassApplicationInformation[0] == 1;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SopClassExtendedNegotiation that
                && sopClassUid.equals(that.sopClassUid)
                && Arrays.equals(serviceClassApplicationInformation, that.serviceClassApplicationInformation);
    }

    @Override
    public int hashCode() {
        return 31 * sopClassUid.hashCode() + Arrays.hashCode(serviceClassApplicationInformation);
    }
}

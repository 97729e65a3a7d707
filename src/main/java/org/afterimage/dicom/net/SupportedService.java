package org.afterimage.dicom.net;

import java.util.List;

/**
 * One service that this program performs or uses, as a conformance statement lists it: each service class is an
 * annex of PS3.4, such as storage of PS3.4 Annex B.
 *
 * @param name the service class in the standard's words
 * @param role which side of it this program is
 * @param sopClassUids its SOP classes; none where configuration decides, as for Storage
 * @param operations its DIMSE operations, such as {@code C-FIND}
 * @param section where the standard describes it
 */
public record SupportedService(
        String name, Role role, List<String> sopClassUids, List<String> operations, String section) {

    /** The side of a service (PS3.7 6.5). */
    public enum Role {
        /** Service class user: asks. */
        SCU,
        /** Service class provider: performs. */
        SCP
    }

    /** Copies the lists. */
    public SupportedService {
        sopClassUids = List.copyOf(sopClassUids);
        operations = List.copyOf(operations);
    }
}

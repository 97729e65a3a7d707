package org.afterimage.dicom.net;

import java.net.InetAddress;
import org.afterimage.dicom.io.TransferSyntax;

/**
 * A C-STORE request whose data set is about to arrive (PS3.7 9.1.1.1). Both UIDs are valid UIDs; what the data set says
 * of itself is not checked here.
 *
 * @param associationId number of the association within this network, counted from 1
 * @param callingAeTitle the AE title that the sender gives itself
 * @param calledAeTitle the AE title that it called
 * @param peer its address
 * @param sopClassUid Affected SOP Class UID, the one of the presentation context
 * @param sopInstanceUid Affected SOP Instance UID
 * @param transferSyntax how the data set is encoded
 * @param messageId Message ID
 * @param moveOriginatorAeTitle the AE that asked for this transfer by C-MOVE, empty when there was none
 */
public record StoreRequest(
        long associationId,
        String callingAeTitle,
        String calledAeTitle,
        InetAddress peer,
        String sopClassUid,
        String sopInstanceUid,
        TransferSyntax transferSyntax,
        int messageId,
        String moveOriginatorAeTitle) {}

package org.afterimage.dicom.net;

import java.util.List;

/**
 * A proposed presentation context (PS3.8 9.3.2.2).
 *
 * @param id an odd number, 1 to 255, unique in its association
 * @param abstractSyntaxUid SOP class
 * @param transferSyntaxUids transfer syntaxes in the requestor's order, at least one
 */
record PresentationContextRq(int id, String abstractSyntaxUid, List<String> transferSyntaxUids) {

    PresentationContextRq {
        transferSyntaxUids = List.copyOf(transferSyntaxUids);
    }
}

package org.afterimage.dicom.net;

import java.util.List;
import org.afterimage.dicom.io.TransferSyntax;

/**
 * A presentation context to propose: the peer accepts one of its transfer syntaxes or none (PS3.8 7.1.1.13). To be able
 * to send in any of several transfer syntaxes, propose a context for each.
 *
 * @param abstractSyntaxUid SOP class
 * @param transferSyntaxes at least one, in order of preference
 */
public record ProposedContext(String abstractSyntaxUid, List<TransferSyntax> transferSyntaxes) {

    /** Copies the list and checks that it is not empty. */
    public ProposedContext {
        transferSyntaxes = List.copyOf(transferSyntaxes);
        if (transferSyntaxes.isEmpty()) {
            throw new IllegalArgumentException(
                    "A presentation context needs a transfer syntax: " + abstractSyntaxUid + ".");
        }
    }
}

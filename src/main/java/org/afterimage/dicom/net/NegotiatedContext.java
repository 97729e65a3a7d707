package org.afterimage.dicom.net;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.afterimage.dicom.io.TransferSyntax;

/**
 * A presentation context that both sides agreed on.
 *
 * @param id presentation context ID
 * @param abstractSyntaxUid SOP class
 * @param transferSyntax how its data sets are encoded
 */
record NegotiatedContext(int id, String abstractSyntaxUid, TransferSyntax transferSyntax) {

    /**
     * Returns the agreed contexts by ID. An answer that accepts what was not proposed is left out, so that it cannot be
     * used.
     *
     * @param proposed the contexts of A-ASSOCIATE-RQ
     * @param answered those of A-ASSOCIATE-AC
     */
    static Map<Integer, NegotiatedContext> of(
            List<PresentationContextRq> proposed, List<PresentationContextAc> answered) {
        Map<Integer, PresentationContextRq> byId = new TreeMap<>();
        proposed.forEach(context -> byId.put(context.id(), context));
        Map<Integer, NegotiatedContext> negotiated = new TreeMap<>();
        for (PresentationContextAc answer : answered) {
            PresentationContextRq context = byId.get(answer.id());
            if (context != null
                    && answer.isAccepted()
                    && context.transferSyntaxUids().contains(answer.transferSyntaxUid())) {
                TransferSyntax.of(answer.transferSyntaxUid())
                        .map(syntax -> new NegotiatedContext(answer.id(), context.abstractSyntaxUid(), syntax))
                        .ifPresent(agreed -> negotiated.put(agreed.id(), agreed));
            }
        }
        return negotiated;
    }
}

package org.afterimage.dicom.net;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.afterimage.dicom.io.TransferSyntax;

/** Sends instances by C-STORE over one association (PS3.4 Annex B). */
final class AssociationStoreSession implements StoreSession {

    private final DimseServiceUser user;

    AssociationStoreSession(DimseServiceUser user) {
        this.user = user;
    }

    @Override
    public boolean accepts(String sopClassUid, TransferSyntax transferSyntax) {
        return context(sopClassUid, transferSyntax).isPresent();
    }

    @Override
    public Status store(String sopClassUid, String sopInstanceUid, TransferSyntax transferSyntax, InputStream dataSet)
            throws IOException {
        NegotiatedContext context = context(sopClassUid, transferSyntax)
                .orElseThrow(() -> user.notAccepted(sopClassUid, transferSyntax.name()));
        int messageId = user.nextMessageId();
        CommandSet command = new CStoreRq(messageId, sopClassUid, sopInstanceUid, "").toCommandSet();
        return user.request(messageId, association -> association.send(context.id(), command, dataSet));
    }

    @Override
    public void close() {
        user.close();
    }

    private Optional<NegotiatedContext> context(String sopClassUid, TransferSyntax transferSyntax) {
        return user.context(context -> context.abstractSyntaxUid().equals(sopClassUid)
                && context.transferSyntax().equals(transferSyntax));
    }
}

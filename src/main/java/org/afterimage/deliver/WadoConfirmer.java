package org.afterimage.deliver;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.afterimage.dicom.data.Tag;

/** Asks by WADO-RS for the metadata of each instance (PS3.18 10.4), for servers that do not search. */
final class WadoConfirmer implements Confirmer {
    private static final int NOT_FOUND = 404;
    private static final int GONE = 410;

    private final DicomWebClient client;

    WadoConfirmer(DicomWebClient client) {
        this.client = client;
    }

    @Override
    public Map<String, ConfirmationAnswer> ask(List<SentInstance> sent) throws IOException {
        Map<String, ConfirmationAnswer> answers = new HashMap<>();
        for (SentInstance instance : sent) {
            answers.put(instance.reference().sopInstanceUid(), ask(instance));
        }
        return answers;
    }

    private ConfirmationAnswer ask(SentInstance instance) throws IOException {
        String uid = instance.reference().sopInstanceUid();
        DicomWebClient.Answer answer = client.get("/studies/" + instance.studyInstanceUid() + "/series/"
                + instance.seriesInstanceUid() + "/instances/" + uid + "/metadata");
        if (answer.status() == NOT_FOUND || answer.status() == GONE) {
            return new ConfirmationAnswer(false, "WADO-RS: HTTP status " + answer.status());
        }
        List<JsonNode> metadata = DicomJson.dataSets(answer.body()).orElse(List.of());
        if (!answer.isSuccess()
                || metadata.stream()
                        .noneMatch(
                                one -> DicomJson.text(one, Tag.SOP_INSTANCE_UID).equals(uid))) {
            throw new IOException(client.name() + " answered the question for an instance with HTTP status "
                    + answer.status() + " and not with its metadata.");
        }
        return new ConfirmationAnswer(true, "WADO-RS: its metadata");
    }
}

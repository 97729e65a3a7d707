package org.afterimage.deliver;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.afterimage.dicom.data.Tag;

/** Asks by QIDO-RS which instances of the sent series the destination has (PS3.18 10.6), in pages. */
final class QidoConfirmer implements Confirmer {
    private static final int PAGE = 200;

    /** Of a hundred thousand instances and more; whoever answers without end is not asked on. */
    private static final int MOST_PAGES = 1000;

    private static final int NOT_FOUND = 404;

    private final DicomWebClient client;

    QidoConfirmer(DicomWebClient client) {
        this.client = client;
    }

    private record Series(String studyInstanceUid, String seriesInstanceUid) {}

    @Override
    public Map<String, ConfirmationAnswer> ask(List<SentInstance> sent) throws IOException {
        Map<Series, List<SentInstance>> bySeries = sent.stream()
                .collect(Collectors.groupingBy(
                        instance -> new Series(instance.studyInstanceUid(), instance.seriesInstanceUid())));
        Map<String, ConfirmationAnswer> answers = new HashMap<>();
        for (Map.Entry<Series, List<SentInstance>> series : bySeries.entrySet()) {
            Set<String> found = find(series.getKey());
            String words =
                    "QIDO-RS: " + found.size() + (found.size() == 1 ? " instance" : " instances") + " of the series";
            for (SentInstance instance : series.getValue()) {
                String uid = instance.reference().sopInstanceUid();
                answers.put(uid, new ConfirmationAnswer(found.contains(uid), words));
            }
        }
        return answers;
    }

    private Set<String> find(Series series) throws IOException {
        Set<String> found = new HashSet<>();
        boolean more = true;
        for (int page = 0; more && page < MOST_PAGES; page++) {
            DicomWebClient.Answer answer = client.get("/studies/" + series.studyInstanceUid() + "/series/"
                    + series.seriesInstanceUid() + "/instances?limit=" + PAGE + "&offset=" + page * PAGE);
            if (!answer.isSuccess() && answer.status() != NOT_FOUND) {
                throw new IOException(client.name() + " answered the search for the series with HTTP status "
                        + answer.status() + ".");
            }
            int before = found.size();
            List<JsonNode> matches = answer.isSuccess() && answer.body().length > 0 ? matches(answer) : List.of();
            matches.forEach(match -> found.add(DicomJson.text(match, Tag.SOP_INSTANCE_UID)));
            more = matches.size() >= PAGE && found.size() > before;
        }
        return found;
    }

    private List<JsonNode> matches(DicomWebClient.Answer answer) throws IOException {
        return DicomJson.dataSets(answer.body())
                .orElseThrow(() -> new IOException(client.name() + " did not answer the search in DICOM JSON."));
    }
}

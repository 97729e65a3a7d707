package org.afterimage.deliver;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.afterimage.dicom.data.Tag;

/** Asks by QIDO-RS which instances of a series the destination has (PS3.18 10.6), in pages. */
final class QidoSearch implements SeriesSearch {
    private static final int PAGE = 200;

    /** Of a hundred thousand instances and more; whoever answers without end is not asked on. */
    private static final int MOST_PAGES = 1000;

    private static final int NOT_FOUND = 404;

    private final DicomWebClient client;

    QidoSearch(DicomWebClient client) {
        this.client = client;
    }

    @Override
    public String service() {
        return "QIDO-RS";
    }

    @Override
    public Set<String> instances(String studyInstanceUid, String seriesInstanceUid) throws IOException {
        Set<String> found = new HashSet<>();
        boolean more = true;
        for (int page = 0; more && page < MOST_PAGES; page++) {
            DicomWebClient.Answer answer = client.get("/studies/" + studyInstanceUid + "/series/" + seriesInstanceUid
                    + "/instances?limit=" + PAGE + "&offset=" + page * PAGE);
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

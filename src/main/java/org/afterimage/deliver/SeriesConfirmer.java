package org.afterimage.deliver;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Confirms instances by a search for the series they were sent in, one search a series. */
final class SeriesConfirmer implements Confirmer {
    private final SeriesSearch search;

    SeriesConfirmer(SeriesSearch search) {
        this.search = search;
    }

    private record Series(String studyInstanceUid, String seriesInstanceUid) {}

    @Override
    public Map<String, ConfirmationAnswer> ask(List<SentInstance> sent) throws IOException {
        Map<Series, List<SentInstance>> bySeries = sent.stream()
                .collect(Collectors.groupingBy(
                        instance -> new Series(instance.studyInstanceUid(), instance.seriesInstanceUid())));
        Map<String, ConfirmationAnswer> answers = new HashMap<>();
        for (Map.Entry<Series, List<SentInstance>> series : bySeries.entrySet()) {
            Set<String> found = search.instances(
                    series.getKey().studyInstanceUid(), series.getKey().seriesInstanceUid());
            String words = search.service() + ": " + found.size() + (found.size() == 1 ? " instance" : " instances")
                    + " of the series";
            for (SentInstance instance : series.getValue()) {
                String uid = instance.reference().sopInstanceUid();
                answers.put(uid, new ConfirmationAnswer(found.contains(uid), words));
            }
        }
        return answers;
    }
}

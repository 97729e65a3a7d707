package org.afterimage.deliver;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.net.AssociationSettings;
import org.afterimage.dicom.net.DicomNetwork;
import org.afterimage.dicom.net.FindResult;
import org.afterimage.dicom.net.Query;
import org.afterimage.dicom.net.QueryRetrieveLevel;
import org.afterimage.dicom.net.RemoteAe;
import org.afterimage.dicom.net.Timeouts;

/** Asks with C-FIND which instances of the sent series the destination has (PS3.4 C.4.1), one query a series. */
final class FindConfirmer implements Confirmer {
    private final DicomNetwork network;
    private final String callingAeTitle;
    private final Timeouts timeouts;
    private final RemoteAe destination;

    FindConfirmer(DicomNetwork network, String callingAeTitle, Timeouts timeouts, RemoteAe destination) {
        this.network = network;
        this.callingAeTitle = callingAeTitle;
        this.timeouts = timeouts;
        this.destination = destination;
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
                    "C-FIND: " + found.size() + (found.size() == 1 ? " instance" : " instances") + " of the series";
            for (SentInstance instance : series.getValue()) {
                String uid = instance.reference().sopInstanceUid();
                answers.put(uid, new ConfirmationAnswer(found.contains(uid), words));
            }
        }
        return answers;
    }

    private Set<String> find(Series series) throws IOException {
        DataSet keys = new DataSet()
                .putString(Tag.STUDY_INSTANCE_UID, series.studyInstanceUid())
                .putString(Tag.SERIES_INSTANCE_UID, series.seriesInstanceUid())
                .putString(Tag.SOP_INSTANCE_UID, "");
        Set<String> found = new HashSet<>();
        FindResult result = network.find(
                AssociationSettings.of(callingAeTitle, timeouts),
                destination,
                Query.of(QueryRetrieveLevel.IMAGE, keys),
                match -> {
                    match.string(Tag.SOP_INSTANCE_UID).ifPresent(found::add);
                    return true;
                });
        if (!result.isComplete()) {
            throw new IOException(
                    destination.aeTitle() + " answered the query for the series with status " + result.status() + ".");
        }
        return found;
    }
}

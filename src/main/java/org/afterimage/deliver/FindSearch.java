package org.afterimage.deliver;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.net.AssociationSettings;
import org.afterimage.dicom.net.DicomNetwork;
import org.afterimage.dicom.net.FindResult;
import org.afterimage.dicom.net.Query;
import org.afterimage.dicom.net.QueryRetrieveLevel;
import org.afterimage.dicom.net.RemoteAe;
import org.afterimage.dicom.net.Timeouts;

/** Asks with C-FIND which instances of a series the destination has (PS3.4 C.4.1). */
final class FindSearch implements SeriesSearch {
    private final DicomNetwork network;
    private final String callingAeTitle;
    private final Timeouts timeouts;
    private final RemoteAe destination;

    FindSearch(DicomNetwork network, String callingAeTitle, Timeouts timeouts, RemoteAe destination) {
        this.network = network;
        this.callingAeTitle = callingAeTitle;
        this.timeouts = timeouts;
        this.destination = destination;
    }

    @Override
    public String service() {
        return "C-FIND";
    }

    @Override
    public Set<String> instances(String studyInstanceUid, String seriesInstanceUid) throws IOException {
        DataSet keys = new DataSet()
                .putString(Tag.STUDY_INSTANCE_UID, studyInstanceUid)
                .putString(Tag.SERIES_INSTANCE_UID, seriesInstanceUid)
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

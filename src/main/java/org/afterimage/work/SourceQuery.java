package org.afterimage.work;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.net.AssociationSettings;
import org.afterimage.dicom.net.DicomNetwork;
import org.afterimage.dicom.net.FindResult;
import org.afterimage.dicom.net.Query;
import org.afterimage.dicom.net.QueryRetrieveLevel;
import org.afterimage.dicom.net.RemoteAe;
import org.afterimage.dicom.net.Timeouts;
import org.afterimage.route.ExpectedSeries;

/**
 * Asks a source by C-FIND how many instances of a study it has: Number of Series Related Instances where it tells that optional attribute
 * (PS3.4 C.6.1.1), else by counting the instances.
 *
 * @param network to ask over
 * @param callingAeTitle this node's
 */
record SourceQuery(DicomNetwork network, String callingAeTitle) {
    private static final int MOST_SERIES = 2_000;
    private static final int MOST_INSTANCES = 50_000;

    /** The series of a study. */
    List<ExpectedSeries> series(RemoteAe source, String studyInstanceUid) throws IOException {
        List<DataSet> matches = new ArrayList<>();
        DataSet keys = new DataSet()
                .putString(Tag.STUDY_INSTANCE_UID, studyInstanceUid)
                .putEmpty(Tag.SERIES_INSTANCE_UID)
                .putEmpty(Tag.MODALITY)
                .putEmpty(Tag.NUMBER_OF_SERIES_RELATED_INSTANCES);
        Query query = Query.of(QueryRetrieveLevel.SERIES, keys).withMaxMatches(MOST_SERIES);
        require(network.find(settings(), source, query, matches::add));
        List<ExpectedSeries> series = new ArrayList<>();
        for (DataSet match : matches) {
            String uid = match.string(Tag.SERIES_INSTANCE_UID).orElse("");
            int told = match.integer(Tag.NUMBER_OF_SERIES_RELATED_INSTANCES).orElse(-1);
            int instances = told >= 0 ? told : count(source, studyInstanceUid, uid);
            series.add(new ExpectedSeries(uid, match.string(Tag.MODALITY).orElse(""), instances));
        }
        return series;
    }

    private int count(RemoteAe source, String studyInstanceUid, String seriesInstanceUid) throws IOException {
        DataSet keys = new DataSet()
                .putString(Tag.STUDY_INSTANCE_UID, studyInstanceUid)
                .putString(Tag.SERIES_INSTANCE_UID, seriesInstanceUid)
                .putEmpty(Tag.SOP_INSTANCE_UID);
        Query query = Query.of(QueryRetrieveLevel.IMAGE, keys).withMaxMatches(MOST_INSTANCES);
        FindResult result = network.find(settings(), source, query, match -> true);
        require(result);
        return result.matches();
    }

    private AssociationSettings settings() {
        return AssociationSettings.of(callingAeTitle, Timeouts.defaults());
    }

    private static void require(FindResult result) throws IOException {
        if (!result.isComplete()) {
            throw new IOException("the query ended with " + result.status());
        }
    }
}

package org.afterimage.work;

import java.time.ZonedDateTime;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.pixel.SingleFrameView;
import org.afterimage.route.Candidate;
import org.afterimage.route.Sender;
import org.afterimage.synthesize.SourceInstance;
import org.afterimage.synthesize.SourceSeries;

/**
 * A series to be explained.
 *
 * @param files its instances, at least one
 * @param sender from whom it came
 * @param at when it is decided on
 */
public record ExplainedSeries(SourceSeries files, Sender sender, ZonedDateTime at) {
    Candidate candidate() {
        long instances = files.instances().stream()
                .map(SourceInstance::received)
                .distinct()
                .count();
        return new Candidate(header(), sender, (int) instances, at);
    }

    DataSet header() {
        return SingleFrameView.header(
                files.instances().get(0).received().object().dataSet());
    }

    /** What people call it; nothing that names the patient. */
    String title() {
        String number = header().integer(Tag.SERIES_NUMBER).isPresent()
                ? "Series " + header().integer(Tag.SERIES_NUMBER).getAsInt()
                : "A series without a number";
        return number + " (" + header().string(Tag.MODALITY).orElse("no modality") + ")";
    }
}

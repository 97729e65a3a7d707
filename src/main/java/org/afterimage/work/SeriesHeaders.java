package org.afterimage.work;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.ZonedDateTime;
import java.util.Optional;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.io.Limits;
import org.afterimage.dicom.io.Part10;
import org.afterimage.dicom.pixel.SingleFrameView;
import org.afterimage.node.NodeFolders;
import org.afterimage.provenance.InstanceEntity;
import org.afterimage.provenance.SeriesEntity;
import org.afterimage.route.Candidate;
import org.afterimage.route.Sender;
import org.jboss.logging.Logger;

/** Reads what routes decide on from the spool. */
@ApplicationScoped
public class SeriesHeaders {
    private static final Logger LOG = Logger.getLogger(SeriesHeaders.class);

    private final NodeFolders folders;

    /** For the container. */
    public SeriesHeaders(NodeFolders folders) {
        this.folders = folders;
    }

    /** From whom a series came: from whom its first instance did. */
    static Sender sender(SeriesEntity series) {
        InstanceEntity first = series.instances().get(0);
        return Sender.of(first.callingAeTitle(), first.calledAeTitle(), first.peer());
    }

    /** The series as routes see it; empty when its file can't be read, which the series then says. */
    Optional<Candidate> candidate(SeriesEntity series, ZonedDateTime at) {
        InstanceEntity first = series.instances().get(0);
        try {
            DataSet header =
                    SingleFrameView.header(Part10.readHeader(folders.spool().resolve(first.file()), Limits.defaults())
                            .dataSet());
            return Optional.of(
                    new Candidate(header, sender(series), series.instances().size(), at));
        } catch (IOException e) {
            LOG.errorf(e, "series %d: the stored instance %d can't be read", series.id(), first.id());
            series.routed("not routed: the stored instance " + first.id() + " can't be read: " + e.getMessage());
            return Optional.empty();
        }
    }
}

package org.afterimage.start;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.NotFoundException;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.afterimage.console.JobPageView;
import org.afterimage.node.Confirmation;
import org.afterimage.node.NodeConfiguration;
import org.afterimage.node.RemoteSettings.Remote;
import org.afterimage.web.JobView;
import org.afterimage.web.JobsResource;
import org.afterimage.web.StudiesResource;
import org.afterimage.web.StudyView;

/** Reads how far a test study is. */
@ApplicationScoped
public class TestJourneys {
    private static final int JOBS = 20;

    private final FirstStart start;
    private final StudiesResource studies;
    private final JobsResource jobs;
    private final NodeConfiguration configuration;

    /** For the container. */
    public TestJourneys(FirstStart start, StudiesResource studies, JobsResource jobs, NodeConfiguration configuration) {
        this.start = start;
        this.studies = studies;
        this.jobs = jobs;
        this.configuration = configuration;
    }

    /** The last one that was sent; empty before the first. */
    public Optional<Journey> last() throws SQLException {
        return start.test().map(test -> {
            List<Journey.Trip> trips = jobs.list(null, test.subject(), 0, JOBS).stream()
                    .sorted(Comparator.comparingLong(JobView::id))
                    .map(this::trip)
                    .toList();
            return new Journey(
                    test.subject(),
                    test.at(),
                    study(test.subject()),
                    trips,
                    configuration.node().study().quietSeconds());
        });
    }

    private Journey.Trip trip(JobView job) {
        Confirmation asked =
                configuration.remote(job.destination()).map(Remote::confirm).orElse(Confirmation.NONE);
        return new Journey.Trip(JobPageView.of(job), asked);
    }

    /** What the node has of it; null while its first image is not in the index yet. */
    private StudyView study(String uid) {
        try {
            return studies.get(uid);
        } catch (NotFoundException e) {
            return null;
        }
    }
}

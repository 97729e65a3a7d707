package org.afterimage.console;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.afterimage.web.ImageSizes;
import org.afterimage.web.ImageSizes.Size;
import org.afterimage.web.JobView;
import org.afterimage.web.JobView.Word;
import org.afterimage.web.JobsResource;
import org.afterimage.work.HeldOutputs;

/** The queue of held outputs, those first that have waited longest. */
@ApplicationScoped
public class HeldList {
    private static final int GATES = 20;
    private static final int PICTURED = 2;

    private final DataSource database;
    private final JobsResource jobs;
    private final HeldOutputs held;
    private final ImageSizes sizes;

    /** For the container. */
    public HeldList(DataSource database, JobsResource jobs, HeldOutputs held, ImageSizes sizes) {
        this.database = database;
        this.jobs = jobs;
        this.held = held;
        this.sizes = sizes;
    }

    /** Numbers of held jobs, upwards from the one after this. */
    List<Long> after(long id, int most) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(
                        "select id from job where state = 'HELD' and id > ? order by id limit ?")) {
            query.setLong(1, id);
            query.setInt(2, most);
            List<Long> ids = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    ids.add(row.getLong(1));
                }
            }
            return ids;
        }
    }

    /** One of them, as a person sees it. */
    HeldView view(long id, String person) throws SQLException {
        JobView job = jobs.get(id);
        JobPageView page = JobPageView.of(job);
        List<JobView.Gate> stops = page.stops();
        List<HeldView.Place> places = new ArrayList<>();
        for (JobView.Gate gate : stops) {
            if (gate.place() != null && places.size() < PICTURED) {
                places.add(place(job, gate));
            }
        }
        Word first = job.reviews().stream().filter(Word::first).findFirst().orElse(null);
        return new HeldView(
                page,
                stops.subList(0, Math.min(GATES, stops.size())),
                Math.max(0, stops.size() - GATES),
                places,
                first != null || held.needsTwo(id),
                first,
                first != null && first.person().equalsIgnoreCase(person));
    }

    private HeldView.Place place(JobView job, JobView.Gate gate) throws SQLException {
        String source = gate.place().sopInstanceUid();
        Optional<Size> size = sizes.of(source);
        if (size.isEmpty()) {
            return new HeldView.Place(gate, List.of());
        }
        List<HeldPicture> images = new ArrayList<>();
        images.add(HeldPicture.of(source, size.get(), gate, size.get()));
        Optional<String> made = job.derived().stream()
                .flatMap(series -> series.instances().stream())
                .filter(instance -> instance.sources().contains(source))
                .map(JobView.DerivedInstance::sopInstanceUid)
                .findFirst();
        if (made.isPresent()) {
            Optional<Size> derived = sizes.of(made.get());
            derived.ifPresent(its -> images.add(HeldPicture.of(made.get(), its, gate, size.get())));
        }
        return new HeldView.Place(gate, images);
    }
}

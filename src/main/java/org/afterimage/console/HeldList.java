package org.afterimage.console;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.afterimage.web.ImageSizes;
import org.afterimage.web.ImageSizes.Size;
import org.afterimage.web.JobView;
import org.afterimage.work.HeldOutputs;

/** The queue of held outputs, those first that have waited longest, with the pictures that a person decides by. */
@ApplicationScoped
public class HeldList {
    private static final int GATES = 20;
    private static final int PICTURED = 2;

    private final HeldRows rows;
    private final HeldOutputs held;
    private final ImageSizes sizes;

    /** For the container. */
    public HeldList(HeldRows rows, HeldOutputs held, ImageSizes sizes) {
        this.rows = rows;
        this.held = held;
        this.sizes = sizes;
    }

    /** Held outputs, upwards from the one after this. */
    public List<HeldOutput> after(long id, int most) throws SQLException {
        return rows.after(id, most);
    }

    /** One of them; empty when there is none of that number. */
    Optional<HeldOutput> find(long id) throws SQLException {
        return rows.after(id - 1, 1).stream().filter(found -> found.id() == id).findFirst();
    }

    /** One of them, as a person sees it. */
    public HeldView view(HeldOutput output, String person) throws SQLException {
        HeldRows.Stops stops = rows.stops(output.id(), GATES);
        List<HeldView.Place> places = new ArrayList<>();
        for (JobView.Gate gate : stops.shown()) {
            if (gate.place() != null && places.size() < PICTURED) {
                places.add(place(output.id(), gate));
            }
        }
        return new HeldView(
                output,
                stops.shown(),
                Math.max(0, stops.all() - GATES),
                places,
                places.isEmpty() ? whole(output.id()) : List.of(),
                decision(output.id(), person));
    }

    /** What a person may say of a held output. */
    Decision decision(long job, String person) throws SQLException {
        return Decision.of(job, held.needsTwo(job), rows.firstWord(job).orElse(null), person);
    }

    private HeldView.Place place(long job, JobView.Gate gate) throws SQLException {
        String source = gate.place().sopInstanceUid();
        Optional<Size> size = sizes.of(source);
        if (size.isEmpty()) {
            return new HeldView.Place(gate, List.of());
        }
        List<HeldPicture> images = new ArrayList<>();
        images.add(HeldPicture.of(source, size.get(), gate, size.get()));
        Optional<HeldRows.Pair> made = rows.madeOf(job, source);
        if (made.isPresent()) {
            String derived = made.get().derived();
            sizes.of(derived).ifPresent(its -> images.add(HeldPicture.of(derived, its, gate, size.get())));
        }
        return new HeldView.Place(gate, images);
    }

    /** What a gate that names no place judged: the whole of the first image, beside its source. */
    private List<HeldPicture> whole(long job) throws SQLException {
        Optional<HeldRows.Pair> first = rows.first(job);
        if (first.isEmpty()) {
            return List.of();
        }
        List<HeldPicture> images = new ArrayList<>();
        sizes.of(first.get().source())
                .ifPresent(size -> images.add(new HeldPicture(first.get().source(), false, size, null)));
        sizes.of(first.get().derived())
                .ifPresent(size -> images.add(new HeldPicture(first.get().derived(), true, size, null)));
        return images;
    }
}

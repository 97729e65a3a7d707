package org.afterimage.dicom.pixel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.afterimage.dicom.data.Tag;

/** Tells the volumes of a multi-frame image apart and puts the frames of each in order (PS3.3 C.7.6.16.2.2 and C.7.6.17). */
final class VolumeSorting {

    /** Frames nearer than this, in mm, are at the same place. */
    private static final double SAME_PLACE = 1e-3;

    /** Dimensions along which the frames of one volume follow each other. */
    private static final List<Integer> SPATIAL = List.of(Tag.IN_STACK_POSITION_NUMBER, Tag.IMAGE_POSITION_PATIENT);

    /** What all frames of a volume have in common. */
    private record Key(String stackId, int temporalPosition, List<Integer> otherDimensions, int orientation) {}

    private record Slice(int frame, OptionalDouble place, int inStackPosition) {}

    private final FunctionalGroups groups;
    private final List<Integer> dimensions;
    private final List<PlaneOrientation> orientations = new ArrayList<>();

    VolumeSorting(FunctionalGroups groups) {
        this.groups = groups;
        this.dimensions = groups.dimensions();
    }

    List<FrameVolume> volumes() {
        Map<Key, List<Slice>> slices = new LinkedHashMap<>();
        for (int frame = 0; frame < groups.frames(); frame++) {
            FrameAttributes attributes = groups.frame(frame);
            slices.computeIfAbsent(key(attributes), key -> new ArrayList<>()).add(slice(frame, attributes));
        }
        List<FrameVolume> volumes = new ArrayList<>();
        slices.forEach((key, all) -> split(all).forEach(volume -> volumes.add(ordered(key, volume))));
        volumes.sort(Comparator.comparing(volume ->
                volume.frames().stream().min(Comparator.naturalOrder()).orElseThrow()));
        return volumes;
    }

    private Key key(FrameAttributes frame) {
        List<Integer> values = frame.dimensionIndexValues();
        List<Integer> others = new ArrayList<>();
        for (int i = 0; i < Math.min(values.size(), dimensions.size()); i++) {
            if (!SPATIAL.contains(dimensions.get(i))) {
                others.add(values.get(i));
            }
        }
        return new Key(
                frame.stackId().orElse(""),
                frame.temporalPosition().orElse(0),
                List.copyOf(others),
                frame.orientation().map(this::number).orElse(-1));
    }

    /** The same number for planes that lie in parallel. */
    private int number(PlaneOrientation orientation) {
        for (int i = 0; i < orientations.size(); i++) {
            if (orientations.get(i).isParallelTo(orientation)) {
                return i;
            }
        }
        orientations.add(orientation);
        return orientations.size() - 1;
    }

    private Slice slice(int frame, FrameAttributes attributes) {
        Optional<PatientVector> position = attributes.position();
        // The normal of the first of the parallel planes, so that rounding does not change the order.
        Optional<PatientVector> normal = attributes
                .orientation()
                .map(orientation -> orientations.get(number(orientation)).normal());
        OptionalDouble place = position.isPresent() && normal.isPresent()
                ? OptionalDouble.of(position.get().dot(normal.get()))
                : OptionalDouble.empty();
        return new Slice(frame, place, attributes.inStackPosition().orElse(0));
    }

    /** Frames at one place that nothing else tells apart belong to different volumes: the first of each place to the first, and so on. */
    private static List<List<Slice>> split(List<Slice> slices) {
        List<List<Slice>> volumes = new ArrayList<>();
        Map<Object, Integer> seen = new HashMap<>();
        for (Slice slice : slices) {
            int occurrence = seen.merge(place(slice), 1, Integer::sum) - 1;
            if (occurrence == volumes.size()) {
                volumes.add(new ArrayList<>());
            }
            volumes.get(occurrence).add(slice);
        }
        return volumes;
    }

    private static Object place(Slice slice) {
        if (slice.place().isPresent()) {
            return Math.round(slice.place().getAsDouble() / SAME_PLACE);
        }
        // Where nothing is known of its place, every frame is at a place of its own.
        return slice.inStackPosition() > 0 ? "in-stack " + slice.inStackPosition() : slice;
    }

    private static FrameVolume ordered(Key key, List<Slice> slices) {
        boolean placed = slices.stream().allMatch(slice -> slice.place().isPresent());
        List<Slice> sorted = new ArrayList<>(slices);
        sorted.sort(
                placed
                        ? Comparator.comparingDouble(slice -> slice.place().getAsDouble())
                        : Comparator.comparingInt(Slice::inStackPosition));
        return new FrameVolume(
                key.stackId(),
                key.temporalPosition(),
                sorted.stream().map(Slice::frame).toList(),
                placed
                        ? sorted.stream()
                                .map(slice -> slice.place().getAsDouble())
                                .toList()
                        : List.of());
    }
}

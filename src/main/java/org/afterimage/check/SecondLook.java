package org.afterimage.check;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.afterimage.check.measure.Place;
import org.afterimage.check.measure.Suspected;
import org.afterimage.infer.InferenceException;
import org.afterimage.infer.LoadedModel;
import org.afterimage.infer.Tensor;
import org.afterimage.model.CheckerShape;
import org.afterimage.model.ModelManifest;
import org.afterimage.model.PlaneShape;
import org.afterimage.synthesize.BoneEvidence;
import org.afterimage.synthesize.Letterbox;
import org.afterimage.synthesize.LungWeight;
import org.afterimage.synthesize.Plane;
import org.afterimage.synthesize.RadiographInput;
import org.afterimage.synthesize.SequenceEvidence;
import org.afterimage.synthesize.SyntheticInstance;

/**
 * A second network looks at what the first has made: it is given the sources and the stored values that will be sent, was trained to find
 * what was planted in good results, and knows nothing of what the first network says of itself.
 */
final class SecondLook {

    private static final int AROUND = 2; // places of the answer
    private static final int MULTIPLE = 32;
    private static final int DIGITS = 12;

    private final LoadedModel network;
    private final PlaneShape input;
    private final String digits;

    private SecondLook(LoadedModel network, ModelManifest.Network declared) {
        this.network = network;
        this.input = declared.inputs().get(CheckerShape.IMAGE);
        this.digits = declared.sha256().substring(0, DIGITS);
    }

    /**
     * The second look that a manifest asks for; empty where it asks for none.
     *
     * @throws IllegalArgumentException if it asks for one and there is no network
     */
    static Optional<SecondLook> of(ModelManifest manifest, Optional<LoadedModel> checker) {
        return manifest.checker()
                .map(declared -> new SecondLook(
                        checker.orElseThrow(() -> new IllegalArgumentException(
                                "the checking network of " + manifest.id() + " is not loaded")),
                        declared));
    }

    /**
     * Looks at a bone-suppressed radiograph beside its film, within the region that may change; empty where that is empty.
     *
     * @param weight with which bone was taken away
     */
    Optional<Suspected> film(SyntheticInstance instance, BoneEvidence evidence, LungWeight weight)
            throws InferenceException {
        int side = input.rows();
        Letterbox box = Letterbox.of(instance.format().rows(), instance.format().columns(), side);
        Plane suspicion = look(List.of(
                RadiographInput.square(instance.sourceStored(), instance, evidence.range(), side),
                RadiographInput.square(instance.stored(), instance, evidence.range(), side),
                weights(evidence.answer().lung(), weight).placedIn(side, side, box.firstRow(), box.firstColumn(), 0)));
        Plane region = box.enclose(
                share(
                        evidence.region(),
                        instance.format().rows(),
                        instance.format().columns()),
                0);
        double pixels = (double) instance.format().rows() / box.rows();
        return most(suspicion, region)
                .map(most -> new Suspected(most.suspicion(), moved(most.place(), box, pixels), digits));
    }

    /**
     * Looks at a slice of a FLAIR beside T1 and T2 of it and of its neighbours; at an end of the stack the slice stands in for the one that is
     * missing. Empty where there is nothing to judge.
     *
     * @param values the slice's stored values in the network's unit
     * @param inside what is to be judged
     */
    Optional<Suspected> slice(
            SequenceEvidence below, SequenceEvidence here, SequenceEvidence above, Plane values, boolean[] inside)
            throws InferenceException {
        Plane suspicion = look(List.of(
                padded(below.first()),
                padded(here.first()),
                padded(above.first()),
                padded(below.second()),
                padded(here.second()),
                padded(above.second()),
                padded(values)));
        return most(suspicion, padded(share(inside, values.rows(), values.columns())));
    }

    private Plane look(List<Plane> planes) throws InferenceException {
        int size = planes.get(0).data().length;
        float[] data = new float[planes.size() * size];
        for (int k = 0; k < planes.size(); k++) {
            System.arraycopy(planes.get(k).data(), 0, data, k * size, size);
        }
        Tensor image = new Tensor(
                data, 1, planes.size(), planes.get(0).rows(), planes.get(0).columns());
        return Plane.of(network.run(Map.of(CheckerShape.IMAGE, image)).get(CheckerShape.SUSPICION));
    }

    /** The most suspicious place of those that lie for more than half in the region; what is no number is the worst of all. */
    private Optional<Suspected> most(Plane suspicion, Plane region) {
        int worst = -1;
        for (int i = 0; i < suspicion.data().length; i++) {
            if (covered(region, i / suspicion.columns(), i % suspicion.columns())
                    && (worst < 0
                            || Float.compare(suspicion.data()[i], suspicion.data()[worst]) > 0)) {
                worst = i;
            }
        }
        return worst < 0
                ? Optional.empty()
                : Optional.of(new Suspected(
                        suspicion.data()[worst],
                        Place.of(worst / suspicion.columns(), worst % suspicion.columns(), AROUND, CheckerShape.STEP),
                        digits));
    }

    private static boolean covered(Plane region, int row, int column) {
        float sum = 0;
        for (int k = 0; k < CheckerShape.STEP * CheckerShape.STEP; k++) {
            sum += region.at(
                    row * CheckerShape.STEP + k / CheckerShape.STEP,
                    column * CheckerShape.STEP + k % CheckerShape.STEP);
        }
        return sum > CheckerShape.STEP * CheckerShape.STEP / 2f;
    }

    private static Place moved(Place place, Letterbox box, double pixels) {
        return new Place(
                (place.column() - box.firstColumn() + 0.5) * pixels - 0.5,
                (place.row() - box.firstRow() + 0.5) * pixels - 0.5,
                place.radius() * pixels);
    }

    private static Plane weights(Plane lung, LungWeight weight) {
        float[] weights = new float[lung.data().length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = weight.at(lung.data()[i]);
        }
        return new Plane(weights, lung.rows(), lung.columns());
    }

    private static Plane share(boolean[] region, int rows, int columns) {
        float[] share = new float[region.length];
        for (int i = 0; i < share.length; i++) {
            share[i] = region[i] ? 1 : 0;
        }
        return new Plane(share, rows, columns);
    }

    private static Plane padded(Plane plane) {
        return plane.placedIn(rounded(plane.rows()), rounded(plane.columns()), 0, 0, 0);
    }

    private static int rounded(int length) {
        return (length + MULTIPLE - 1) / MULTIPLE * MULTIPLE;
    }
}

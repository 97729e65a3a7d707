package org.afterimage.check;

import java.util.Optional;
import org.afterimage.check.measure.Place;
import org.afterimage.synthesize.SyntheticInstance;

/**
 * Where a gate found what it measured.
 *
 * @param sopInstanceUid the source instance
 * @param spot within its image; a whole image has none, nor has a frame of a multi-frame instance
 */
public record GatePlace(String sopInstanceUid, Optional<Place> spot) {

    static GatePlace of(SyntheticInstance slice) {
        return of(slice, Optional.empty());
    }

    static GatePlace of(SyntheticInstance slice, Optional<Place> spot) {
        // A spot without its frame would point into another one; the gate's sentence names the frame.
        Optional<Place> told = slice.source().isFrame() ? Optional.empty() : spot;
        return new GatePlace(slice.source().sopInstanceUid(), told);
    }
}

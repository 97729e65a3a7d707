package org.afterimage.derive;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.afterimage.dicom.data.Uid;
import org.afterimage.model.ModelPackage;
import org.afterimage.model.Sha256;

/**
 * UIDs that depend on nothing but what the pixels depend on: the source, the model, its parameters, the algorithm around it and the
 * role. Sent again, a study gives the same UIDs; another version of the model gives others.
 */
final class DerivedUids {

    private final ModelPackage model;
    private final String algorithm;
    private final SeriesRole role;

    DerivedUids(ModelPackage model, String algorithm, SeriesRole role) {
        this.model = model;
        this.algorithm = algorithm;
        this.role = role;
    }

    /**
     * Of the series made from some series.
     *
     * @param volume SOP Instance UIDs of all instances on which every image of it depends, if any
     */
    String series(List<String> sourceSeriesInstanceUids, List<String> volume) {
        return uid("series", sourceSeriesInstanceUids, volume);
    }

    /**
     * Of the instance made from instances, in the order in which the model was given them.
     *
     * @param volume SOP Instance UIDs of all instances on which it depends besides, if any
     */
    String instance(List<String> sourceSopInstanceUids, List<String> volume) {
        return uid("instance", sourceSopInstanceUids, volume);
    }

    /** Of the model as a device: the same for the same weights everywhere. */
    static String device(String modelSha256) {
        return hashed(List.of("device", modelSha256));
    }

    private String uid(String kind, List<String> sources, List<String> volume) {
        List<String> parts = new ArrayList<>(List.of(
                kind,
                role.name(),
                algorithm,
                model.manifest().id(),
                model.manifest().version(),
                model.sha256(),
                model.manifest().parameterDigest()));
        parts.addAll(sources);
        parts.addAll(volume);
        return hashed(parts);
    }

    /** Each part is preceded by its length, so that no two lists of parts give the same bytes. */
    static String hashed(List<String> parts) {
        MessageDigest digest = Sha256.digest();
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
            digest.update(bytes);
        }
        return Uid.fromHash(digest.digest());
    }
}

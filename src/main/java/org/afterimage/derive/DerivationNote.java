package org.afterimage.derive;

import java.util.ArrayList;
import java.util.List;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.model.ModelManifest;
import org.afterimage.model.ModelPackage;

/** What a derived object says of its derivation: a sentence, a code, and where that code comes from. */
final class DerivationNote {

    private static final String SCHEME = "99AFTERIMAGE";
    private static final String SCHEME_NAME = "Afterimage derivation codes";
    private static final String ORGANIZATION = "Afterimage";
    private static final int SHORT_TEXT = 1024;

    private DerivationNote() {}

    static void put(DataSet target, DataSet source, ModelPackage model) {
        AppendedText.put(target, Tag.DERIVATION_DESCRIPTION, sentence(model), source, SHORT_TEXT);
        ModelManifest.Derivation derivation = model.manifest().derivation();
        CodedConcept concept = new CodedConcept(derivation.code(), SCHEME, derivation.meaning());
        target.putItems(Tag.DERIVATION_CODE_SEQUENCE, concept.into(target.newItem()));
        putScheme(target, source);
    }

    private static String sentence(ModelPackage model) {
        return "Synthesised by AI from an acquired image; not acquired. "
                + model.manifest().derivation().meaning() + ". Model "
                + model.manifest().id() + ", version "
                + model.manifest().version() + ", sha256 " + model.sha256() + ".";
    }

    /** The schemes of the source's own codes, which are copied with it, and this one. */
    private static void putScheme(DataSet target, DataSet source) {
        List<DataSet> schemes = new ArrayList<>();
        for (DataSet item : source.items(Tag.CODING_SCHEME_IDENTIFICATION_SEQUENCE)) {
            if (item.string(Tag.CODING_SCHEME_DESIGNATOR).filter(SCHEME::equals).isEmpty()) {
                schemes.add(item);
            }
        }
        schemes.add(target.newItem()
                .putString(Tag.CODING_SCHEME_DESIGNATOR, SCHEME)
                .putString(Tag.CODING_SCHEME_NAME, SCHEME_NAME)
                .putString(Tag.CODING_SCHEME_RESPONSIBLE_ORGANIZATION, ORGANIZATION));
        target.putItems(Tag.CODING_SCHEME_IDENTIFICATION_SEQUENCE, schemes.toArray(DataSet[]::new));
    }
}

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
    private static final String CHANGE_CODE = "CHANGEMAP";
    private static final String CHANGE_MEANING = "Change from source to synthesised image";
    private static final int SHORT_TEXT = 1024;

    private DerivationNote() {}

    /**
     * Puts them.
     *
     * @param target the derived data set, or the item of a frame's Derivation Image Sequence
     * @param source the source whose own derivation is appended
     * @param contributing how many images it was made from
     * @param words what this run in particular did; ASCII sentences
     * @param change whether the image shows what changed and not the result
     */
    static void put(
            DataSet target, DataSet source, ModelPackage model, int contributing, List<String> words, boolean change) {
        String own = sentence(model, contributing, words, change);
        String fitting = own.length() <= SHORT_TEXT ? own : own.substring(0, SHORT_TEXT);
        AppendedText.put(target, Tag.DERIVATION_DESCRIPTION, fitting, source, SHORT_TEXT);
        ModelManifest.Derivation derivation = model.manifest().derivation();
        CodedConcept concept = change
                ? new CodedConcept(CHANGE_CODE, SCHEME, CHANGE_MEANING)
                : new CodedConcept(derivation.code(), SCHEME, derivation.meaning());
        target.putItems(Tag.DERIVATION_CODE_SEQUENCE, concept.into(target.newItem()));
    }

    private static String sentence(ModelPackage model, int contributing, List<String> words, boolean change) {
        String from = contributing == 1 ? "an acquired image" : "acquired images";
        List<String> sentences = new ArrayList<>();
        sentences.add(
                change
                        ? "Difference between an image synthesised by AI and the acquired one; not acquired."
                        : "Synthesised by AI from " + from + "; not acquired.");
        sentences.add(model.manifest().derivation().meaning() + ".");
        sentences.add("Model " + model.manifest().id() + ", version "
                + model.manifest().version() + ", sha256 " + model.sha256() + ".");
        sentences.addAll(words);
        return String.join(" ", sentences);
    }

    /** The schemes of the source's own codes, which are copied with it, and this one. */
    static void putScheme(DataSet target, DataSet source) {
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

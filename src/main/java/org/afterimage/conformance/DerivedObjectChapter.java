package org.afterimage.conformance;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.afterimage.derive.CodedConcept;
import org.afterimage.derive.DocumentTitle;
import org.afterimage.dicom.data.Dictionary;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.data.Tag;
import org.afterimage.model.ModelPackage;
import org.afterimage.work.NodeIdentity;

/** The objects that the node makes: attributes, codes, and what is not standard about them. */
final class DerivedObjectChapter implements Section {
    private static final String CHANGE_MAP =
            "A derived CR, DX or CT series is accompanied by its change map unless the route says otherwise: a series of the same class,"
                    + " place and matrix whose values are the derived image minus its source. CT holds it in HU, signed; CR brings no change"
                    + " to 0 by its rescale; in DX, whose rescale is fixed, the window's centre is no change. Its Series Description"
                    + " begins with AI change map, its derivation code is CHANGEMAP (99AFTERIMAGE).";

    private static final String ENHANCED =
            "An Enhanced CT or Enhanced MR instance whose frames are one stack of slices of one kind gives one instance of its class with a"
                    + " frame in the place of each, with the same dimensions. What frames were made from stands in the Derivation Image"
                    + " Sequence of each, all of it in Source Image Evidence Sequence. An instance of several stacks, temporal"
                    + " positions or contrasts, or of calculated frames, is not processed, and the job says why.";

    private final StatementSource source;

    DerivedObjectChapter(StatementSource source) {
        this.source = source;
    }

    @Override
    public void write(Markdown out) {
        out.chapter("Annex: derived objects");
        out.paragraph(
                "A derived object has the SOP class, study and patient of its source, and a series of its own. Its UIDs are computed"
                        + " from those of the source, the model and its parameters (root 2.25): a study that is sent twice gives the same objects.");
        out.paragraph(CHANGE_MAP);
        out.paragraph(ENHANCED);
        out.paragraph(
                "Source Image Sequence has an item for every instance that was used, Related Series Sequence for every series,"
                        + " Contributing Equipment Sequence for every scanner; the tables show objects that were made from one.");
        out.paragraph(
                "Where a person withdraws derived objects, each destination that has stored some of them gets a Key Object Selection"
                        + " Document for each study, titled "
                        + title(DocumentTitle.REJECTED_FOR_QUALITY_REASONS.concept())
                        + " (IHE RAD TF-3 4.66): PS3.16 TID 2010 with the person as observer, the reason as Key Object Description, and in the"
                        + " content and in Current Requested Procedure Evidence Sequence each object that the destination has.");
        Set<DerivedAttributes.Code> codes = new LinkedHashSet<>();
        Map<String, Set<Integer>> copied = new TreeMap<>();
        boolean hasPrivate = false;
        for (ModelPackage model : source.routedModels()) {
            Map<String, DerivedAttributes> bySopClass = derive(model);
            table(out, model, bySopClass);
            bySopClass.forEach((name, attributes) -> copied.put(name, attributes.copied()));
            for (DerivedAttributes attributes : bySopClass.values()) {
                codes.addAll(attributes.codes());
                hasPrivate |= attributes.hasPrivate();
            }
        }
        copied(out, copied);
        out.section("Coded terms");
        Markdown.Table table = out.table("Used in", "Code", "Scheme", "Meaning");
        codes.forEach(code -> table.row(code.sequence(), code.value(), code.scheme(), code.meaning()));
        out.section("Private attributes");
        out.paragraph(
                hasPrivate
                        ? "Derived objects have private attributes: see the tables above."
                        : "The node writes none. Those of a source stay in the stored instance and are not copied.");
        out.section("Standard extended and private SOP classes");
        out.paragraph("None. Stored instances of extended SOP classes are kept whole.");
    }

    private static String title(CodedConcept concept) {
        return "(" + concept.value() + ", " + concept.scheme() + ", " + concept.meaning() + ")";
    }

    private Map<String, DerivedAttributes> derive(ModelPackage model) {
        NodeIdentity identity = new NodeIdentity(source.node().ownAeTitle(), source.version());
        Map<String, DerivedAttributes> bySopClass = new LinkedHashMap<>();
        for (String uid : model.manifest().accepts().sopClass()) {
            bySopClass.put(SopClass.nameOf(uid), new DerivedAttributes(new SampleDerivation(model, identity, uid)));
        }
        return bySopClass;
    }

    /** One table for all SOP classes of a model that get the same attributes, which differ in few values. */
    private static void table(Markdown out, ModelPackage model, Map<String, DerivedAttributes> bySopClass) {
        out.section("Made with " + model.displayName());
        Map<List<String>, Map<String, DerivedAttributes>> alike = new LinkedHashMap<>();
        bySopClass.forEach((name, attributes) -> alike.computeIfAbsent(
                        attributes.lines().stream()
                                .map(line -> line.depth() + tag(line.tag()))
                                .toList(),
                        any -> new LinkedHashMap<>())
                .put(name, attributes));
        alike.values().forEach(classes -> table(out, classes));
    }

    private static void table(Markdown out, Map<String, DerivedAttributes> bySopClass) {
        out.paragraph("SOP classes: " + String.join(", ", bySopClass.keySet()) + ". Besides what is copied (below):");
        Markdown.Table table = out.table("Attribute", "Tag", "VR", "Value");
        List<DerivedAttributes.Line> first =
                bySopClass.values().iterator().next().lines();
        for (int i = 0; i < first.size(); i++) {
            DerivedAttributes.Line line = first.get(i);
            table.row(line.name(), tag(line.tag()), line.vr(), values(bySopClass, i, line));
        }
    }

    /** The value where all SOP classes agree, else each with its own. */
    private static String values(
            Map<String, DerivedAttributes> bySopClass, int index, DerivedAttributes.Line expected) {
        Map<String, List<String>> classesOfValue = new LinkedHashMap<>();
        bySopClass.forEach((name, attributes) -> {
            String value = attributes.lines().get(index).value();
            classesOfValue.computeIfAbsent(value, any -> new ArrayList<>()).add(name);
        });
        return classesOfValue.size() == 1
                ? expected.value()
                : classesOfValue.entrySet().stream()
                        .map(entry -> entry.getKey() + " (" + String.join(", ", entry.getValue()) + ")")
                        .collect(Collectors.joining("; "));
    }

    /** What all SOP classes have in common, then what others than all have besides, classes of one list together. */
    private static void copied(Markdown out, Map<String, Set<Integer>> bySopClass) {
        out.section("Attributes that are copied");
        if (bySopClass.isEmpty()) {
            out.paragraph("No route names a model that is here.");
            return;
        }
        Set<Integer> common = new HashSet<>(bySopClass.values().iterator().next());
        bySopClass.values().forEach(common::retainAll);
        out.paragraph("When the source has them, byte for byte, " + common.size() + " attributes, and overlays:");
        out.paragraph(names(common));
        Map<Set<Integer>, List<String>> classesOfRest = new LinkedHashMap<>();
        bySopClass.forEach((name, tags) -> {
            Set<Integer> rest = new HashSet<>(tags);
            rest.removeAll(common);
            classesOfRest.computeIfAbsent(rest, any -> new ArrayList<>()).add(name);
        });
        classesOfRest.forEach((rest, classes) -> {
            if (!rest.isEmpty()) {
                out.paragraph(String.join(", ", classes) + ": besides, " + rest.size() + " attributes:");
                out.paragraph(names(rest));
            }
        });
    }

    private static String names(Set<Integer> tags) {
        return tags.stream()
                        .sorted(Integer::compareUnsigned)
                        .map(tag -> Dictionary.lookup(tag)
                                        .map(Dictionary.Entry::name)
                                        .orElse("") + " " + tag(tag))
                        .collect(Collectors.joining(", "))
                + ".";
    }

    private static String tag(int tag) {
        return String.format("(%04X,%04X)", Tag.group(tag), tag & 0xFFFF);
    }
}

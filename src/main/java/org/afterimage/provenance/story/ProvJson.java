package org.afterimage.provenance.story;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Stories as W3C PROV-JSON (the W3C member submission of 2013 over PROV-DM): instances and model are entities, jobs, deliveries and reviews
 * activities, nodes, remote application entities and people agents.
 */
public final class ProvJson {
    private static final String OWN = "afterimage:";
    private static final String INSTANCE = "dicom:";

    private final Map<String, Map<String, Map<String, Object>>> document = new LinkedHashMap<>();
    private int relations;

    private ProvJson() {}

    /** One document of some stories. */
    public static String of(List<DerivedStory> stories) {
        ProvJson prov = new ProvJson();
        stories.forEach(prov::add);
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("prefix", Map.of("afterimage", "urn:x-afterimage:prov:", "dicom", "urn:oid:"));
        all.putAll(prov.document);
        try {
            return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(all);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts can be written as JSON", e);
        }
    }

    private void add(DerivedStory story) {
        String derived = INSTANCE + story.sopInstanceUid();
        String job = OWN + "job." + story.job().id();
        String node = agent(
                "prov:SoftwareAgent",
                "node." + story.job().node(),
                "AE title",
                story.job().node());
        Map<String, Object> entity = record("entity", derived);
        entity.put("prov:type", own("SyntheticImage"));
        entity.put(OWN + "sopClassUid", story.sopClassUid());
        entity.put(OWN + "seriesInstanceUid", story.seriesInstanceUid());
        put(entity, "role", story.role());
        entity.put(OWN + "fileSha256", story.sha256());
        put(entity, "pixelSha256", story.pixelSha256());
        activity(job, story.job().createdAt(), story.job().endedAt()).putAll(made(story));
        relation("wasGeneratedBy", "prov:entity", derived, "prov:activity", job).put("prov:time", text(story.madeAt()));
        relation("wasAssociatedWith", "prov:activity", job, "prov:agent", node);
        model(story, job);
        configuration(story.job().configuration(), job);
        story.sources().forEach(source -> source(source, derived, job));
        story.deliveries().forEach(delivery -> delivery(delivery, derived));
        story.reviews().forEach(review -> review(review, story, derived));
        if (story.retraction() != null) {
            retraction(story.retraction(), derived);
        }
    }

    private static Map<String, Object> made(DerivedStory story) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("prov:type", own("Synthesis"));
        fields.put(OWN + "route", story.job().route());
        fields.put(OWN + "state", story.job().state());
        put(fields, "engine", story.job().engine());
        put(fields, "algorithm", story.algorithm());
        put(fields, "parameterSha256", story.parameterDigest());
        // Several values of one attribute are a list, in which no value may come twice.
        List<String> gates = story.gates().stream()
                .map(gate -> gate.verdict() + " " + gate.gate() + " " + gate.measured() + " " + gate.bound())
                .distinct()
                .toList();
        if (!gates.isEmpty()) {
            fields.put(OWN + "check", gates);
        }
        return fields;
    }

    private void model(DerivedStory story, String job) {
        DerivedStory.Model model = story.model();
        String id = OWN + "model." + model.sha256();
        Map<String, Object> entity = record("entity", id);
        entity.put("prov:type", own("ModelVersion"));
        entity.put("prov:label", model.title());
        entity.put(OWN + "modelId", model.id());
        entity.put(OWN + "version", model.version());
        entity.put(OWN + "sha256", model.sha256());
        relation("used", "prov:activity", job, "prov:entity", id);
    }

    private void configuration(DerivedStory.Configuration version, String job) {
        if (version == null) {
            return; // from before versions were kept
        }
        String id = OWN + "configuration." + version.version();
        Map<String, Object> entity = record("entity", id);
        entity.put("prov:type", own("Configuration"));
        entity.put(OWN + "sha256", version.digest());
        entity.put(OWN + "origin", version.origin());
        entity.put(OWN + "takenAt", typed(text(version.takenAt()), "xsd:dateTime"));
        relation("used", "prov:activity", job, "prov:entity", id);
        String person = agent("prov:Person", "person." + version.person(), "name", version.person());
        relation("wasAttributedTo", "prov:entity", id, "prov:agent", person);
    }

    private void source(DerivedStory.Source source, String derived, String job) {
        String id = INSTANCE + source.sopInstanceUid();
        Map<String, Object> entity = record("entity", id);
        entity.put("prov:type", own("ReceivedImage"));
        entity.put(OWN + "seriesInstanceUid", source.seriesInstanceUid());
        entity.put(OWN + "dataSetSha256", source.sha256());
        entity.put(OWN + "receivedAt", typed(text(source.receivedAt()), "xsd:dateTime"));
        relation("used", "prov:activity", job, "prov:entity", id);
        relation("wasDerivedFrom", "prov:generatedEntity", derived, "prov:usedEntity", id)
                .put("prov:activity", job);
        relation("wasAttributedTo", "prov:entity", id, "prov:agent", ae(source.callingAeTitle()));
    }

    private void delivery(DerivedStory.Delivery delivery, String derived) {
        String id = OWN + "delivery." + delivery.id();
        Map<String, Object> fields = activity(id, delivery.attemptedAt(), delivery.attemptedAt());
        fields.put("prov:type", own("Delivery"));
        fields.put(OWN + "outcome", delivery.outcome());
        if (delivery.status() != null) {
            fields.put(OWN + "status", delivery.status());
        }
        relation("used", "prov:activity", id, "prov:entity", derived);
        relation("wasAssociatedWith", "prov:activity", id, "prov:agent", ae(delivery.destination()));
    }

    private void review(DerivedStory.Review review, DerivedStory story, String derived) {
        String id = OWN + "review." + story.job().id();
        Map<String, Object> fields = activity(id, review.decidedAt(), review.decidedAt());
        fields.put("prov:type", own("Review"));
        fields.put(OWN + "decision", review.decision());
        fields.put(OWN + "reason", review.reason());
        relation("used", "prov:activity", id, "prov:entity", derived);
        String person = agent("prov:Person", "person." + review.person(), "name", review.person());
        relation("wasAssociatedWith", "prov:activity", id, "prov:agent", person);
    }

    /** What is withdrawn is invalidated, in PROV-DM's word, by the act that also makes the notes. */
    private void retraction(DerivedStory.Retraction retraction, String derived) {
        String id = OWN + "retraction." + retraction.id();
        Map<String, Object> fields = activity(id, retraction.decidedAt(), retraction.decidedAt());
        fields.put("prov:type", own("Retraction"));
        fields.put(OWN + "selection", retraction.selection());
        fields.put(OWN + "reason", retraction.reason());
        relation("wasInvalidatedBy", "prov:entity", derived, "prov:activity", id)
                .put("prov:time", text(retraction.decidedAt()));
        String person = agent("prov:Person", "person." + retraction.person(), "name", retraction.person());
        relation("wasAssociatedWith", "prov:activity", id, "prov:agent", person);
        for (DerivedStory.Note note : retraction.notes()) {
            String document = INSTANCE + note.sopInstanceUid();
            record("entity", document).put("prov:type", own("RejectionNote"));
            relation("wasGeneratedBy", "prov:entity", document, "prov:activity", id);
            String delivery = OWN + "job." + note.jobId();
            Map<String, Object> sending = record("activity", delivery);
            sending.put("prov:type", own("Notification"));
            sending.put(OWN + "state", note.state());
            relation("used", "prov:activity", delivery, "prov:entity", document);
            relation("wasAssociatedWith", "prov:activity", delivery, "prov:agent", ae(note.destination()));
        }
    }

    private String ae(String title) {
        return agent("prov:SoftwareAgent", "ae." + title, "AE title", title);
    }

    /** Identifiers keep letters and digits of names alone; the name as it is, is the label. */
    private String agent(String type, String name, String what, String label) {
        String id = OWN + name.replaceAll("[^\\p{L}\\p{N}.-]", "_");
        Map<String, Object> fields = record("agent", id);
        fields.put("prov:type", typed(type, "prov:QUALIFIED_NAME"));
        fields.put("prov:label", what + " " + label);
        return id;
    }

    private Map<String, Object> activity(String id, OffsetDateTime start, OffsetDateTime end) {
        Map<String, Object> fields = record("activity", id);
        fields.put("prov:startTime", text(start));
        if (end != null) {
            fields.put("prov:endTime", text(end));
        }
        return fields;
    }

    private Map<String, Object> relation(String kind, String from, String one, String to, String other) {
        Map<String, Object> fields = record(kind, "_:r" + ++relations);
        fields.put(from, one);
        fields.put(to, other);
        return fields;
    }

    private Map<String, Object> record(String kind, String id) {
        return document.computeIfAbsent(kind, any -> new TreeMap<>()).computeIfAbsent(id, any -> new LinkedHashMap<>());
    }

    private static void put(Map<String, Object> fields, String name, String value) {
        if (value != null) {
            fields.put(OWN + name, value);
        }
    }

    private static Map<String, String> own(String type) {
        return typed(OWN + type, "prov:QUALIFIED_NAME");
    }

    private static Map<String, String> typed(String value, String type) {
        return Map.of("$", value, "type", type);
    }

    private static String text(OffsetDateTime time) {
        return time.toString();
    }
}

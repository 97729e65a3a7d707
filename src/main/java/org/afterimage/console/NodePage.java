package org.afterimage.console;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.util.List;
import org.afterimage.configuration.ConfigurationEdit;
import org.afterimage.configuration.ConfigurationFiles;
import org.afterimage.configuration.Mistake;
import org.afterimage.console.people.Right;
import org.afterimage.storage.Purgeable;
import org.afterimage.web.NextPurgeView;
import org.afterimage.web.StorageResource;

/** {@code node.yaml}: its AE titles and its listener, when a study is complete, how much is done at once; and what is kept on disk how long. */
@Path("/configuration")
@Needs(Right.CONFIGURE)
public class NodePage {
    private static final String AE_TITLES = "aeTitles";
    private static final List<String> TEXTS = List.of("dicom.bind", "dicom.callers", "work.offPeak");
    private static final List<String> NUMBERS = List.of(
            "dicom.port",
            "dicom.maxAssociations",
            "dicom.maxAssociationsPerHost",
            "dicom.idleSeconds",
            "study.quietSeconds",
            "work.slots",
            "work.lanes",
            "work.attempts",
            "work.synthesisAttempts",
            "work.firstRetrySeconds",
            "work.longestRetrySeconds");
    private static final List<String> KEPT =
            List.of("unrouted", "confirmed", "sent", "shadowed", "skipped", "held", "rejected", "failed", "cancelled");
    private static final List<String> CALLERS = List.of("", "any", "known");
    private static final List<String> OTHER_CONTENT = List.of("", "keep-first", "refuse", "replace");
    private static final List<String> ROOM = List.of("warnBelow", "refuseBelow", "resumeAbove", "otherContent");
    private static final int NEXT = 20;

    private final Pages pages;
    private final ConfigurationForms forms;
    private final StorageResource storage;

    /** For the container. */
    public NodePage(Pages pages, ConfigurationForms forms, StorageResource storage) {
        this.pages = pages;
        this.forms = forms;
        this.storage = storage;
    }

    /** What is kept, and the fields with its times. */
    public record Kept(String kind, String keep, String whenShort) {
        private static List<Kept> all() {
            return KEPT.stream()
                    .map(kind -> new Kept(kind, "storage.keep." + kind, "storage.keepWhenShort." + kind))
                    .toList();
        }
    }

    @CheckedTemplate(basePath = "console")
    static class Templates {
        private Templates() {}

        static native TemplateInstance node(
                Frame frame, FormFields form, List<Mistake> mistakes, List<String> callers, String readOnly);

        static native TemplateInstance retention(
                Frame frame,
                FormFields form,
                List<Mistake> mistakes,
                List<Kept> kept,
                List<String> otherContent,
                NextPurgeView next,
                List<Purgeable> oldest,
                String readOnly);
    }

    /** The form of the node. */
    @GET
    @Path("node")
    public Response node() throws SQLException {
        FormFields form = forms.begun();
        ConfigurationFiles files = forms.files(form);
        form.fill(
                AE_TITLES,
                FormFields.joined(ConfigurationEdit.node(files, AE_TITLES).orElse(null)));
        TEXTS.forEach(
                name -> form.fill(name, ConfigurationEdit.node(files, name).orElse(null)));
        NUMBERS.forEach(
                name -> form.fill(name, ConfigurationEdit.node(files, name).orElse(null)));
        return nodeShown(form, List.of());
    }

    /** What it would change. */
    @POST
    @Path("node")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response proposeNode() throws SQLException {
        FormFields form = FormFields.sent();
        return forms.proposed(
                form,
                files -> {
                    ConfigurationFiles edited =
                            ConfigurationEdit.setNode(files, AE_TITLES, FormFields.list(form.text(AE_TITLES)));
                    for (String name : TEXTS) {
                        edited = ConfigurationEdit.setNode(edited, name, form.orNull(name));
                    }
                    for (String name : NUMBERS) {
                        edited = ConfigurationEdit.setNode(edited, name, form.number(name));
                    }
                    return edited;
                },
                this::nodeShown);
    }

    private Response nodeShown(FormFields form, List<Mistake> mistakes) {
        String readOnly = forms.readOnly();
        return pages.show("configuration", frame -> Templates.node(frame, form, mistakes, CALLERS, readOnly));
    }

    /** The form of what is kept, with what goes next. */
    @GET
    @Path("retention")
    public Response retention() throws SQLException {
        FormFields form = forms.begun();
        ConfigurationFiles files = forms.files(form);
        for (String name : KEPT) {
            fill(form, files, "storage.keep." + name);
            fill(form, files, "storage.keepWhenShort." + name);
        }
        ROOM.forEach(name -> fill(form, files, "storage." + name));
        fill(form, files, "storage.purgeSeconds");
        fill(form, files, "storage.purgeFiles");
        return retentionShown(form, List.of());
    }

    private static void fill(FormFields form, ConfigurationFiles files, String name) {
        form.fill(name, ConfigurationEdit.node(files, name).orElse(null));
    }

    /** What it would change. */
    @POST
    @Path("retention")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response proposeRetention() throws SQLException {
        FormFields form = FormFields.sent();
        return forms.proposed(
                form,
                files -> {
                    ConfigurationFiles edited = files;
                    for (String name : KEPT) {
                        edited = text(edited, form, "storage.keep." + name);
                        edited = text(edited, form, "storage.keepWhenShort." + name);
                    }
                    for (String name : ROOM) {
                        edited = text(edited, form, "storage." + name);
                    }
                    edited = ConfigurationEdit.setNode(
                            edited, "storage.purgeSeconds", form.number("storage.purgeSeconds"));
                    return ConfigurationEdit.setNode(edited, "storage.purgeFiles", form.number("storage.purgeFiles"));
                },
                this::retentionShown);
    }

    private static ConfigurationFiles text(ConfigurationFiles files, FormFields form, String name) {
        return ConfigurationEdit.setNode(files, name, form.orNull(name));
    }

    private Response retentionShown(FormFields form, List<Mistake> mistakes) {
        try {
            NextPurgeView next = storage.next(false, NEXT);
            String readOnly = forms.readOnly();
            return pages.show(
                    "configuration",
                    frame -> Templates.retention(
                            frame, form, mistakes, Kept.all(), OTHER_CONTENT, next, next.oldest(), readOnly));
        } catch (SQLException e) {
            throw new IllegalStateException("what goes next can't be read", e);
        }
    }
}

package org.afterimage.console;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.afterimage.configuration.ConfigurationEdit;
import org.afterimage.configuration.ConfigurationFiles;
import org.afterimage.configuration.Mistake;
import org.afterimage.console.people.Right;
import org.afterimage.node.ConfigurationException;

/** A remote of {@code remotes.yaml}: where it is, how series go to it, how it confirms. Fields that the form does not show stay as they are. */
@Path("/configuration/remote")
@Needs(Right.CONFIGURE)
public class RemotePage {
    private static final List<String> SYNTAXES = List.of("", "explicit", "jpeg2000-lossless", "jpegls-lossless", "rle");
    private static final List<String> CONFIRMATIONS = List.of("", "none", "storage-commitment", "find", "qido", "wado");
    private static final List<String> TEXTS =
            List.of("aeTitle", "host", "description", "derivedTransferSyntax", "confirm");
    private static final List<String> NUMBERS =
            List.of("port", "confirmSeconds", "maxAssociations", "maxMegabitsPerSecond");
    private static final List<String> TLS_TEXTS = List.of("key", "certificates", "passwordFile");
    private static final List<String> CERTIFICATE = List.of("file", "sha256", "subject", "issuer");

    private final Pages pages;
    private final ConfigurationForms forms;

    /** For the container. */
    public RemotePage(Pages pages, ConfigurationForms forms) {
        this.pages = pages;
        this.forms = forms;
    }

    @CheckedTemplate(basePath = "console")
    static class Templates {
        private Templates() {}

        static native TemplateInstance remote(
                Frame frame,
                FormFields form,
                List<Mistake> mistakes,
                List<String> syntaxes,
                List<String> confirmations,
                String readOnly);
    }

    /** The form of a remote, or of a new one. */
    @GET
    public Response form(@QueryParam("title") @DefaultValue("") String title) throws SQLException {
        FormFields form = forms.begun();
        ConfigurationEdit.remote(forms.files(form), title).ifPresent(remote -> fill(form, remote));
        return shown(form, List.of());
    }

    /** What the form would change. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response propose() throws SQLException {
        FormFields form = FormFields.sent();
        return forms.proposed(form, files -> edited(files, form), this::shown);
    }

    private Response shown(FormFields form, List<Mistake> mistakes) {
        String readOnly = forms.readOnly();
        return pages.show(
                "configuration", frame -> Templates.remote(frame, form, mistakes, SYNTAXES, CONFIRMATIONS, readOnly));
    }

    private static void fill(FormFields form, Map<String, Object> remote) {
        form.fill("was", remote.get("aeTitle"));
        TEXTS.forEach(name -> form.fill(name, remote.get(name)));
        NUMBERS.forEach(name -> form.fill(name, remote.get(name)));
        if (remote.get("tls") instanceof Map<?, ?>) {
            boolean isOff = Boolean.FALSE.equals(ConfigurationForms.at(remote, "tls", "enabled"));
            form.fill("tls", isOff ? "calls" : "on");
            boolean isUnchecked = Boolean.FALSE.equals(ConfigurationForms.at(remote, "tls", "checkHostName"));
            form.fill("tls.checkHostName", isUnchecked ? "" : "yes");
        } else {
            form.fill("tls.checkHostName", "yes");
        }
        TLS_TEXTS.forEach(name -> form.fill("tls." + name, ConfigurationForms.at(remote, "tls", name)));
        form.fill("tls.trust", FormFields.joined(ConfigurationForms.at(remote, "tls", "trust")));
        CERTIFICATE.forEach(name ->
                form.fill("tls.certificate." + name, ConfigurationForms.at(remote, "tls", "certificate", name)));
        form.fill("stowRs.url", ConfigurationForms.at(remote, "stowRs", "url"));
        form.fill("stowRs.instancesPerRequest", ConfigurationForms.at(remote, "stowRs", "instancesPerRequest"));
        form.fill("stowRs.token.file", ConfigurationForms.at(remote, "stowRs", "token", "file"));
        form.fill("stowRs.token.variable", ConfigurationForms.at(remote, "stowRs", "token", "variable"));
        form.fill("stowRs.tls.trust", FormFields.joined(ConfigurationForms.at(remote, "stowRs", "tls", "trust")));
    }

    private static ConfigurationFiles edited(ConfigurationFiles files, FormFields form) {
        String was = form.text("was");
        if (form.is("do", "remove")) {
            return ConfigurationEdit.removeRemote(files, was);
        }
        if (was.isEmpty()
                && ConfigurationEdit.remote(files, form.text("aeTitle")).isPresent()) {
            throw new ConfigurationException(
                    "remotes.yaml, aeTitle: there is a remote " + form.text("aeTitle") + " already.");
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        TEXTS.forEach(name -> fields.put(name, form.orNull(name)));
        NUMBERS.forEach(name -> fields.put(name, form.number(name)));
        fields.put("aeTitle", form.text("aeTitle"));
        fields.put("tls", tls(form));
        fields.put("stowRs", web(form));
        return ConfigurationEdit.putRemote(files, was.isEmpty() ? form.text("aeTitle") : was, inOrder(fields));
    }

    /** A new remote is written as people write them: the name first, then where it is. */
    private static Map<String, Object> inOrder(Map<String, Object> fields) {
        Map<String, Object> ordered = new LinkedHashMap<>();
        List.of("aeTitle", "host", "port", "description").forEach(name -> ordered.put(name, fields.get(name)));
        fields.forEach(ordered::putIfAbsent);
        return ordered;
    }

    private static Map<String, Object> tls(FormFields form) {
        if (form.text("tls").isEmpty()) {
            return null;
        }
        Map<String, Object> tls = new LinkedHashMap<>();
        tls.put("enabled", form.is("tls", "calls") ? Boolean.FALSE : null);
        TLS_TEXTS.forEach(name -> tls.put(name, form.orNull("tls." + name)));
        tls.put("trust", list(form, "tls.trust"));
        tls.put("checkHostName", form.is("tls.checkHostName", "yes") ? null : Boolean.FALSE);
        Map<String, Object> certificate = new LinkedHashMap<>();
        CERTIFICATE.forEach(name -> certificate.put(name, form.orNull("tls.certificate." + name)));
        tls.put("certificate", orNull(certificate));
        return tls;
    }

    private static Map<String, Object> web(FormFields form) {
        if (form.text("stowRs.url").isEmpty()) {
            return null;
        }
        Map<String, Object> web = new LinkedHashMap<>();
        web.put("url", form.text("stowRs.url"));
        Map<String, Object> token = new LinkedHashMap<>();
        token.put("file", form.orNull("stowRs.token.file"));
        token.put("variable", form.orNull("stowRs.token.variable"));
        web.put("token", orNull(token));
        web.put("instancesPerRequest", form.number("stowRs.instancesPerRequest"));
        Map<String, Object> tls = new LinkedHashMap<>();
        tls.put("trust", list(form, "stowRs.tls.trust"));
        web.put("tls", orNull(tls));
        return web;
    }

    private static Map<String, Object> orNull(Map<String, Object> fields) {
        return fields.values().stream().allMatch(Objects::isNull) ? null : fields;
    }

    private static List<String> list(FormFields form, String name) {
        List<String> list = FormFields.list(form.text(name));
        return list.isEmpty() ? null : list;
    }
}

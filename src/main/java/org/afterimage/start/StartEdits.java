package org.afterimage.start;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.afterimage.configuration.ActiveConfiguration;
import org.afterimage.configuration.ConfigurationEdit;
import org.afterimage.configuration.ConfigurationFiles;
import org.afterimage.configuration.ConfigurationVersion;
import org.afterimage.configuration.Origin;
import org.afterimage.model.MissingSequenceSettings;
import org.afterimage.model.ModelManifest;
import org.afterimage.node.ConfigurationException;
import org.afterimage.web.ConfigurationChanges;

/** The changes of the configuration that the first start makes: each a version of its own, with its entry in the audit log. */
@ApplicationScoped
public class StartEdits {
    private final ActiveConfiguration active;
    private final ConfigurationChanges changes;

    /** For the container. */
    public StartEdits(ActiveConfiguration active, ConfigurationChanges changes) {
        this.active = active;
        this.changes = changes;
    }

    /**
     * Sets what this node is called and where it listens.
     *
     * @param base number of the version that the person saw
     * @param known whether only known callers are to be let in
     * @throws ConfigurationException with a sentence if that can't be
     */
    public ConfigurationVersion node(long base, List<String> aeTitles, String bind, int port, boolean known)
            throws SQLException {
        ConfigurationFiles files = with(active.files(), "aeTitles", aeTitles);
        files = with(files, "dicom.bind", bind);
        files = with(files, "dicom.port", port);
        if (known) {
            files = with(files, "dicom.callers", "known");
        }
        return take(base, files, "node.yaml");
    }

    /**
     * Sets who may call.
     *
     * @param base number of the version that the person saw
     * @param who {@code any} or {@code known}
     * @throws ConfigurationException with a sentence if that can't be
     */
    public ConfigurationVersion callers(long base, String who) throws SQLException {
        return take(base, with(active.files(), "dicom.callers", who), "node.yaml, dicom.callers");
    }

    /** What a form says of a remote. */
    public record RemoteForm(String aeTitle, String host, int port, String description) {
        private Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("aeTitle", aeTitle);
            fields.put("host", host);
            fields.put("port", port);
            fields.put("description", description.isBlank() ? null : description);
            return fields;
        }
    }

    /**
     * Changes a remote, or adds one.
     *
     * @param base number of the version that the person saw
     * @param before its AE title until now; the new one for one that is new
     * @throws ConfigurationException with a sentence if that can't be
     */
    public ConfigurationVersion remote(long base, String before, RemoteForm remote) throws SQLException {
        return take(
                base,
                ConfigurationEdit.putRemote(active.files(), before, remote.fields()),
                "remotes.yaml, " + remote.aeTitle());
    }

    /**
     * Makes a route of all series of the modalities that a model takes.
     *
     * @param base number of the version that the person saw
     * @param name that no route has
     * @throws ConfigurationException with a sentence if that can't be
     */
    public ConfigurationVersion route(long base, String name, ModelManifest model, String destination)
            throws SQLException {
        Map<String, Object> fields = new LinkedHashMap<>();
        if (model.settings() instanceof MissingSequenceSettings) {
            List<String> roles = List.of("T1", "T2");
            fields.put(
                    "when",
                    "mrContrast in ["
                            + roles.stream().map(role -> "'" + role + "'").collect(Collectors.joining(", "))
                            + "] && !contrastAgent");
            fields.put("requires", requires(roles));
        } else {
            fields.put("match", Map.of("Modality", model.accepts().modality()));
        }
        fields.put("model", model.id());
        fields.put("destination", destination);
        return take(base, ConfigurationEdit.putRoute(active.files(), name, fields), "routes.yaml, " + name);
    }

    /** A name for a route that none has yet. */
    public String freeName(ModelManifest model, List<String> taken) {
        return Stream.iterate(1, number -> number + 1)
                .map(number -> number == 1 ? model.id() : model.id() + "-" + number)
                .filter(name -> !taken.contains(name))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, Object> requires(List<String> roles) {
        Map<String, Object> requires = new LinkedHashMap<>();
        roles.forEach(role -> requires.put(role, "mrContrast == '" + role + "'"));
        return requires;
    }

    /** What says so already stays as it is written. */
    private static ConfigurationFiles with(ConfigurationFiles files, String field, Object value) {
        return ConfigurationEdit.node(files, field).filter(value::equals).isPresent()
                ? files
                : ConfigurationEdit.setNode(files, field, value);
    }

    /** The files were made of those in force; if these are not the ones that the person saw, nothing is changed. */
    private ConfigurationVersion take(long base, ConfigurationFiles files, String what) throws SQLException {
        return changes.take(new ConfigurationChanges.Wanted(what, files, base, 0, ""), Origin.CONSOLE, changes.asker());
    }
}

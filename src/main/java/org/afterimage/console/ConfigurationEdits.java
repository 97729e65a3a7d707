package org.afterimage.console;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.afterimage.configuration.ConfigurationEdit;
import org.afterimage.configuration.ConfigurationFiles;
import org.afterimage.node.ConfigurationException;
import org.afterimage.work.RouteSwitches;

/** Edits of a configuration that a program asks for one by one, held to what the forms of the console hold a person to. */
@ApplicationScoped
public class ConfigurationEdits {
    private final RouteSwitches switches;
    private final Choices choices;

    /** For the container. */
    public ConfigurationEdits(RouteSwitches switches, Choices choices) {
        this.switches = switches;
        this.choices = choices;
    }

    /** What can be edited. */
    public enum Target {
        /** Fields of node.yaml, by names such as {@code storage.keep.sent}. */
        NODE {
            @Override
            ConfigurationFiles edit(ConfigurationFiles files, Edit edit, ConfigurationEdits edits) {
                ConfigurationFiles edited = files;
                for (Map.Entry<String, Object> field : edit.given().entrySet()) {
                    edited = ConfigurationEdit.setNode(edited, field.getKey(), field.getValue());
                }
                return edited;
            }
        },
        /** An entry of remotes.yaml, by its AE title. */
        REMOTE {
            @Override
            ConfigurationFiles edit(ConfigurationFiles files, Edit edit, ConfigurationEdits edits) {
                return edit.isRemoved()
                        ? ConfigurationEdit.removeRemote(files, edit.named())
                        : ConfigurationEdit.putRemote(files, edit.named(), edit.given());
            }
        },
        /** An entry of routes.yaml, by its name. */
        ROUTE {
            @Override
            ConfigurationFiles edit(ConfigurationFiles files, Edit edit, ConfigurationEdits edits) {
                Object renamed = edit.given().getOrDefault("name", edit.named());
                if (edit.isRemoved() || !edit.named().equals(renamed)) {
                    edits.switches.requireUnswitched(edit.named());
                }
                if (edit.isRemoved()) {
                    return ConfigurationEdit.removeRoute(files, edit.named());
                }
                return edit.moveTo() == null
                        ? ConfigurationEdit.putRoute(files, edit.named(), edit.given())
                        : ConfigurationEdit.moveRoute(files, edit.named(), edit.moveTo());
            }
        },
        /** A model, as id or id@version: off, in shadow mode, or neither. */
        MODEL {
            @Override
            ConfigurationFiles edit(ConfigurationFiles files, Edit edit, ConfigurationEdits edits) {
                return ConfigurationEdit.switchModel(
                        files,
                        edit.named(),
                        Boolean.TRUE.equals(edit.off()),
                        Boolean.TRUE.equals(edit.shadow()),
                        edits.choices.packages());
            }
        };

        abstract ConfigurationFiles edit(ConfigurationFiles files, Edit edit, ConfigurationEdits edits);
    }

    /**
     * One edit.
     *
     * @param of what is edited
     * @param name of the remote, route or model; node.yaml has none
     * @param fields as the files name them; null as a value takes a field out, and what is not named stays
     * @param remove whether the remote or route is taken out
     * @param moveTo the route's place afterwards, from 0
     * @param off whether the model's jobs are skipped
     * @param shadow whether what the model makes is recorded and not sent
     */
    public record Edit(
            Target of,
            String name,
            Map<String, Object> fields,
            Boolean remove,
            Integer moveTo,
            Boolean off,
            Boolean shadow) {
        private String named() {
            if (name == null || name.isBlank()) {
                throw new ConfigurationException("name is missing: of which " + of + " the edit is.");
            }
            return name.strip();
        }

        private Map<String, Object> given() {
            return Objects.requireNonNullElse(fields, Map.of());
        }

        private boolean isRemoved() {
            return Boolean.TRUE.equals(remove);
        }
    }

    /**
     * The files with all edits made, one after the other. Nothing is checked or saved yet.
     *
     * @throws ConfigurationException with a sentence if one can't be made
     */
    public ConfigurationFiles of(ConfigurationFiles files, List<Edit> edits) {
        ConfigurationFiles edited = files;
        for (Edit edit : edits) {
            if (edit == null || edit.of() == null) {
                throw new ConfigurationException("Each edit has of: NODE, REMOTE, ROUTE or MODEL.");
            }
            try {
                edited = edit.of().edit(edited, edit, this);
            } catch (IllegalArgumentException | ClassCastException e) {
                throw new ConfigurationException(
                        "The edit of " + edit.of() + " " + Objects.requireNonNullElse(edit.name(), "")
                                + " has a value that no file can have: " + e.getMessage(),
                        e);
            }
        }
        return edited;
    }
}

package org.afterimage.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.qute.TemplateData;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.afterimage.configuration.ActiveConfiguration;
import org.afterimage.configuration.ConfigurationFiles;
import org.afterimage.configuration.ConfigurationVersion;
import org.afterimage.configuration.Mistake;
import org.afterimage.configuration.Origin;
import org.afterimage.configuration.VersionStore;
import org.afterimage.node.ConfigurationException;
import org.afterimage.node.SettingChanges.Change;
import org.afterimage.web.ConfigurationChanges;

/** Changes of the configuration that a person wants: looked at first, saved then, never over a change of somebody else. */
@ApplicationScoped
public class Proposals {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private final ActiveConfiguration active;
    private final VersionStore versions;
    private final ConfigurationChanges changes;

    /** For the container. */
    public Proposals(ActiveConfiguration active, VersionStore versions, ConfigurationChanges changes) {
        this.active = active;
        this.versions = versions;
        this.changes = changes;
    }

    /**
     * What somebody wants instead of a version.
     *
     * @param base number of the version that the person saw
     * @param before its files
     * @param after the files that are wanted
     * @param backTo the version to which this goes back; 0 for none
     */
    @TemplateData
    public record Proposal(long base, ConfigurationFiles before, ConfigurationFiles after, long backTo) {
        /** Only the texts that are others, in a form that a hidden field keeps character by character. */
        public String packed() {
            Map<String, String> changed = new LinkedHashMap<>();
            after.texts().forEach((name, text) -> {
                if (!text.equals(before.texts().get(name))) {
                    changed.put(name, text);
                }
            });
            try {
                return Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(JSON.writeValueAsString(changed).getBytes(StandardCharsets.UTF_8));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("texts can be written as JSON", e);
            }
        }
    }

    /**
     * A proposal as it is looked at.
     *
     * @param proposal the proposal
     * @param difference its lines
     * @param mistakes why it can't come into force
     * @param changes of node.yaml, and whether they wait for a restart
     * @param meanwhile what others changed since the version on which it is based
     * @param now the version in force
     */
    @TemplateData
    public record Review(
            Proposal proposal,
            List<DifferenceLine> difference,
            List<Mistake> mistakes,
            List<Change> changes,
            List<DifferenceLine> meanwhile,
            ConfigurationVersion now) {
        /** Whether nothing is in the way of saving it. */
        public boolean savable() {
            return mistakes.isEmpty() && !isOutdated() && !difference.isEmpty();
        }

        /** Whether another version came into force since. */
        public boolean isOutdated() {
            return now.id() != proposal.base();
        }

        /** What holds after a restart only. */
        public List<Change> waiting() {
            return changes.stream().filter(change -> !change.live()).toList();
        }
    }

    /** The version in force, from which a form is filled. */
    public ConfigurationVersion now() {
        return active.version();
    }

    /** Why nothing can be saved here; empty when it can. */
    public Optional<String> readOnly() {
        return active.readOnly();
    }

    /** The files of the version that a form is based on; those in force where the form names none that is known. */
    public ConfigurationFiles files(long base) throws SQLException {
        return base == active.version().id()
                ? active.files()
                : versions.find(base).map(VersionStore.Stored::files).orElse(active.files());
    }

    /** Reads a proposal that a hidden field kept. */
    public Proposal unpacked(long base, String packed, long backTo) throws SQLException {
        ConfigurationFiles before = files(base);
        ConfigurationFiles after = before;
        try {
            Map<String, String> changed =
                    JSON.readValue(new String(Base64.getUrlDecoder().decode(packed), StandardCharsets.UTF_8), TEXTS);
            for (Map.Entry<String, String> text : changed.entrySet()) {
                after = after.with(text.getKey(), text.getValue());
            }
        } catch (IllegalArgumentException | JsonProcessingException e) {
            throw new ConfigurationException("The form is damaged; begin again.", e);
        }
        return new Proposal(base, before, after, backTo);
    }

    /** Looks at a proposal. */
    public Review review(Proposal proposal) {
        List<Mistake> mistakes = new ArrayList<>();
        List<Change> changes = List.of();
        try {
            changes = active.changes(proposal.after());
        } catch (ConfigurationException e) {
            mistakes.addAll(Mistake.of(proposal.after(), e));
        }
        boolean isOutdated = active.version().id() != proposal.base();
        return new Review(
                proposal,
                DifferenceLine.of(proposal.before().difference(proposal.after())),
                mistakes,
                changes,
                isOutdated ? DifferenceLine.of(proposal.before().difference(active.files())) : List.of(),
                active.version());
    }

    /**
     * The way back to a version of this node.
     *
     * @throws ConfigurationException when there is none of that number, or it was another node's
     */
    public Proposal back(long to) throws SQLException {
        long base = active.version().id(); // before the files: one that comes between is then found when this is saved
        ConfigurationFiles before = active.files();
        return new Proposal(base, before, active.earlier(to), to);
    }

    /** Whether this node can go back to a version: it was its own, and is not in force. */
    public boolean canGoBackTo(ConfigurationVersion version) {
        return active.isOwn(version) && version.id() != active.version().id();
    }

    /**
     * Saves a proposal and puts it into force.
     *
     * @param reason why, for the audit log
     * @throws ConfigurationException when it can't be, or when something else came into force meanwhile
     */
    public ConfigurationVersion save(Proposal proposal, String reason) throws SQLException {
        return save(proposal, reason, Origin.CONSOLE);
    }

    /** The same from elsewhere than a page. */
    public ConfigurationVersion save(Proposal proposal, String reason, Origin origin) throws SQLException {
        if (proposal.backTo() > 0) {
            active.earlier(proposal.backTo()); // whatever a form says
        }
        return changes.take(
                new ConfigurationChanges.Wanted(
                        "configuration", proposal.after(), proposal.base(), proposal.backTo(), reason),
                origin,
                changes.asker());
    }
}

package org.afterimage.web;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import org.afterimage.configuration.ActiveConfiguration;
import org.afterimage.configuration.ConfigurationFiles;
import org.afterimage.configuration.ConfigurationVersion;
import org.afterimage.configuration.Origin;
import org.afterimage.console.people.AuditLog;

/** Puts configurations into force for whoever asks, at the console or over REST: each with its entry in the audit log. */
@ApplicationScoped
public class ConfigurationChanges {
    private final ActiveConfiguration active;
    private final AuditLog log;
    private final Caller caller;

    /** For the container. */
    public ConfigurationChanges(ActiveConfiguration active, AuditLog log, Caller caller) {
        this.active = active;
        this.log = log;
        this.caller = caller;
    }

    /**
     * What is wanted.
     *
     * @param what of the configuration it is about, for the audit log
     * @param files the files
     * @param basedOn number of the version of which they were made; null to overwrite whatever is in force
     * @param backTo number of the version to which this goes back; 0 for none
     * @param reason why; empty where none was asked for
     */
    public record Wanted(String what, ConfigurationFiles files, Long basedOn, long backTo, String reason) {}

    /** Who edits the files on the disk is in the audit log, too, as their owner. */
    void start(@Observes StartupEvent event) {
        active.whenFilesChange(version -> log.add(
                new AuditLog.Who("owner of the files: " + version.person(), ""),
                new AuditLog.What(
                        "configuration.change",
                        "configuration, by its files",
                        version.previous() == null ? "" : "version " + version.previous(),
                        "version " + version.id() + "\n" + version.difference())));
    }

    /** Who asks, as the configuration's history names it. */
    public String asker() {
        return caller.who().person();
    }

    /**
     * Puts files into force.
     *
     * @param person as the configuration's history is to name it
     * @return the version that is in force then; that which was before where nothing is different
     * @throws org.afterimage.configuration.ChangedMeanwhileException when another version came into force since
     * @throws org.afterimage.node.ConfigurationException when they can't be in force: file, line and reason
     */
    public ConfigurationVersion take(Wanted wanted, Origin origin, String person) throws SQLException {
        long before = active.version().id();
        ConfigurationVersion after = wanted.basedOn() == null
                ? active.take(wanted.files(), origin, person)
                : active.take(wanted.files(), wanted.basedOn(), origin, person);
        if (after.id() == before) {
            return after; // nothing was changed
        }
        boolean isBack = wanted.backTo() > 0;
        log.add(
                caller.who(),
                new AuditLog.What(
                        isBack ? "configuration.rollback" : "configuration.change",
                        isBack ? wanted.what() + ", back to version " + wanted.backTo() : wanted.what(),
                        after.previous() == null ? "" : "version " + after.previous(),
                        "version " + after.id() + "\n" + after.difference(),
                        wanted.reason()));
        return after;
    }
}

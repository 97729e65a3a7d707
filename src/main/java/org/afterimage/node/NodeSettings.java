package org.afterimage.node;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.afterimage.dicom.net.AeTitle;
import org.afterimage.dicom.net.ListenerSettings;
import org.afterimage.dicom.net.Timeouts;

/**
 * {@code node.yaml}: what this node is called, where it listens and its limits. Every field but the AE titles has a default.
 *
 * @param aeTitles the AE titles that this node answers to, at least one; the first is the one it calls others with
 * @param dicom the DICOM listener
 * @param http the HTTP listener
 * @param study when a study counts as complete
 * @param work how much is done at once and how often again
 * @param cluster whether this node shares work with others
 * @param storage what is kept on disk and for how long
 * @param inference what runs the networks
 * @param review how people decide on held outputs
 * @param notifications whom the node tells of what
 */
public record NodeSettings(
        @Setting(value = "AE titles that this node answers to; with the first it calls others", live = true)
        List<String> aeTitles,

        Dicom dicom,
        Http http,
        Study study,
        Work work,
        Cluster cluster,
        StorageSettings storage,
        InferenceSettings inference,
        Review review,
        NotificationSettings notifications) {
    /** Fills in defaults and refuses values that can't work. */
    public NodeSettings {
        if (aeTitles == null || aeTitles.isEmpty()) {
            throw new IllegalArgumentException("aeTitles must name at least one AE title");
        }
        aeTitles.forEach(AeTitle::require);
        aeTitles = List.copyOf(aeTitles);
        dicom = Objects.requireNonNullElseGet(dicom, () -> new Dicom(null, null, null, null, null, null, null, null));
        http = Objects.requireNonNullElseGet(http, () -> new Http(null, null, null));
        study = Objects.requireNonNullElseGet(study, () -> new Study(null));
        work = Objects.requireNonNullElseGet(work, () -> new Work(null, null, null, null, null, null, null));
        cluster = Objects.requireNonNullElseGet(cluster, () -> new Cluster(null, null));
        storage = Objects.requireNonNullElseGet(
                storage, () -> new StorageSettings(null, null, null, null, null, null, null, null));
        inference = Objects.requireNonNullElseGet(
                inference, () -> new InferenceSettings(null, null, null, null, null, null));
        review = Objects.requireNonNullElseGet(review, () -> new Review(null));
        notifications = Objects.requireNonNullElseGet(notifications, NotificationSettings::none);
    }

    /** What this node is called among those that share a database; a node by itself is called by its own AE title. */
    public String name() {
        if (cluster.name() != null) {
            return cluster.name();
        }
        String title = ownAeTitle().replaceAll("[^A-Za-z0-9_.-]", "_");
        return cluster.isShared() ? title + "@" + Cluster.host() : title;
    }

    /** The AE title with which this node calls others. */
    public String ownAeTitle() {
        return aeTitles.get(0);
    }

    /** Who may open an association. */
    public enum Callers {
        /** Anyone; allowed only while the listener is bound to a loopback address. */
        @JsonProperty("any")
        ANY,
        /** Only the AE titles of remotes.yaml, each from its host. */
        @JsonProperty("known")
        KNOWN
    }

    /**
     * The DICOM listener.
     *
     * @param bind address to listen on, 127.0.0.1 unless set
     * @param port TCP port, 11112 unless set; 0 takes a free one
     * @param callers who may call, {@code any} unless set
     * @param maxAssociations associations at once, 64 unless set
     * @param maxAssociationsPerHost how many of them from one address, three quarters unless set
     * @param maxPduLength bytes of one PDU that this node takes, 262,144 unless set
     * @param idleSeconds after which a silent association is ended, 60 unless set
     * @param tls the port for associations over TLS, none unless set
     */
    public record Dicom(
            @Setting("address to listen on") String bind,
            @Setting("TCP port; 0 takes a free one") Integer port,

            @Setting(value = "who may call: `any`, or `known` for the remotes alone, each from its host", live = true)
            Callers callers,

            @Setting("associations at once") Integer maxAssociations,

            @Setting("associations at once from one address; three quarters of all unless set")
            Integer maxAssociationsPerHost,

            @Setting("longest P-DATA-TF PDU that this node takes, bytes")
            Integer maxPduLength,

            @Setting("seconds after which a silent association is ended")
            Integer idleSeconds,

            ListenerTls tls) {
        /** Fills in defaults. */
        public Dicom {
            bind = Objects.requireNonNullElse(bind, "127.0.0.1");
            port = inRange("dicom.port", Objects.requireNonNullElse(port, 11112), 0, 65535);
            callers = Objects.requireNonNullElse(callers, Callers.ANY);
            maxAssociations =
                    inRange("dicom.maxAssociations", Objects.requireNonNullElse(maxAssociations, 64), 1, 10_000);
            maxAssociationsPerHost = inRange(
                    "dicom.maxAssociationsPerHost",
                    Objects.requireNonNullElse(
                            maxAssociationsPerHost, ListenerSettings.shareOfOneHost(maxAssociations)),
                    1,
                    10_000);
            maxPduLength =
                    inRange("dicom.maxPduLength", Objects.requireNonNullElse(maxPduLength, 262_144), 4_096, 16_777_216);
            idleSeconds = inRange("dicom.idleSeconds", Objects.requireNonNullElse(idleSeconds, 60), 1, 86_400);
            tls = Objects.requireNonNullElseGet(
                    tls, () -> new ListenerTls(null, null, null, null, null, null, null, null, null));
        }

        /** The deadlines of associations that others open. */
        public Timeouts timeouts() {
            Timeouts defaults = Timeouts.defaults();
            return new Timeouts(
                    defaults.connect(),
                    defaults.associate(),
                    Duration.ofSeconds(idleSeconds),
                    defaults.message(),
                    defaults.write());
        }
    }

    /**
     * The HTTP listener, and how people sign in there.
     *
     * @param bind address to listen on, 127.0.0.1 unless set
     * @param port TCP port, 8180 unless set; 0 takes a free one
     * @param oidc by which people sign in beside names and passwords, or instead of them; null for none
     */
    public record Http(
            @Setting("address to listen on") String bind,
            @Setting("TCP port; 0 takes a free one") Integer port,

            @Setting(
                    value =
                            "OpenID Connect provider by which people sign in at the console: issuer, clientId, clientSecret,"
                                    + " publicUrl, label, scopes, rolesClaim, roles, clockSkewSeconds, localAccounts, trust",
                    live = true)
            OidcSettings oidc) {
        /** Fills in defaults. */
        public Http {
            bind = Objects.requireNonNullElse(bind, "127.0.0.1");
            port = inRange("http.port", Objects.requireNonNullElse(port, 8180), 0, 65535);
        }

        /** The provider, where there is one. */
        public Optional<OidcSettings> provider() {
            return Optional.ofNullable(oidc);
        }
    }

    /**
     * When a study counts as complete.
     *
     * @param quietSeconds without a new instance, 10 unless set
     */
    public record Study(
            @Setting(value = "seconds without a new instance until a study is complete", live = true)
            Integer quietSeconds) {
        /** Fills in defaults. */
        public Study {
            quietSeconds = inRange("study.quietSeconds", Objects.requireNonNullElse(quietSeconds, 10), 0, 86_400);
        }
    }

    /**
     * How much is done at once and how often again.
     *
     * @param slots jobs at once whose pixels are made, 2 unless set; inference itself runs one at a time
     * @param lanes associations at once to all destinations together, 16 unless set
     * @param attempts after which a job fails for good, 50 unless set; waiting for a destination that is down is no attempt
     * @param synthesisAttempts after which pixels that can't be made are given up, 3 unless set
     * @param firstRetrySeconds wait before the second attempt, 5 unless set; it doubles each time
     * @param longestRetrySeconds cap of that wait, 600 unless set
     * @param offPeak hours of off-peak work; null when it only comes after all other
     */
    public record Work(
            @Setting("jobs at once whose pixels are made") Integer slots,

            @Setting("associations at once to all destinations together")
            Integer lanes,

            @Setting(
                    value = "attempts after which a job fails for good; waiting for a destination that is down is none",
                    live = true)
            Integer attempts,

            @Setting(value = "attempts after which pixels that can't be made are given up", live = true)
            Integer synthesisAttempts,

            @Setting(value = "seconds before the second attempt; doubled each time", live = true)
            Integer firstRetrySeconds,

            @Setting(value = "longest wait between attempts, seconds", live = true)
            Integer longestRetrySeconds,

            @Setting(
                    value =
                            "hours in which off-peak jobs are taken up, as 20:00-06:00; at any time after all others unless set",
                    live = true)
            OffPeak offPeak) {
        /** Fills in defaults. */
        public Work {
            slots = inRange("work.slots", Objects.requireNonNullElse(slots, 2), 1, 64);
            lanes = inRange("work.lanes", Objects.requireNonNullElse(lanes, 16), 1, 256);
            attempts = inRange("work.attempts", Objects.requireNonNullElse(attempts, 50), 1, 10_000);
            synthesisAttempts =
                    inRange("work.synthesisAttempts", Objects.requireNonNullElse(synthesisAttempts, 3), 1, 10_000);
            firstRetrySeconds =
                    inRange("work.firstRetrySeconds", Objects.requireNonNullElse(firstRetrySeconds, 5), 1, 86_400);
            longestRetrySeconds = inRange(
                    "work.longestRetrySeconds", Objects.requireNonNullElse(longestRetrySeconds, 600), 1, 86_400);
        }
    }

    /**
     * Whether this node shares work with others.
     *
     * @param name what it is called among them; unless set its AE title, with the name of the machine where a folder is shared
     * @param folder where received and derived instances lie, for all nodes; unless set the data folder, which no other node may use
     */
    public record Cluster(
            @Setting(
                    "name of this node among those that share a database; the AE title unless set, with @ and the machine's name"
                            + " where a folder is shared")
            String name,

            @Setting(
                    "folder of received and derived instances that nodes share; unless set they are in the data folder")
            String folder) {
        private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.@-]{1,64}");

        /** Refuses what can't be a name or a folder. */
        public Cluster {
            if (name != null && !NAME.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "cluster.name is '" + name + "' and must be 1 to 64 letters, digits or characters of _.@-");
            }
            if (folder != null && !Path.of(folder).isAbsolute()) {
                throw new IllegalArgumentException("cluster.folder is '" + folder + "' and must be an absolute path");
            }
        }

        /** Whether other nodes may work on the same instances. */
        @JsonIgnore
        public boolean isShared() {
            return folder != null;
        }

        /** The name of this machine. */
        public static String host() {
            try {
                return InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9_.-]", "_");
            } catch (UnknownHostException e) {
                return "unnamed"; // a machine that has no name in its own name service
            }
        }
    }

    static int inRange(String field, int value, int lowest, int highest) {
        if (value < lowest || value > highest) {
            throw new IllegalArgumentException(
                    field + " is " + value + " and must be from " + lowest + " to " + highest);
        }
        return value;
    }
}

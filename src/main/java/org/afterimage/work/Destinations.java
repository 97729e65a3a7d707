package org.afterimage.work;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.afterimage.node.NodeConfiguration;
import org.afterimage.node.RemoteSettings.Remote;
import org.jboss.logging.Logger;

/** Which destinations are down: what all lanes of all nodes go by, and what their waiting jobs say. */
@ApplicationScoped
public class Destinations {
    private static final Logger LOG = Logger.getLogger(Destinations.class);
    private static final String WAITING_CODE = "DESTINATION_DOWN";
    private static final String UNKNOWN_CODE = "DESTINATION_UNKNOWN";

    /** A destination that comes back is noticed after so long at most; one C-ECHO in that time troubles nobody. */
    private static final int LONGEST_PROBE_SECONDS = 60;

    private final EntityManager entities;
    private final NodeConfiguration configuration;

    /** For the container. */
    public Destinations(EntityManager entities, NodeConfiguration configuration) {
        this.entities = entities;
        this.configuration = configuration;
    }

    /** Notes that a destination takes no associations; its deliveries wait, and each says so. */
    @Transactional
    public void down(String aeTitle, String why) {
        Instant now = Instant.now();
        int probes = probes(aeTitle).orElse(0);
        Instant next = now.plus(untilNextProbe(probes + 1));
        entities.createNativeQuery("""
                        insert into destination as d (ae_title, down_since, reason, probes, next_probe_at)
                        values (:ae, :now, :why, 1, :next)
                        on conflict (ae_title) do update set down_since = coalesce(d.down_since, :now), reason = :why,
                        probes = case when d.down_since is null then 1 else d.probes + 1 end, next_probe_at = :next
                        """)
                .setParameter("ae", aeTitle)
                .setParameter("now", now)
                .setParameter("why", why)
                .setParameter("next", next)
                .executeUpdate();
        explainWaiting(aeTitle, why);
        LOG.warnf(
                "destination %s is down, and asked again in %d s: %s",
                aeTitle, untilNextProbe(probes + 1).toSeconds(), why);
    }

    /** Notes that a destination takes associations; what waited for it goes on. */
    @Transactional
    public void up(String aeTitle) {
        int wasDown =
                entities.createNativeQuery("""
                        update destination set down_since = null, reason = null, probes = 0, next_probe_at = null
                        where ae_title = :ae and down_since is not null
                        """).setParameter("ae", aeTitle).executeUpdate();
        if (wasDown == 0) {
            return;
        }
        int waited = entities.createNativeQuery("""
                        update job set reason_code = null, reason = null, next_at = :now, updated_at = :now
                        where destination = :ae and state = 'DELIVERING' and reason_code = :code
                        """)
                .setParameter("ae", aeTitle)
                .setParameter("code", WAITING_CODE)
                .setParameter("now", Instant.now())
                .executeUpdate();
        LOG.infof("destination %s is up again; %d jobs waited for it", aeTitle, waited);
    }

    /** Notes that a destination has just answered somebody. */
    @Transactional
    public void answered(String aeTitle) {
        entities.createNativeQuery("""
                        insert into destination as d (ae_title, answered_at) values (:ae, :now)
                        on conflict (ae_title) do update set answered_at = :now
                        """)
                .setParameter("ae", aeTitle)
                .setParameter("now", Instant.now())
                .executeUpdate();
    }

    /** Notes that a destination has just not answered somebody, though nothing waits for it: nobody knows how it is. */
    @Transactional
    public void unanswered(String aeTitle) {
        entities.createNativeQuery("update destination set answered_at = null where ae_title = :ae")
                .setParameter("ae", aeTitle)
                .executeUpdate();
    }

    /** Lets jobs say so whose destination is no longer among the remotes; they go on as soon as it is there again. */
    @Transactional
    public void explainUnlisted() {
        List<String> known =
                configuration.remotes().remotes().stream().map(Remote::aeTitle).toList();
        int unlisted = entities.createNativeQuery("""
                        update job set reason_code = :code, updated_at = :now, reason = 'Waits until remotes.yaml lists '
                        || destination || ' again, and uses up no attempts.'
                        where state in ('DELIVERING', 'SENT') and reason_code is distinct from :code
                        and ended_at is null and destination <> all (cast(:known as text[]))
                        """)
                .setParameter("code", UNKNOWN_CODE)
                .setParameter("known", known.toArray(String[]::new))
                .setParameter("now", Instant.now())
                .executeUpdate();
        if (unlisted > 0) {
            LOG.warnf("%d jobs wait for destinations that remotes.yaml does not list", unlisted);
        }
        entities.createNativeQuery("""
                        update job set reason_code = null, reason = null, updated_at = :now
                        where reason_code = :code and destination = any (cast(:known as text[]))
                        """)
                .setParameter("code", UNKNOWN_CODE)
                .setParameter("known", known.toArray(String[]::new))
                .setParameter("now", Instant.now())
                .executeUpdate();
    }

    /** What a job says that waits for a destination which is down; empty when it is not. */
    Optional<Waiting> waiting(String aeTitle) {
        List<?> reason = entities.createNativeQuery(
                        "select reason from destination where ae_title = :ae and down_since is not null")
                .setParameter("ae", aeTitle)
                .getResultList();
        return reason.stream().findFirst().map(why -> new Waiting(WAITING_CODE, sentence(aeTitle, (String) why)));
    }

    /** Why a job waits, for programs and in words. */
    record Waiting(String code, String sentence) {}

    private void explainWaiting(String aeTitle, String why) {
        entities.createNativeQuery("""
                        update job set reason_code = :code, reason = :sentence, updated_at = :now
                        where destination = :ae and state = 'DELIVERING' and reason is distinct from :sentence
                        """)
                .setParameter("ae", aeTitle)
                .setParameter("code", WAITING_CODE)
                .setParameter("sentence", sentence(aeTitle, why))
                .setParameter("now", Instant.now())
                .executeUpdate();
    }

    private String sentence(String aeTitle, String why) {
        boolean web = configuration.remote(aeTitle).flatMap(Remote::web).isPresent();
        return "Waits until " + aeTitle + (web ? " answers HTTP requests" : " answers C-ECHO")
                + ", and uses up no attempts: " + why;
    }

    /** How often it was asked in vain; empty while it is up. */
    private Optional<Integer> probes(String aeTitle) {
        List<?> probes = entities.createNativeQuery(
                        "select probes from destination where ae_title = :ae and down_since is not null")
                .setParameter("ae", aeTitle)
                .getResultList();
        return probes.stream().findFirst().map(count -> ((Number) count).intValue());
    }

    private Duration untilNextProbe(int probes) {
        int first = configuration.node().work().firstRetrySeconds();
        int longest =
                Math.min(LONGEST_PROBE_SECONDS, configuration.node().work().longestRetrySeconds());
        return Duration.ofSeconds(RetryDelay.seconds(probes, first, longest));
    }
}

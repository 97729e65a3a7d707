package org.afterimage.work;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import org.afterimage.node.ConfigurationException;
import org.jboss.logging.Logger;

/** What a person has switched on a route while the node runs: paused, or in shadow mode. All nodes of a database go by it. */
@ApplicationScoped
public class RouteSwitches {
    private static final Logger LOG = Logger.getLogger(RouteSwitches.class);

    private final EntityManager entities;

    /** For the container. */
    public RouteSwitches(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * How a route is switched.
     *
     * @param route its name
     * @param paused whether its jobs wait, made or not
     * @param shadow whether its results are recorded and not sent
     */
    public record Switch(String route, boolean paused, boolean shadow) {}

    /** How a route is switched; neither paused nor in shadow mode unless a person did that. */
    @Transactional
    public Switch of(String route) {
        List<?> rows = entities.createNativeQuery("select paused, shadow from route_switch where route = :route")
                .setParameter("route", route)
                .getResultList();
        return rows.stream()
                .map(Object[].class::cast)
                .findFirst()
                .map(row -> new Switch(route, (Boolean) row[0], (Boolean) row[1]))
                .orElse(new Switch(route, false, false));
    }

    /** Pauses a route: its jobs stay where they are until it is resumed; what is under way ends first. */
    @Transactional
    public Switch pause(String route) {
        Switch before = of(route);
        set(route, true, before.shadow());
        move(route, "Waits: route " + route + " is paused.", JobQueue.PARKED);
        LOG.infof("route %s is paused", route);
        return of(route);
    }

    /** Lets a paused route go on. */
    @Transactional
    public Switch resume(String route) {
        Switch before = of(route);
        set(route, false, before.shadow());
        move(route, null, Instant.now());
        LOG.infof("route %s goes on", route);
        return of(route);
    }

    /** Switches shadow mode on or off; it applies to what is made from now on. */
    @Transactional
    public Switch shadow(String route, boolean on) {
        Switch before = of(route);
        set(route, before.paused(), on);
        LOG.infof("shadow mode of route %s: %s", route, on);
        return of(route);
    }

    /**
     * Refuses to let a name of a switched route go: jobs wait by the name of a paused route, and shadow mode goes by it too. Under another name
     * they would never, and it would, be sent.
     *
     * @throws ConfigurationException with a sentence that says what to do first
     */
    public void requireUnswitched(String route) {
        Switch now = of(route);
        if (now.paused() || now.shadow()) {
            throw new ConfigurationException("routes.yaml, name: route " + route + " is "
                    + (now.paused() ? "paused; let it go on" : "in shadow mode; have its results sent")
                    + " before it gets another name or is taken out.");
        }
    }

    private void set(String route, boolean paused, boolean shadow) {
        entities.createNativeQuery("""
                        insert into route_switch (route, paused, shadow, changed_at) values (:route, :paused, :shadow, :now)
                        on conflict (route) do update set paused = :paused, shadow = :shadow, changed_at = :now
                        """)
                .setParameter("route", route)
                .setParameter("paused", paused)
                .setParameter("shadow", shadow)
                .setParameter("now", Instant.now())
                .executeUpdate();
    }

    /** Queued jobs of the route are taken up at that time; a null sentence takes the earlier one back. */
    private void move(String route, String sentence, Instant time) {
        entities.createNativeQuery("""
                        update scheduled_tasks t set execution_time = :time, version = t.version + 1 from job j
                        where t.task_name = 'job' and t.task_instance = j.id::text and not t.picked
                        and j.route = :route and j.state = 'QUEUED' and j.ended_at is null
                        """)
                .setParameter("time", time)
                .setParameter("route", route)
                .executeUpdate();
        // Written out, since a null that is a parameter has no type.
        String why =
                sentence == null ? "reason_code = null, reason = null" : "reason_code = 'ROUTE_PAUSED', reason = :why";
        Query explain = entities.createNativeQuery("update job set " + why + """
                        , updated_at = :now where route = :route and state in ('QUEUED', 'DELIVERING')
                        and ended_at is null and (reason_code is null or reason_code = 'ROUTE_PAUSED')
                        """)
                .setParameter("route", route)
                .setParameter("now", Instant.now());
        if (sentence != null) {
            explain.setParameter("why", sentence);
        }
        explain.executeUpdate();
    }
}

package org.afterimage.web;

import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import java.util.function.Supplier;
import org.afterimage.configuration.ActiveRoutes;
import org.afterimage.console.people.AuditLog;
import org.afterimage.console.people.NeedsRight;
import org.afterimage.console.people.Right;
import org.afterimage.route.RouteSettings.Route;
import org.afterimage.work.RouteSwitches;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The routes and how they are switched: paused, or in shadow mode, where results are recorded and not sent. */
@Path("/api/routes")
@Tag(name = "Routes")
public class RoutesResource {
    private final ActiveRoutes routes;
    private final RouteSwitches switches;
    private final AuditLog log;
    private final Caller caller;

    /** For the container. */
    public RoutesResource(ActiveRoutes routes, RouteSwitches switches, AuditLog log, Caller caller) {
        this.routes = routes;
        this.switches = switches;
        this.log = log;
        this.caller = caller;
    }

    /** A route and how it is switched. */
    public record RouteView(String name, String model, String destination, boolean paused, boolean shadow) {
        private String words() {
            return (paused ? "paused" : "active") + (shadow ? ", shadow" : "");
        }
    }

    /** All routes, in their order. */
    @GET
    @Operation(summary = "All routes, in their order")
    @NeedsRight(Right.VIEW)
    public List<RouteView> list() {
        return routes.table().routes().stream()
                .map(route -> view(route, switches.of(route.name())))
                .toList();
    }

    /** Keeps the jobs of a route where they are. */
    @POST
    @Operation(summary = "Keeps the jobs of a route where they are")
    @NeedsRight(value = Right.OPERATE, logsItself = true)
    @Path("{name}/pause")
    @Transactional
    public RouteView pause(@PathParam("name") String name) {
        return switched(name, () -> switches.pause(name));
    }

    /** Lets the jobs of a route go on. */
    @POST
    @Operation(summary = "Lets the jobs of a route go on")
    @NeedsRight(value = Right.OPERATE, logsItself = true)
    @Path("{name}/resume")
    @Transactional
    public RouteView resume(@PathParam("name") String name) {
        return switched(name, () -> switches.resume(name));
    }

    /** From now on what the route makes is recorded and not sent. */
    @POST
    @Operation(summary = "From now on what the route makes is recorded and not sent")
    @NeedsRight(value = Right.OPERATE, logsItself = true)
    @Path("{name}/shadow")
    @Transactional
    public RouteView shadow(@PathParam("name") String name) {
        return switched(name, () -> switches.shadow(name, true));
    }

    /** From now on what the route makes is sent. */
    @POST
    @Operation(summary = "From now on what the route makes is sent")
    @NeedsRight(value = Right.OPERATE, logsItself = true)
    @Path("{name}/send")
    @Transactional
    public RouteView send(@PathParam("name") String name) {
        return switched(name, () -> switches.shadow(name, false));
    }

    private RouteView switched(String name, Supplier<RouteSwitches.Switch> change) {
        Route route = route(name);
        RouteView before = view(route, switches.of(name));
        RouteView after = view(route, change.get());
        log.add(caller.who(), new AuditLog.What("route.switch", "route " + name, before.words(), after.words()));
        return after;
    }

    private Route route(String name) {
        return routes.table().routes().stream()
                .filter(route -> route.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NotFoundException("There is no route " + name + "."));
    }

    private static RouteView view(Route route, RouteSwitches.Switch state) {
        return new RouteView(route.name(), route.model(), route.destination(), state.paused(), state.shadow());
    }
}

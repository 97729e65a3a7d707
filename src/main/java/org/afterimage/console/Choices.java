package org.afterimage.console;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.afterimage.configuration.ActiveRoutes;
import org.afterimage.model.ModelCatalogue;
import org.afterimage.node.NodeConfiguration;
import org.afterimage.node.RemoteSettings.Remote;
import org.afterimage.provenance.JobEntity;
import org.afterimage.route.RouteSettings.Route;

/** What a list can be narrowed to, and what a job can be done again with. */
@ApplicationScoped
public class Choices {
    private static final int MOST = 200;
    private static final String MODEL = "split_part(model, '@', 1)";

    /** Each value of an indexed column once, by a step in the index for each value, however many jobs have it. */
    private static final String RECORDED = """
            with recursive found as (
              (select %1$s as name from job order by 1 limit 1)
              union all
              select (select %1$s from job where %1$s > f.name order by 1 limit 1) from found f where f.name is not null
            ) select name from found where name is not null limit ?
            """;

    private final ActiveRoutes routes;
    private final ModelCatalogue catalogue;
    private final NodeConfiguration configuration;
    private final DataSource database;

    /** For the container. */
    public Choices(
            ActiveRoutes routes, ModelCatalogue catalogue, NodeConfiguration configuration, DataSource database) {
        this.routes = routes;
        this.catalogue = catalogue;
        this.configuration = configuration;
        this.database = database;
    }

    /**
     * The names.
     *
     * @param states of jobs
     * @param routes in force, and those that jobs name
     * @param models packages that are there or that routes name, without their versions, and those that jobs name
     * @param destinations of the configuration, and those that jobs name
     */
    public record Names(List<String> states, List<String> routes, List<String> models, List<String> destinations) {
        /** The same with what a list is narrowed to, whatever it is, so that the page shows it. */
        Names with(String state, String route, String model, String destination) {
            return new Names(
                    also(states, state), also(routes, route), also(models, model), also(destinations, destination));
        }

        private static List<String> also(List<String> names, String asked) {
            return asked.isEmpty() || names.contains(asked)
                    ? names
                    : Stream.concat(names.stream(), Stream.of(asked)).toList();
        }
    }

    /** As of now. */
    public Names names() throws SQLException {
        List<Route> inForce = routes.table().routes();
        Stream<String> packages = catalogue.packages().stream()
                .map(model -> model.manifest().id())
                .sorted();
        Stream<String> named = inForce.stream().map(Route::model).map(model -> model.split("@", 2)[0]);
        return new Names(
                Stream.concat(
                                Stream.of("OPEN", "DELIVERED"),
                                Arrays.stream(JobEntity.State.values()).map(Enum::name))
                        .toList(),
                once(inForce.stream().map(Route::name), recorded("route")),
                once(Stream.concat(packages, named), recorded(MODEL)),
                once(destinations().stream(), recorded("destination")));
    }

    /** AE titles of the remotes of the configuration. */
    public List<String> destinations() {
        return configuration.remotes().remotes().stream().map(Remote::aeTitle).toList();
    }

    /** Packages with their versions, {@code id@version}. */
    public List<String> packages() {
        return catalogue.packages().stream()
                .map(model -> model.manifest().id() + "@" + model.manifest().version())
                .sorted()
                .toList();
    }

    private static List<String> once(Stream<String> configured, List<String> recorded) {
        Set<String> names = new LinkedHashSet<>(configured.toList());
        names.addAll(recorded);
        return List.copyOf(names);
    }

    private List<String> recorded(String column) throws SQLException {
        return recorded(database, column);
    }

    /** What jobs have in a column, each once, up to two hundred. */
    static List<String> recorded(DataSource database, String column) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(RECORDED.formatted(column))) {
            query.setInt(1, MOST);
            Set<String> names = new LinkedHashSet<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
            return List.copyOf(names);
        }
    }
}

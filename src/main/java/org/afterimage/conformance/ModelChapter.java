package org.afterimage.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.afterimage.model.ModelPackage;
import org.afterimage.node.RemoteSettings;
import org.afterimage.route.RouteSettings.Route;

/** The application entities, what flows between them and in which order. */
final class ModelChapter implements Section {
    private final StatementSource source;

    ModelChapter(StatementSource source) {
        this.source = source;
    }

    @Override
    public void write(Markdown out) {
        out.chapter("Implementation model");
        out.section("Application data flow");
        out.drawing("""
                modality or PACS --C-STORE--> %s --> spool and index
                                                  |  no new instance for %d s: the study is complete
                                                  v
                                     routes: series -> model -> checks
                                                  v
                destination <--C-STORE-- derived series of the same study
                """.formatted(
                        String.join(", ", source.node().aeTitles()),
                        source.node().study().quietSeconds()));
        out.section("Application entities");
        Markdown.Table titles = out.table("AE title", "What it does");
        for (String title : source.node().aeTitles()) {
            boolean calls = title.equals(source.node().ownAeTitle());
            titles.row(title, calls ? "receives; calls others" : "receives");
        }
        out.section("Sequencing of activities");
        out.steps(
                "A peer stores the instances of a study. Each is answered Success after it is synced to disk and indexed.",
                "When no instance of the study has come for "
                        + source.node().study().quietSeconds()
                        + " s, the study is complete. An instance that comes later completes it again.",
                "Each series is taken by every route that it matches. A model refuses what it was not made for.",
                "The result is checked. One that fails a check is held for a person and not sent.",
                "The derived series is sent to the route's destination. What is not answered Success or a warning is sent"
                        + " again: first after " + source.node().work().firstRetrySeconds()
                        + " s, then after twice the time, at most "
                        + source.node().work().longestRetrySeconds() + " s, "
                        + source.node().work().attempts()
                        + " attempts in all; a refusal other than for want of room three"
                        + " times. A destination that takes no associations is asked by C-ECHO, and gets what waits for"
                        + " it when it answers.",
                "A destination that is set to confirm is asked by storage commitment or C-FIND whether it keeps what it"
                        + " was sent. What it does not keep is sent again.",
                "What a person withdraws is not sent any more, and each destination that has stored some of it is sent a"
                        + " rejection note in the same way, before the images that wait for it.");
        out.section("Routes");
        Markdown.Table routes = out.table("Route", "Taken when", "Model", "Destination");
        source.routes()
                .routes()
                .forEach(route ->
                        routes.row(route.name(), matches(route), model(route), destination(route.destination())));
        out.paragraph("A series that is synthetic already, the node's own included, is skipped.");
    }

    private static String matches(Route route) {
        List<String> clauses = new ArrayList<>();
        route.match().entrySet().stream()
                .map(entry -> entry.getKey() + " is " + String.join(" or ", entry.getValue()))
                .sorted()
                .forEach(clauses::add);
        route.when().forEach(text -> clauses.add("`" + text.strip().replaceAll("\\s*\\R\\s*", " ") + "`"));
        route.requires()
                .forEach((name, text) -> clauses.add("the study has a " + name + " series: `" + text.strip() + "`"));
        return clauses.isEmpty() ? "always" : String.join("; ", clauses);
    }

    private String model(Route route) {
        return source.model(route).map(ModelPackage::displayName).orElse(route.model() + " (not installed)");
    }

    private String destination(String aeTitle) {
        Optional<RemoteSettings.Remote> remote = source.configuration().remote(aeTitle);
        return remote.map(found -> source.configuration().ae(found).toString()).orElse(aeTitle);
    }
}

package org.afterimage.console;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.afterimage.configuration.ConfigurationEdit;
import org.afterimage.configuration.ConfigurationFiles;
import org.afterimage.configuration.Mistake;
import org.afterimage.console.people.Right;
import org.afterimage.model.ModelCatalogue;
import org.afterimage.node.ConfigurationException;
import org.afterimage.work.RouteSwitches;

/** A route of {@code routes.yaml}: which series it takes, for which model, and where the result goes. */
@Path("/configuration/route")
@Needs(Right.CONFIGURE)
public class RoutePage {
    private static final List<String> PRIORITIES = List.of("", "urgent", "normal", "off-peak");
    private static final List<String> AT_CAP = List.of("", "hold", "process", "discard");

    private final Pages pages;
    private final ConfigurationForms forms;
    private final ModelCatalogue catalogue;
    private final RouteSwitches switches;

    /** For the container. */
    public RoutePage(Pages pages, ConfigurationForms forms, ModelCatalogue catalogue, RouteSwitches switches) {
        this.pages = pages;
        this.forms = forms;
        this.catalogue = catalogue;
        this.switches = switches;
    }

    /** What a route can name. */
    public record Offers(List<String> models, List<String> remotes, List<String> priorities, List<String> atCap) {}

    @CheckedTemplate(basePath = "console")
    static class Templates {
        private Templates() {}

        static native TemplateInstance route(
                Frame frame, FormFields form, List<Mistake> mistakes, Offers offers, String readOnly);
    }

    /** The form of a route, or of a new one. */
    @GET
    public Response form(@QueryParam("name") @DefaultValue("") String name) throws SQLException {
        FormFields form = forms.begun();
        ConfigurationEdit.route(forms.files(form), name)
                .ifPresentOrElse(route -> fill(form, route), () -> form.fill("changeMap", "yes"));
        return shown(form, List.of());
    }

    /** What the form would change. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response propose() throws SQLException {
        FormFields form = FormFields.sent();
        return forms.proposed(form, files -> edited(files, form), this::shown);
    }

    /** What moving a route up or down would change. */
    @POST
    @Path("move")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response move(@FormParam("name") @DefaultValue("") String name, @FormParam("to") int to)
            throws SQLException {
        return forms.proposed(
                forms.begun(),
                files -> ConfigurationEdit.moveRoute(files, name, to),
                (form, mistakes) -> pages.problem(
                        Response.Status.BAD_REQUEST, mistakes.get(0).sentence()));
    }

    private Response shown(FormFields form, List<Mistake> mistakes) {
        Offers offers;
        try {
            offers = offers(form);
        } catch (SQLException e) {
            throw new IllegalStateException("the version that the form is of can't be read", e);
        }
        String readOnly = forms.readOnly();
        return pages.show("configuration", frame -> Templates.route(frame, form, mistakes, offers, readOnly));
    }

    private Offers offers(FormFields form) throws SQLException {
        List<String> models = Stream.concat(
                        Stream.of(form.text("model")),
                        catalogue.packages().stream()
                                .flatMap(model -> Stream.of(
                                        model.manifest().id(),
                                        model.manifest().id() + "@"
                                                + model.manifest().version())))
                .distinct()
                .sorted()
                .toList();
        List<String> remotes = Stream.concat(
                        Stream.of(form.text("destination"), form.text("complete.expectedFrom"), ""),
                        ConfigurationEdit.remotes(forms.files(form)).stream()
                                .map(remote -> String.valueOf(remote.get("aeTitle"))))
                .distinct()
                .sorted()
                .toList();
        return new Offers(models, remotes, PRIORITIES, AT_CAP);
    }

    private static void fill(FormFields form, Map<String, Object> route) {
        form.fill("was", route.get("name"));
        Stream.of("name", "model", "destination", "priority").forEach(name -> form.fill(name, route.get(name)));
        form.fill("changeMap", Boolean.FALSE.equals(route.get("changeMap")) ? "" : "yes");
        if (route.get("match") instanceof Map<?, ?> match) {
            form.fill("keyword", List.copyOf(match.keySet()));
            form.fill("values", match.values().stream().map(FormFields::joined).toList());
        }
        form.fill("when", route.get("when") instanceof List<?> list ? list : route.get("when"));
        if (route.get("requires") instanceof Map<?, ?> requires) {
            form.fill("series", List.copyOf(requires.keySet()));
            form.fill("expression", List.copyOf(requires.values()));
        }
        Stream.of("quietSeconds", "expectedFrom", "capSeconds", "atCap")
                .forEach(name -> form.fill("complete." + name, ConfigurationForms.at(route, "complete", name)));
    }

    private ConfigurationFiles edited(ConfigurationFiles files, FormFields form) {
        String was = form.text("was");
        boolean isRemoved = form.is("do", "remove");
        if (!was.isEmpty() && (isRemoved || !was.equals(form.text("name")))) {
            switches.requireUnswitched(was);
        }
        if (isRemoved) {
            return ConfigurationEdit.removeRoute(files, was);
        }
        if (was.isEmpty() && ConfigurationEdit.route(files, form.text("name")).isPresent()) {
            throw new ConfigurationException("routes.yaml, name: there is a route " + form.text("name") + " already.");
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", form.text("name"));
        fields.put("match", match(form));
        fields.put("when", when(files, was, form));
        fields.put("requires", requires(form));
        fields.put("complete", complete(form));
        fields.put("model", form.orNull("model"));
        fields.put("destination", form.orNull("destination"));
        fields.put("priority", form.orNull("priority"));
        fields.put("changeMap", form.is("changeMap", "yes") ? null : Boolean.FALSE);
        return ConfigurationEdit.putRoute(files, was.isEmpty() ? form.text("name") : was, fields);
    }

    private static Map<String, Object> match(FormFields form) {
        Map<String, Object> match = new LinkedHashMap<>();
        form.rows("keyword", "values").forEach(row -> match.put(row.first(), FormFields.list(row.second())));
        return match.isEmpty() ? null : match;
    }

    /** One expression stays a text where it was one; what the browser did to its line ends is undone. */
    private static Object when(ConfigurationFiles files, String was, FormFields form) {
        List<String> all = form.all("when").stream()
                .map(text -> text.replace("\r\n", "\n"))
                .filter(text -> !text.isBlank())
                .toList();
        Object before = ConfigurationEdit.route(files, was)
                .map(route -> route.get("when"))
                .orElse("");
        List<?> written = before instanceof List<?> list ? list : List.of(before);
        List<Object> kept = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            boolean isSame = i < written.size()
                    && all.get(i).strip().equals(String.valueOf(written.get(i)).strip());
            kept.add(isSame ? written.get(i) : all.get(i).strip());
        }
        if (kept.isEmpty()) {
            return null;
        }
        return kept.size() == 1 && !(before instanceof List<?>) ? kept.get(0) : kept;
    }

    private static Map<String, Object> requires(FormFields form) {
        Map<String, Object> requires = new LinkedHashMap<>();
        form.rows("series", "expression").forEach(row -> requires.put(row.first(), row.second()));
        return requires.isEmpty() ? null : requires;
    }

    private static Map<String, Object> complete(FormFields form) {
        Map<String, Object> complete = new LinkedHashMap<>();
        complete.put("quietSeconds", form.number("complete.quietSeconds"));
        complete.put("expectedFrom", form.orNull("complete.expectedFrom"));
        complete.put("capSeconds", form.number("complete.capSeconds"));
        complete.put("atCap", form.orNull("complete.atCap"));
        return complete.values().stream().allMatch(Objects::isNull) ? null : complete;
    }
}

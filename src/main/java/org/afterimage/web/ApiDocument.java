package org.afterimage.web;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.afterimage.console.people.NeedsRight;
import org.afterimage.console.people.Sessions;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;

/**
 * Completes the OpenAPI document of the REST interface when the program is built: the pages of the console are left out, and each operation says
 * which right it needs, how its user shows who it is, and that errors are HTTP problems.
 */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public class ApiDocument implements OASFilter {
    private static final String PROBLEM = "Problem";
    private static final List<String> ALWAYS = List.of("400", "401", "403", "429", "500", "503");
    private static final String NOT_FOUND = "404";
    private static final String CONFLICT = "409";
    private static final String TOO_LARGE = "413";

    private final Map<String, String> rights;

    /** With all classes of the program. */
    public ApiDocument(IndexView index) {
        this.rights = index.getAnnotations(DotName.createSimple(NeedsRight.class)).stream()
                .collect(Collectors.toMap(
                        needs -> needs.target()
                                        .asMethod()
                                        .declaringClass()
                                        .name()
                                        .withoutPackagePrefix() + "_"
                                + needs.target().asMethod().name(),
                        needs -> needs.value().asEnum(),
                        (one, same) -> one));
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        for (String path : List.copyOf(document.getPaths().getPathItems().keySet())) {
            if (!ApiPath.isOf(path)) {
                document.getPaths().removePathItem(path);
            }
        }
        if (document.getComponents() == null) {
            document.setComponents(OASFactory.createComponents());
        }
        describe(document.getComponents());
        document.getPaths().getPathItems().forEach(this::complete);
    }

    private static void describe(Components components) {
        components.addSecurityScheme(
                "token",
                OASFactory.createSecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("bearer")
                        .description("A token that an administrator makes in the console, or by POST /api/tokens."));
        components.addSecurityScheme(
                "session",
                OASFactory.createSecurityScheme()
                        .type(SecurityScheme.Type.APIKEY)
                        .in(SecurityScheme.In.COOKIE)
                        .name(Sessions.COOKIE)
                        .description("The console's session. What changes something must carry the session's form token"
                                + " as the header X-Form-Token."));
        components.addSchema(
                PROBLEM,
                OASFactory.createSchema()
                        .addType(Schema.SchemaType.OBJECT)
                        .description("An HTTP problem (RFC 9457).")
                        .addProperty("title", text("The status in words."))
                        .addProperty("status", OASFactory.createSchema().addType(Schema.SchemaType.INTEGER))
                        .addProperty("detail", text("What was wrong, and what to do."))
                        .addRequired("title")
                        .addRequired("status"));
        components.addResponse(
                PROBLEM,
                OASFactory.createAPIResponse()
                        .description("What was wrong.")
                        .content(OASFactory.createContent()
                                .addMediaType(
                                        Problem.MEDIA_TYPE,
                                        OASFactory.createMediaType()
                                                .schema(OASFactory.createSchema()
                                                        .ref(PROBLEM))
                                                .example(Map.of(
                                                        "title",
                                                        "Not Found",
                                                        "status",
                                                        404,
                                                        "detail",
                                                        "There is no job 17.")))));
    }

    private static Schema text(String description) {
        return OASFactory.createSchema().addType(Schema.SchemaType.STRING).description(description);
    }

    private void complete(String path, PathItem item) {
        item.getOperations().forEach((method, operation) -> complete(path, method, operation));
    }

    private void complete(String path, PathItem.HttpMethod method, Operation operation) {
        String right = rights.getOrDefault(operation.getOperationId(), "");
        String said = operation.getDescription() == null ? "" : operation.getDescription() + " ";
        operation.description(said + "Needs the right " + right + ".");
        operation.addSecurityRequirement(OASFactory.createSecurityRequirement().addScheme("token"));
        operation.addSecurityRequirement(OASFactory.createSecurityRequirement().addScheme("session"));
        ALWAYS.forEach(status -> add(operation, status));
        if (path.contains("{")) {
            add(operation, NOT_FOUND);
        }
        if (method != PathItem.HttpMethod.GET) {
            add(operation, CONFLICT);
        }
        if (operation.getRequestBody() != null) {
            add(operation, TOO_LARGE);
        }
    }

    private static void add(Operation operation, String status) {
        APIResponse problem = OASFactory.createAPIResponse().ref(PROBLEM);
        operation.getResponses().addAPIResponse(status, problem);
    }
}

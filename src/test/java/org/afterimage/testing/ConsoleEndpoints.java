package org.afterimage.testing;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.afterimage.console.Needs;
import org.afterimage.console.people.Right;

/** All that the console answers to, in whichever room, found by its annotations, so that a test that goes through it forgets no new page and no new form. */
public final class ConsoleEndpoints {
    private static final java.nio.file.Path CLASSES = java.nio.file.Path.of("target/classes");
    private static final String ROOMS = "org/afterimage";
    private static final String REST = ROOMS + "/web/";

    private ConsoleEndpoints() {}

    /**
     * One method of a resource.
     *
     * @param verb of HTTP, such as POST
     * @param template of its path, such as {@code /jobs/{id}/retry}, without what the parameters are held to
     * @param right that it needs; empty where it is open to who is not signed in
     * @param renewsItself whether it answers with a part of a page that asks for it by itself
     * @param consumes the media type of what is sent to it
     * @param produces the media type that it says it answers with; empty when it says none
     */
    public record Endpoint(
            String verb,
            String template,
            Optional<Right> right,
            boolean renewsItself,
            String consumes,
            String produces) {
        /** Whether it can change something. */
        public boolean changes() {
            return !verb.equals("GET") && !verb.equals("HEAD") && !verb.equals("OPTIONS");
        }

        /** Whether a path is one of its. */
        public boolean takes(String path) {
            return path.matches(template.replaceAll("\\{\\w+}", "[^/]+"));
        }

        /** A path of it, with the same word for each parameter. */
        public String path(String word) {
            return template.replaceAll("\\{\\w+}", word);
        }
    }

    /** All of them, by path. */
    public static List<Endpoint> all() {
        try (Stream<java.nio.file.Path> files = Files.walk(CLASSES.resolve(ROOMS))) {
            return files.map(file -> CLASSES.relativize(file).toString())
                    .filter(name -> name.endsWith(".class") && !name.startsWith(REST))
                    .map(name -> load(name.replace('/', '.').replaceAll("\\.class$", "")))
                    .filter(type -> type.isAnnotationPresent(Path.class))
                    // REST of the console's rooms is not drawn in a browser; ApiRightsTest walks it.
                    .filter(type -> !type.getAnnotation(Path.class).value().startsWith("/api"))
                    .flatMap(
                            type -> Arrays.stream(type.getMethods()).flatMap(method -> endpoint(type, method).stream()))
                    .sorted(Comparator.comparing(Endpoint::template).thenComparing(Endpoint::verb))
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, ConsoleEndpoints.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private static Optional<Endpoint> endpoint(Class<?> type, Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                .filter(verb -> verb != null)
                .findFirst()
                .map(verb -> new Endpoint(
                        verb.value(),
                        template(
                                type.getAnnotation(Path.class).value(),
                                of(Path.class, type, method, Path::value, false)),
                        isOpen(type)
                                ? Optional.empty()
                                : Optional.of(needs(type, method).value()),
                        !isOpen(type) && needs(type, method).renewsItself(),
                        of(Consumes.class, type, method, of -> of.value()[0], true)
                                .transform(media -> media.isEmpty() ? MediaType.APPLICATION_FORM_URLENCODED : media),
                        of(Produces.class, type, method, of -> of.value()[0], true)));
    }

    private static boolean isOpen(Class<?> type) {
        return Arrays.stream(type.getAnnotations())
                .anyMatch(annotation ->
                        annotation.annotationType().getSimpleName().equals("OpenPage"));
    }

    private static Needs needs(Class<?> type, Method method) {
        Needs ofMethod = method.getAnnotation(Needs.class);
        Needs ofType = type.getAnnotation(Needs.class);
        if (ofMethod == null && ofType == null) {
            throw new AssertionError(method + " does not say who may use it");
        }
        return ofMethod != null ? ofMethod : ofType;
    }

    private static <A extends Annotation> String of(
            Class<A> annotation, Class<?> type, Method method, Function<A, String> value, boolean ofTypeToo) {
        A found = method.getAnnotation(annotation);
        if (found == null && ofTypeToo) {
            found = type.getAnnotation(annotation);
        }
        return found == null ? "" : value.apply(found);
    }

    /** The path of a method, its parameters without their patterns. */
    private static String template(String ofType, String ofMethod) {
        return ("/" + ofType + "/" + ofMethod)
                .replaceAll("\\{\\s*(\\w+)\\s*:(?:[^{}]|\\{[^{}]*})*}", "{$1}")
                .replaceAll("/+", "/")
                .replaceAll("(?<=.)/$", "");
    }
}

package org.afterimage.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Somebody who is signed in at a node's console, without a browser: its cookies, and the form token of its pages. */
public final class ConsoleVisit {
    private static final String PASSWORD = "correct horse battery staple";

    private static final Pattern SESSION = Pattern.compile("(afterimage-session=[^;]*)");

    private final HttpClient http = HttpClient.newHttpClient();
    private final String origin;
    private String cookie = "";

    private ConsoleVisit(String origin) {
        this.origin = origin;
    }

    /** Signs in with the first password, which a node tells in its log, and changes it. */
    public static ConsoleVisit first(String origin, String log) {
        Matcher told =
                Pattern.compile("sign in as admin with the password (\\S+),").matcher(log);
        if (!told.find()) {
            throw new AssertionError("The node has told no first password:\n" + log);
        }
        ConsoleVisit visit = new ConsoleVisit(origin);
        visit.send("/login", Map.of("name", "admin", "password", told.group(1)));
        visit.post("/password", Map.of("old", told.group(1), "new", PASSWORD, "again", PASSWORD), "/password");
        return visit;
    }

    /**
     * Signs in as somebody new, whom an administrator makes, and changes the password that was given first.
     *
     * @param role VIEWER, REVIEWER, OPERATOR or ADMINISTRATOR
     */
    public static ConsoleVisit of(NodeProcess node, String name, String role) {
        JsonNode made = node.post("/api/people", "{\"name\": \"" + name + "\", \"role\": \"" + role + "\"}");
        String given = made.path("password").asText();
        ConsoleVisit visit = new ConsoleVisit(node.origin());
        visit.send("/login", Map.of("name", name, "password", given));
        visit.post("/password", Map.of("old", given, "new", PASSWORD, "again", PASSWORD), "/password");
        return visit;
    }

    /** Asks the REST interface for a change with the session, as a page of the node would. */
    public HttpResponse<String> change(String method, String path, String body, String formToken) {
        return ask(
                path,
                request -> request.header("Content-Type", "application/json")
                        .header("X-Form-Token", formToken)
                        .method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    /** The form token of the session, as a page has it. */
    public String formToken(String page) {
        Matcher field = Pattern.compile("name=\"formToken\" value=\"([^\"]+)\"")
                .matcher(get(page).body());
        if (!field.find()) {
            throw new AssertionError(page + " has no form");
        }
        return field.group(1);
    }

    /** A page. */
    public HttpResponse<String> get(String path) {
        return ask(path, HttpRequest.Builder::GET);
    }

    /** Sends a form that is on a page. */
    public HttpResponse<String> post(String path, Map<String, String> fields, String page) {
        Map<String, String> all = new HashMap<>(fields);
        all.put("formToken", formToken(page));
        return send(path, all);
    }

    /** Asks for something with the cookies of the session. */
    public HttpResponse<String> ask(String path, UnaryOperator<HttpRequest.Builder> method) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(origin + path)).timeout(Duration.ofSeconds(20));
        try {
            HttpResponse<String> answer = http.send(
                    method.apply(request.header("Cookie", cookie)).build(), HttpResponse.BodyHandlers.ofString());
            answer.headers().allValues("Set-Cookie").forEach(this::keep);
            return answer;
        } catch (IOException e) {
            throw new AssertionError(path + " was not answered", e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    /** The session's cookie alone, as a browser sends it. */
    private void keep(String set) {
        Matcher session = SESSION.matcher(set);
        if (session.find()) {
            cookie = session.group(1);
        }
    }

    private HttpResponse<String> send(String path, Map<String, String> fields) {
        String form = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return ask(
                path,
                request -> request.header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form)));
    }
}

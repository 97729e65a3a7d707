package org.afterimage.node;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The files that {@code node.yaml} names: what is wrong with one is said when the configuration is read, not when it is first needed. */
final class NamedFiles {
    private static final String NOTIFICATIONS = "notifications";

    private final Path folder;
    private final Path file;

    /**
     * Of a configuration.
     *
     * @param folder from which files are named
     * @param file that names them, for the lines of sentences
     */
    NamedFiles(Path folder, Path file) {
        this.folder = folder;
        this.file = file;
    }

    /**
     * Reads each once.
     *
     * @throws ConfigurationException with file, line and reason
     */
    void require(NotificationSettings settings) {
        settings.hook().ifPresent(hook -> {
            secret(hook.secret(), NOTIFICATIONS, "webhook", "secret");
            certificates(hook.trust(), NOTIFICATIONS, "webhook");
        });
        settings.mail().ifPresent(mail -> {
            mail.credentials().ifPresent(password -> secret(password, NOTIFICATIONS, "email", "password"));
            certificates(mail.trust(), NOTIFICATIONS, "email");
        });
    }

    /**
     * Reads each once.
     *
     * @throws ConfigurationException with file, line and reason
     */
    void require(OidcSettings settings) {
        settings.secret().ifPresent(secret -> secret(secret, "http", "oidc", "clientSecret"));
        certificates(settings.trust(), "http", "oidc");
    }

    private void secret(Secret secret, String... path) {
        try {
            secret.read(folder);
        } catch (IOException e) {
            throw refused(e, List.of((Object[]) path));
        }
    }

    private void certificates(List<String> trust, String... path) {
        for (int i = 0; i < trust.size(); i++) {
            try {
                TrustFiles.read(folder.resolve(trust.get(i)));
            } catch (IOException e) {
                List<Object> steps = new ArrayList<>(List.of((Object[]) path));
                steps.addAll(List.of("trust", i));
                throw refused(e, steps);
            }
        }
    }

    private ConfigurationException refused(IOException why, List<Object> steps) {
        String field = String.join(".", steps.stream().map(String::valueOf).toList());
        return new ConfigurationException(
                file + " line " + YamlLines.of(file).of(steps.toArray()) + ", " + field + ": " + why.getMessage(), why);
    }
}

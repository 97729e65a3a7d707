package org.afterimage.node;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;

/** The files that {@code notifications} names: what is wrong with one is said when the configuration is read, not at the first message. */
final class NotificationFiles {
    private static final long LONGEST = 1_000_000;

    private final Path folder;

    /** Of a configuration's folder. */
    NotificationFiles(Path folder) {
        this.folder = folder;
    }

    /**
     * Reads each once.
     *
     * @param file for the lines of sentences
     * @throws ConfigurationException with file, line and reason
     */
    void require(NotificationSettings settings, Path file) {
        settings.hook().ifPresent(hook -> {
            secret(file, hook.secret(), "webhook", "secret");
            certificates(file, hook.trust(), "webhook");
        });
        settings.mail().ifPresent(mail -> {
            mail.credentials().ifPresent(password -> secret(file, password, "email", "password"));
            certificates(file, mail.trust(), "email");
        });
    }

    private void secret(Path file, Secret secret, String... path) {
        try {
            secret.read(folder);
        } catch (IOException e) {
            throw refused(file, e, List.of((Object[]) path));
        }
    }

    private void certificates(Path file, List<String> trust, String channel) {
        for (int i = 0; i < trust.size(); i++) {
            Path pem = folder.resolve(trust.get(i));
            try (InputStream in = Files.newInputStream(pem)) {
                boolean small = Files.size(pem) <= LONGEST;
                if (!small
                        || CertificateFactory.getInstance("X.509")
                                .generateCertificates(in)
                                .isEmpty()) {
                    throw new IOException("The file " + pem + " has no certificates in PEM.");
                }
            } catch (CertificateException e) {
                throw refused(
                        file,
                        new IOException("The file " + pem + " has no certificates in PEM.", e),
                        List.of(channel, "trust", i));
            } catch (IOException e) {
                boolean said = String.valueOf(e.getMessage()).startsWith("The file");
                String sentence = said ? e.getMessage() : "The file " + pem + " can't be read by the node's user.";
                throw refused(file, new IOException(sentence, e), List.of(channel, "trust", i));
            }
        }
    }

    private static ConfigurationException refused(Path file, IOException why, List<?> path) {
        List<Object> steps = new ArrayList<>(List.of("notifications"));
        steps.addAll(path);
        String field = String.join(".", steps.stream().map(String::valueOf).toList());
        return new ConfigurationException(
                file + " line " + YamlLines.of(file).of(steps.toArray()) + ", " + field + ": " + why.getMessage(), why);
    }
}

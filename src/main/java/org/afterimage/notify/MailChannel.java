package org.afterimage.notify;

import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.afterimage.node.EmailSettings;
import org.afterimage.node.EmailSettings.Security;
import org.afterimage.node.NodeSettings;

/** Sends messages by SMTP (RFC 5321), encrypted unless the server is on this machine. */
final class MailChannel implements Channel {
    private static final String MILLIS = "15000";

    private final EmailSettings settings;
    private final Path folder;

    /**
     * By a mail server.
     *
     * @param folder from which files are named
     */
    MailChannel(EmailSettings settings, Path folder) {
        this.settings = settings;
        this.folder = folder;
    }

    @Override
    public ChannelName name() {
        return ChannelName.EMAIL;
    }

    @Override
    public String send(Message message) throws NotSentException {
        Session session = Session.getInstance(properties());
        boolean taken = false;
        try (Transport transport = session.getTransport("smtp")) {
            MimeMessage mail = mail(session, message);
            if (settings.user().isEmpty()) {
                transport.connect();
            } else {
                transport.connect(settings.user(), password());
            }
            transport.sendMessage(mail, mail.getAllRecipients());
            taken = true;
            return "";
        } catch (SendFailedException e) {
            return partly(e);
        } catch (AuthenticationFailedException e) {
            throw new NotSentException(
                    place() + " does not accept the user " + settings.user() + " with this password: " + words(e) + ".",
                    e);
        } catch (MessagingException e) {
            if (taken) {
                return ""; // the server has it and hung up instead of saying goodbye; sent again it would come twice
            }
            throw new NotSentException(sentence(e), e);
        }
    }

    private String place() {
        return settings.host() + ":" + settings.port();
    }

    private String password() throws NotSentException {
        try {
            return settings.credentials().orElseThrow().read(folder);
        } catch (IOException e) {
            throw new NotSentException(e.getMessage(), e);
        }
    }

    private MimeMessage mail(Session session, Message message) throws MessagingException {
        String id = "<" + message.id() + "@" + settings.from().replaceAll(".*@", "") + ">";
        MimeMessage mail = new MimeMessage(session) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", id); // the same at each attempt
            }
        };
        mail.setFrom(new InternetAddress(settings.from()));
        for (String to : settings.to()) {
            mail.addRecipient(jakarta.mail.Message.RecipientType.TO, new InternetAddress(to));
        }
        mail.setSubject(message.title().replaceAll("[\\r\\n]+", " "), StandardCharsets.UTF_8.name());
        mail.setSentDate(Date.from(message.at()));
        mail.setHeader("Auto-Submitted", "auto-generated"); // RFC 3834: nobody on holiday answers it
        mail.setText(message.content(), StandardCharsets.UTF_8.name());
        mail.saveChanges();
        return mail;
    }

    private Properties properties() throws NotSentException {
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.host", settings.host().replaceAll("[\\[\\]]", ""));
        properties.setProperty("mail.smtp.port", Integer.toString(settings.port()));
        properties.setProperty(
                "mail.smtp.localhost", NodeSettings.Cluster.host().replace('_', '-'));
        properties.setProperty("mail.smtp.connectiontimeout", MILLIS);
        properties.setProperty("mail.smtp.timeout", MILLIS);
        properties.setProperty("mail.smtp.writetimeout", MILLIS);
        properties.setProperty("mail.smtp.sendpartial", "true");
        properties.setProperty(
                "mail.smtp.auth", Boolean.toString(!settings.user().isEmpty()));
        properties.setProperty("mail.smtp.starttls.enable", Boolean.toString(settings.security() == Security.STARTTLS));
        properties.setProperty(
                "mail.smtp.starttls.required", Boolean.toString(settings.security() == Security.STARTTLS));
        properties.setProperty("mail.smtp.ssl.enable", Boolean.toString(settings.security() == Security.TLS));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        properties.setProperty("mail.smtp.ssl.protocols", "TLSv1.2 TLSv1.3");
        Optional<SSLContext> trust = Trust.of(folder, settings.trust());
        trust.ifPresent(context -> properties.put("mail.smtp.ssl.socketFactory", context.getSocketFactory()));
        return properties;
    }

    /** Whom it reached, it is not sent again. */
    private String partly(SendFailedException e) throws NotSentException {
        Address[] sent = e.getValidSentAddresses();
        String refused = addresses(e.getInvalidAddresses());
        String why = refused.isEmpty()
                ? place() + " did not take the message: " + words(e) + "."
                : place() + " does not take mail to " + refused + ": " + words(e) + ".";
        if (sent == null || sent.length == 0) {
            throw new NotSentException(why, e);
        }
        return why;
    }

    private String sentence(MessagingException e) {
        String words = words(e);
        if (words.contains("STARTTLS is required")) {
            return place()
                    + " does not offer STARTTLS, and nothing is sent in the clear; is security tls right instead?";
        }
        if (e.getCause() != null) {
            return ConnectionFault.sentence(e, place());
        }
        return place() + " did not take the message: " + words + ".";
    }

    private static String addresses(Address[] addresses) {
        return addresses == null
                ? ""
                : Arrays.stream(addresses).map(Address::toString).collect(Collectors.joining(", "));
    }

    /** What the server itself said is in the exception that lies deepest. */
    private static String words(MessagingException e) {
        String words = String.valueOf(e.getMessage());
        for (Exception next = e.getNextException();
                next != null;
                next = next instanceof MessagingException m ? m.getNextException() : null) {
            if (next.getMessage() != null) {
                words = next.getMessage();
            }
        }
        return words.strip().replaceAll("\\.$", "").replaceAll("\\s+", " ");
    }
}

package org.afterimage.console;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The words of the page of notifications in English; {@code messages/notify_de.properties} has them in German. */
@MessageBundle("notify")
public interface NotifyMessages {
    @Message("Notifications")
    String title();

    @Message("They are set in node.yaml under notifications and hold as soon as the file is saved.")
    String fromFile();

    @Message("Ways")
    String ways();

    @Message("Way")
    String way();

    @Message("Webhook")
    String webhook();

    @Message("E-mail")
    String email();

    @Message("To")
    String to();

    @Message("Not set up")
    String notSetUp();

    @Message("Send a test by webhook")
    String testWebhook();

    @Message("Send a test by e-mail")
    String testEmail();

    @Message("The test was sent: {place} took it.")
    String testSent(String place);

    @Message("The test was sent, but not to all: {sentence}")
    String testSentPartly(String sentence);

    @Message("The test did not go. {sentence}")
    String testFailed(String sentence);

    @Message("Of what people are told")
    String toldOf();

    @Message("Patients and studies are named in messages.")
    String patientsNamed();

    @Message("Messages name no patient and no study.")
    String patientsNotNamed();

    @Message(
            "What happens within {seconds} s goes into one message; of one kind there is one in {minutes} min at most.")
    String grouped(int seconds, int minutes);

    @Message("Messages")
    String messages();

    @Message("Message")
    String about();

    @Message("Made")
    String made();

    @Message("Attempts")
    String attempts();

    @Message("Next attempt")
    String next();

    @Message("Why not")
    String failure();

    @Message("No message was made yet.")
    String noMessages();

    @Message("Try again")
    String again();

    @Message("Message {id} is tried again.")
    String againDone(long id);

    @Message("There is no message {id} that was given up.")
    String againNot(long id);

    @Message("{#when name}{#is 'WAITING'}Waiting{#is 'SENT'}Sent{#is 'GIVEN_UP'}Given up{#else}{name}{/when}")
    String state(String name);

    @Message(
            "{#when name}{#is 'job-failed'}A job has failed for good{#is 'output-held'}An output waits for a person"
                    + "{#is 'destination-down'}A destination is down, or up again{#is 'disk-short'}A disk is short of room"
                    + "{#is 'database-away'}The database does not answer{#is 'gate-warnings'}Gates warn of many results{#else}{name}{/when}")
    String occasion(String name);
}

package org.afterimage.console;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/**
 * What a person is asked before something is done, and the names of verdicts, outcomes and origins, in English;
 * {@code messages/review_de.properties} has them in German.
 */
@MessageBundle("review")
public interface ReviewMessages {
    @Message("The first image and its source")
    String firstImages();

    @Message("{#when verdict}{#is 'PASS'}passed{#is 'WARN'}warning{#is " + "'HOLD'}held{#else}{verdict}{/when}")
    String verdict(String verdict);

    @Message("{#when outcome}{#is 'SENT'}sent{#is 'WARNING'}sent, with a warning{#is "
            + "'REFUSED'}refused{#is 'UNREACHABLE'}not reachable{#is 'UNANSWERED'}broken off, "
            + "perhaps stored{#else}{outcome}{/when}")
    String outcome(String outcome);

    @Message("{#when origin}{#is 'FILE'}files edited{#is 'CLI'}command line{#is 'REST'}REST "
            + "interface{#is 'CONSOLE'}console{#else}{origin}{/when}")
    String origin(String origin);

    @Message("Times in {zone}")
    String zone(String zone);

    @Message("Enter the values of these steps in the files of that folder; the node takes them over.")
    String editFiles();

    @Message("Too many passwords are being checked at this moment. Nothing was done; try again in a few seconds.")
    String busy();

    @Message("No, go back")
    String goBack();

    @Message("Revoke the token of {name}?")
    String revokeAsk(String name);

    @Message("Programs that use it are refused at once. This can not be undone; a program that "
            + "still needs access needs a new token.")
    String revokeDoes();

    @Message("Give {name} a new password?")
    String passwordAsk(String name);

    @Message("The old password no longer counts, and {name} is signed out everywhere at once. The "
            + "new one is shown to you once, and {name} must change it at the next sign-in.")
    String passwordDoes(String name);

    @Message("Send the results of route {route}?")
    String sendAsk(String route);

    @Message("From now on what the model makes goes to {destination}, where people read it. What "
            + "was only recorded until now is not sent.")
    String sendDoes(String destination);

    @Message("Cancel {number} {#if number == 1}job{#else}jobs{/if}?")
    String cancelAsk(int number);

    @Message("What waits or runs of them ends, and results that are not yet sent stay here. A "
            + "cancelled job can be tried again.")
    String cancelDoes();

    @Message("Jobs: {jobs}")
    String cancelJobs(String jobs);

    @Message("Have route {route} work with what is there?")
    String forceAsk(String route);

    @Message("It waits no longer for the rest of this study. What is still on its way is missing in" + " the result.")
    String forceDoes();

    @Message("Reject the output of job {job}?")
    String rejectAsk(long job);

    @Message("It is sent nowhere, for good; whoever wants it after all must have the work done "
            + "again. Your name and your reason are recorded for good.")
    String rejectDoes();

    @Message("Your reason: {reason}")
    String yourReason(String reason);

    @Message("Patient: {name}, {id}")
    String ofPatient(String name, String id);
}

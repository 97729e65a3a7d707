package org.afterimage.console;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The words of lists and of what leads to them, in English; {@code messages/list_de.properties} has them in German. */
@MessageBundle("list")
public interface ListMessages {
    @Message("Received from")
    String receivedFrom();

    @Message("Received until")
    String receivedUntil();

    @Message("Created from")
    String createdFrom();

    @Message("Created until")
    String createdUntil();

    @Message("Ended from")
    String endedFrom();

    @Message("Ended until")
    String endedUntil();

    @Message("of study")
    String ofStudy();

    @Message("no reason code")
    String noCode();

    @Message("for other reasons")
    String otherReasons();

    @Message("before")
    String before();

    @Message("after")
    String after();

    @Message("{first} to {last} of {total}")
    String partOf(int first, int last, long total);

    @Message("The newest {shown} of {total} jobs.")
    String newestJobs(int shown, long total);

    @Message("All jobs of this study")
    String allJobs();

    @Message("Send what {number} {#if number == 1}job{#else}jobs{/if} made to {destination}?")
    String sendAsk(int number, String destination);

    @Message(
            "Each is a job of its own that sends to {destination}. What has arrived there can't be called back, only withdrawn.")
    String sendDoes(String destination);

    @Message("Have {number} {#if number == 1}waiting route{#else}waiting routes{/if} work on what is there?")
    String forceAsk(int number);

    @Message("They wait for more of the studies, or waited in vain. They then decide on what was received so far.")
    String forceDoes();

    @Message("Tick one study or more, up to {most}.")
    String noStudiesTicked(int most);

    @Message("No route waits for these studies.")
    String noRouteWaits();
}

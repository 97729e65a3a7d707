package org.afterimage.console;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The words of the pages that change the configuration in English; {@code messages/edit_de.properties} has them in German. */
@MessageBundle("edit")
public interface EditMessages {
    @Message("What this changes")
    String difference();

    @Message("made of version {version}")
    String basedOn(long version);

    @Message("Back to version {version}")
    String backTo(long version);

    @Message("Nothing can be saved here:")
    String readOnly();

    @Message("Version {version} came into force meanwhile, by {person}. This change is not saved over "
            + "it; open the form anew and make it again. What is different now:")
    String meanwhile(long version, String person);

    @Message("This can't come into force")
    String mistakes();

    @Message("Line")
    String line();

    @Message("File")
    String file();

    @Message("Reason")
    String reason();

    @Message("Nothing changes.")
    String nothingChanges();

    @Message("Holds after a restart of the node")
    String needsRestart();

    @Message("All of this holds at once.")
    String holdsAtOnce();

    @Message("Why (for the audit log)")
    String why();

    @Message("Save")
    String saveIt();

    @Message("Version {version} is in force.")
    String saved(long version);

    @Message("Try it before it is saved")
    String tryIt();

    @Message("What these routes would make of a study; nothing of it is done.")
    String tryHint();

    @Message("This node never received study {uid}.")
    String noSuchStudy(String uid);

    @Message("There is no version {version}.")
    String noSuchVersion(long version);

    @Message("Show what this changes")
    String showDifference();

    @Message("Nothing is saved yet.")
    String nothingSavedYet();

    @Message("Edit")
    String edit();

    @Message("Take out")
    String remove();

    @Message("Remote")
    String remote();

    @Message("New remote")
    String newRemote();

    @Message("AE title")
    String aeTitle();

    @Message("Host name or address")
    String host();

    @Message("Port")
    String port();

    @Message("Description")
    String description();

    @Message("Derived series go to it as")
    String syntax();

    @Message("It confirms by")
    String confirm();

    @Message("Confirmation is waited for, seconds")
    String confirmSeconds();

    @Message("Associations at once")
    String maxAssociations();

    @Message("Megabits a second at most")
    String megabits();

    @Message("as usual (not set)")
    String unset();

    @Message("TLS")
    String tls();

    @Message("none")
    String tlsNone();

    @Message("associations to it go over TLS")
    String tlsOn();

    @Message("it is called plainly, and calls over TLS")
    String tlsCalls();

    @Message("Key that this node shows")
    String tlsKey();

    @Message("Certificates of the key")
    String tlsCertificates();

    @Message("File with the password of the key")
    String tlsPassword();

    @Message("Trusted certificates (files, with commas between)")
    String trust();

    @Message("its certificate must name the host")
    String checkHost();

    @Message("Certificate that it must show: one of")
    String certificate();

    @Message("Subject")
    String subject();

    @Message("Issuer")
    String issuer();

    @Message("DICOMweb (STOW-RS) instead of C-STORE")
    String web();

    @Message("URL, to which /studies is added")
    String url();

    @Message("File with the bearer token")
    String tokenFile();

    @Message("or environment variable with it")
    String tokenVariable();

    @Message("Instances in one request")
    String perRequest();

    @Message("What this form does not show stays as the file has it.")
    String keepsRest();

    @Message("as a text")
    String asText();

    @Message("New route")
    String newRoute();

    @Message("Route")
    String route();

    @Message("Name")
    String routeName();

    @Message("Model")
    String model();

    @Message("Destination")
    String destination();

    @Message("Priority")
    String priority();

    @Message("a change map goes with the result")
    String changeMap();

    @Message("The series has one of these values")
    String match();

    @Message("Attribute (keyword)")
    String keyword();

    @Message("Values, with commas between")
    String values();

    @Message("And all of these expressions hold")
    String when();

    @Message("Expression")
    String expression();

    @Message("And the study has a series of each kind")
    String requires();

    @Message("Name")
    String series();

    @Message("The study is complete")
    String complete();

    @Message("after so many seconds without an instance")
    String quiet();

    @Message("with as many instances as this remote has (C-FIND)")
    String expectedFrom();

    @Message("waited for at most, seconds")
    String capSeconds();

    @Message("and then")
    String atCap();

    @Message("Move {name} up")
    String moveUp(String name);

    @Message("Move {name} down")
    String moveDown(String name);

    @Message("This node")
    String node();

    @Message("AE titles, with commas between; with the first it calls others")
    String aeTitles();

    @Message("DICOM listener")
    String listener();

    @Message("Address to listen on")
    String bind();

    @Message("Who may call")
    String callers();

    @Message("Associations from one address")
    String perHost();

    @Message("Silent associations end after, seconds")
    String idle();

    @Message("Studies")
    String study();

    @Message("Complete after so many seconds without an instance")
    String quietSeconds();

    @Message("Work")
    String work();

    @Message("Off-peak hours, as 20:00-06:00")
    String offPeak();

    @Message("Jobs at once")
    String slots();

    @Message("Associations to all destinations together")
    String lanes();

    @Message("Attempts of a delivery")
    String attempts();

    @Message("Attempts of a synthesis")
    String synthesisAttempts();

    @Message("Seconds before the second attempt")
    String firstRetry();

    @Message("Longest wait between attempts, seconds")
    String longestRetry();

    @Message("What is kept on disk")
    String retention();

    @Message("Times are written 14d, 36h, 90m, 30s or forever.")
    String keptHint();

    @Message("{#when kind}{#is 'unrouted'}Studies without a job{#is 'confirmed'}Confirmed{#is "
            + "'sent'}Sent, not confirmed{#is 'shadowed'}Shadow mode{#is 'skipped'}Skipped{#is "
            + "'held'}Held{#is 'rejected'}Rejected{#is 'failed'}Failed{#is 'cancelled'}Called "
            + "off{#else}{kind}{/when}")
    String kept(String kind);

    @Message("Kept for")
    String keptFor();

    @Message("While room is short")
    String keptShort();

    @Message("What")
    String whatIsKept();

    @Message("Warn below (10% or 20GB free)")
    String warnBelow();

    @Message("Refuse below")
    String refuseBelow();

    @Message("Take again above")
    String resumeAbove();

    @Message("Known UID with other content")
    String otherContent();

    @Message("Seconds between two looks")
    String purgeSeconds();

    @Message("Files that one look removes")
    String purgeFiles();

    @Message("What goes next, by what is in force")
    String nextPurge();

    @Message("Nothing.")
    String nextNothing();

    @Message("{number} files")
    String files(long number);

    @Message("Size")
    String size();

    @Message("Since")
    String since();

    @Message("Comments stay as they are written. Secrets do not belong here: name the file that holds them.")
    String textHint();

    @Message("Compare two versions")
    String compareVersions();

    @Message("From")
    String from();

    @Message("to")
    String to();

    @Message("Compare")
    String compare();

    @Message("Go back to this version")
    String rollBack();

    @Message("Switch off")
    String switchOff();

    @Message("Switch on")
    String switchOn();

    @Message("Into shadow mode")
    String toShadow();

    @Message("Send its results")
    String fromShadow();

    @Message("off")
    String off();

    @Message("shadow")
    String shadow();

    @Message("From version {from} to version {to}")
    String whatDiffers(long from, long to);
}

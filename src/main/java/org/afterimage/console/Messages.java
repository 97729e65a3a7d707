package org.afterimage.console;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The words of the console in English; {@code messages/msg_de.properties} has them in German. */
@MessageBundle
public interface Messages {
    @Message("Skip to the content")
    String skip();

    @Message("Main navigation")
    String navigation();

    @Message("Overview")
    String overview();

    @Message("Studies")
    String studies();

    @Message("Jobs")
    String jobs();

    @Message("Held")
    String held();

    @Message("{number} {#if number == 1}output waits{#else}outputs wait{/if} for a person")
    String heldCount(long number);

    @Message("Configuration")
    String configuration();

    @Message("Models")
    String models();

    @Message("Audit log")
    String audit();

    @Message("People")
    String people();

    @Message("Job {id} was released by you, the first of two; another person must release it, too.")
    String releasedFirst(long id);

    @Message("{number} more stopped it; the job's page has all.")
    String moreGates(int number);

    @Message("Source")
    String sourceImage();

    @Message("Derived")
    String derivedImage();

    @Message("The images are not here any more.")
    String noPicture();

    @Message("{gate}: {measured}, bound {bound}.")
    String pictured(String gate, String measured, String bound);

    @Message("It is of the whole image.")
    String wholeImage();

    @Message("{person} has released it, the first of two:")
    String firstWord(String person);

    @Message("Another person must release it, too.")
    String ownFirstWord();

    @Message("Two people must release it; one is enough to reject it.")
    String needsTwo();

    @Message("Release (1 of 2)")
    String releaseFirst();

    @Message("Release (2 of 2)")
    String releaseSecond();

    @Message("Longest waiting")
    String longestWaiting();

    @Message("Those that came later")
    String waitingLess();

    @Message("Job {id} sends it to {destination}.")
    String jobSent(long id, String destination);

    @Message("Send elsewhere")
    String sendElsewhere();

    @Message("Send it to")
    String sendElsewhereTo();

    @Message("Sends what was made by")
    String copyOf();

    @Message("No job is ticked.")
    String bulkNothing();

    @Message("{number} jobs are ticked; at most {most} are done at once.")
    String bulkTooMany(int number, int most);

    @Message("This can't be done to jobs.")
    String bulkUnknown();

    @Message("Something failed; the node's log says what.")
    String bulkFailed();

    @Message("Why not")
    String whyNotDone();

    @Message("Back to the list")
    String backToList();

    @Message("Light")
    String themeLight();

    @Message("Dark")
    String themeDark();

    @Message("As the system")
    String themeAuto();

    @Message("Change password")
    String changePassword();

    @Message("Sign in")
    String signIn();

    @Message("Sign out")
    String signOut();

    @Message("Name")
    String name();

    @Message("Password")
    String password();

    @Message("Research use. Not for diagnosis.")
    String researchUse();

    @Message("Derived images are synthetic: a network made them.")
    String syntheticImages();

    @Message("That did not work")
    String problem();

    @Message("{#when role}{#is 'VIEWER'}Viewer{#is 'REVIEWER'}Reviewer{#is 'OPERATOR'}Operator{#is "
            + "'ADMINISTRATOR'}Administrator{#else}{role}{/when}")
    String role(String role);

    @Message("{#when role}{#is 'VIEWER'}looks{#is 'REVIEWER'}looks, releases or rejects held "
            + "outputs{#is 'OPERATOR'}looks, acts on jobs, routes and destinations{#else}everything, "
            + "with people and the audit log{/when}")
    String roleMeaning(String role);

    @Message(
            "{#when right}{#is 'VIEW'}look{#is 'REVIEW'}decide on held outputs{#is 'OPERATE'}act "
                    + "on jobs, routes and destinations{#is 'CONFIGURE'}change the configuration{#else}see people and the audit log{/when}")
    String right(String right);

    @Message("Your role does not allow this: it takes a role that may {right}. An administrator can " + "give you one.")
    String needsRight(String right);

    @Message("This form is not of your session, or an old one. Nothing was changed; go back and try again.")
    String formOutdated();

    @Message("{#when key}{#is 'signInWrong'}Name or password is wrong.{#is 'signInWait'}Too many "
            + "wrong passwords. Try again in {number} seconds.{#is 'passwordShort'}A password has at "
            + "least {number} characters.{#is 'passwordLong'}A password has at most {number} "
            + "bytes.{#is 'passwordSimple'}This password is too simple, or has the name in it.{#is "
            + "'passwordSame'}The new password is the old one.{#is 'passwordWrong'}The old password "
            + "is wrong.{#is 'passwordDiffers'}The new passwords are not the same.{#is "
            + "'ownAccount'}You can't change your own account here.{#is "
            + "'tokenEnd'}The last day must be a date from today on.{#is "
            + "'nameTaken'}Somebody has this name already.{#is 'nameUnusable'}A name has letters, "
            + "digits and . _ @ - and at most 64 characters.{#is 'lastAdministrator'}Nobody else "
            + "could administer the node then.{#is 'accountShut'}This account is shut. An administrator can open "
            + "it.{#is 'localOff'}Names and passwords do not count here now; sign in with the provider.{#is "
            + "'providedRole'}The provider says which role this account has, at each sign-in.{#is "
            + "'providedPassword'}This account has no password here: its provider vouches for it.{#else}{key}{/when}")
    String refusal(String key, long number);

    @Message("This connection is not encrypted, so the browser keeps no one signed in. Use https, "
            + "or 127.0.0.1 through an SSH tunnel.")
    String notEncrypted();

    @Message(
            "Nobody has signed in yet. The first account is called {name}. Its password was printed once, when the node "
                    + "first started, in the node's log: the terminal, journalctl -u afterimage, or the container's log.")
    String firstSignIn(String name);

    @Message("Your password was given to you. Choose your own before you go on.")
    String mustChange();

    @Message("Old password")
    String passwordOld();

    @Message("New password")
    String passwordNew();

    @Message("New password again")
    String passwordAgain();

    @Message("At least 12 characters, without your name.")
    String passwordRule();

    @Message("Your password is changed.")
    String passwordChanged();

    @Message("{#if number == 1}study{#else}studies{/if} received today")
    String receivedToday(long number);

    @Message("last at")
    String lastReceived();

    @Message("{#if number == 1}job{#else}jobs{/if} waiting or running")
    String waitingOrRunning(long number);

    @Message("nothing waits")
    String nothingWaits();

    @Message("delivered today")
    String deliveredToday();

    @Message("{number} of them confirmed by the destination")
    String confirmedOfThese(long number);

    @Message("held for a person")
    String heldForAPerson();

    @Message("waits for")
    String waitsSince();

    @Message("nothing is held")
    String nothingHeld();

    @Message("failed in seven days")
    String failedThisWeek();

    @Message("{number} of them today")
    String failedToday(long number);

    @Message("nothing failed")
    String nothingFailed();

    @Message("{#if number == 1}destination{#else}destinations{/if} down")
    String destinationsDown(long number);

    @Message("{#if number == 1}destination{#else}destinations{/if} up")
    String destinationsUp(long number);

    @Message("{#if number == 1}destination{#else}destinations{/if} not asked yet")
    String destinationsUnknown(long number);

    @Message("DICOM port {port} is open")
    String listensOn(int port);

    @Message("the DICOM port is closed")
    String listensNot();

    @Message("Why jobs failed")
    String whyFailed();

    @Message("Destinations")
    String destinations();

    @Message("down")
    String down();

    @Message("up")
    String up();

    @Message("not known")
    String notKnown();

    @Message("answered")
    String answered();

    @Message("no answer yet")
    String noAnswerYet();

    @Message("{number} waiting")
    String jobsWait(long number);

    @Message("remotes.yaml names none")
    String noRemotes();

    @Message("Studies in the last 24 hours")
    String lastDay();

    @Message("Studies received in each of the last 24 hours")
    String lastDayLabel();

    @Message("What it runs on")
    String machine();

    @Message("Disk")
    String disk();

    @Message("{free} of {total} free")
    String diskFree(String free, String total);

    @Message("full: nothing is taken")
    String diskFull();

    @Message("short")
    String diskShort();

    @Message("Database")
    String database();

    @Message("its own")
    String ownDatabase();

    @Message("given by configuration")
    String givenDatabase();

    @Message("Engine")
    String engine();

    @Message("{number} refused")
    String modelsRefused(int number);

    @Message("Nodes")
    String nodes();

    @Message("gone")
    String gone();

    @Message("since")
    String since();

    @Message("as of")
    String asOf();

    @Message("This page can't be renewed; what it shows is old.")
    String stale();

    @Message("Not live: what is shown may be half a minute old.")
    String liveLost();

    @Message("There is news; it is shown when you are done here.")
    String liveWaits();

    @Message("You are no longer signed in.")
    String liveOver();

    @Message("The files that are there now are not in force:")
    String configurationRefused();

    @Message("{#when state}{#is 'QUEUED'}queued{#is 'RUNNING'}running{#is "
            + "'DELIVERING'}delivering{#is 'SENT'}sent{#is 'CONFIRMED'}confirmed{#is "
            + "'SHADOWED'}shadowed{#is 'SKIPPED'}skipped{#is 'HELD'}held{#is 'REJECTED'}rejected{#is "
            + "'RETRACTED'}retracted{#is 'FAILED'}failed{#is 'CANCELLED'}cancelled{#is "
            + "'RECEIVING'}receiving{#is 'ROUTED'}routed{#is 'WAITING'}waiting{#is "
            + "'DECIDED'}decided{#is 'DISCARDED'}discarded{#is 'RELEASED'}released{#is "
            + "'OPEN'}waiting or running{#is 'DELIVERED'}delivered{#else}{state}{/when}")
    String state(String state);

    @Message("{#if code.empty}without a reason{#else}{code}{/if}")
    String reasonCode(String code);

    @Message("{#when stage}{#is 'RECEIVED'}Received{#is 'ROUTED'}Routed{#is "
            + "'SYNTHESISED'}Synthesised{#is 'CHECKED'}Checked{#is 'DERIVED'}Derived{#is "
            + "'DELIVERED'}Delivered{#is 'CONFIRMED'}Confirmed{#else}{stage}{/when}")
    String stage(String stage);

    @Message("Patient")
    String patient();

    @Message("Patient ID")
    String patientId();

    @Message("Accession")
    String accession();

    @Message("Study date")
    String studyDate();

    @Message("Description")
    String description();

    @Message("Modality")
    String modality();

    @Message("Received")
    String received();

    @Message("State")
    String stateHead();

    @Message("Route")
    String route();

    @Message("Model")
    String model();

    @Message("Destination")
    String destination();

    @Message("Reason")
    String reason();

    @Message("Job")
    String job();

    @Message("Study")
    String study();

    @Message("any")
    String any();

    @Message("Show")
    String filter();

    @Message("Clear")
    String clear();

    @Message("Older")
    String older();

    @Message("Newest")
    String newest();

    @Message("CSV")
    String csv();

    @Message("No study fits.")
    String noStudies();

    @Message("No job fits.")
    String noJobs();

    @Message("name or ID, from its beginning")
    String patientHint();

    @Message("Jobs of this study")
    String jobsOfStudy();

    @Message("Series")
    String series();

    @Message("{number} {#if number == 1}instance{#else}instances{/if}")
    String instances(int number);

    @Message("Routes")
    String routesOfStudy();

    @Message("Work on what is there")
    String forceCompletion();

    @Message("Clause")
    String clause();

    @Message("What it looked at")
    String looked();

    @Message("taken")
    String taken();

    @Message("not taken")
    String notTaken();

    @Message("The way it took")
    String wayThrough();

    @Message("Gates")
    String gates();

    @Message("Gate")
    String gate();

    @Message("Measured")
    String measured();

    @Message("Bound")
    String bound();

    @Message("Verdict")
    String verdict();

    @Message("In words")
    String sentence();

    @Message("Derived series")
    String derivedSeries();

    @Message("Deliveries")
    String deliveries();

    @Message("Time")
    String time();

    @Message("Attempt")
    String attempt();

    @Message("Retry")
    String retry();

    @Message("Cancel")
    String cancel();

    @Message("Reprocess")
    String reprocess();

    @Message("Reprocess with")
    String reprocessWith();

    @Message("Release")
    String release();

    @Message("Reject")
    String reject();

    @Message("Why (goes to the record)")
    String whyDecision();

    @Message("Look at the images first. Your name, the reason and the time are recorded for good.")
    String decideHint();

    @Message("Job {job} is released.")
    String released(long job);

    @Message("Job {job} is rejected.")
    String rejected(long job);

    @Message("Say why, in at most 500 characters.")
    String reasonNeeded();

    @Message("There is no job {job}.")
    String noSuchJob(long job);

    @Message("This node never received this study.")
    String noSuchStudy();

    @Message("Job {job} is tried again.")
    String jobRetried(long job);

    @Message("Job {job} is called off.")
    String jobCancelled(long job);

    @Message("Job {job} does the work again.")
    String jobReprocessed(long job);

    @Message("Route {route} works on what is there.")
    String completionForced(String route);

    @Message("Attempts")
    String attempts();

    @Message("Made")
    String created();

    @Message("Changed")
    String updated();

    @Message("Ended")
    String ended();

    @Message("Sources")
    String sources();

    @Message("Nothing is held. What a gate stops comes here and waits for a person.")
    String nothingHeldLong();

    @Message("Why it is held")
    String whyHeld();

    @Message("Routes")
    String routes();

    @Message("Pause")
    String pause();

    @Message("Resume")
    String resume();

    @Message("paused")
    String paused();

    @Message("Shadow mode")
    String shadow();

    @Message("shadow: recorded, not sent")
    String shadowed();

    @Message("Send results")
    String sendAgain();

    @Message("active")
    String active();

    @Message("Route {route} is switched.")
    String routeSwitched(String route);

    @Message("What the files of dicom-conf say. A change here is written to them; one there is noticed in seconds.")
    String fromFiles();

    @Message("In force")
    String inForce();

    @Message("Versions")
    String versions();

    @Message("Version")
    String version();

    @Message("By")
    String by();

    @Message("How")
    String origin();

    @Message("Difference")
    String difference();

    @Message("the first one")
    String firstVersion();

    @Message("Waits for a restart")
    String waitsForRestart();

    @Message("Address")
    String address();

    @Message("C-ECHO")
    String echo();

    @Message("{title} answers ({millis} ms).")
    String echoWell(String title, long millis);

    @Message("{title} does not answer: {why}")
    String echoIll(String title, String why);

    @Message("remotes.yaml names no {title}.")
    String noSuchRemote(String title);

    @Message("Dry run of the rules")
    String dryRun();

    @Message("What would the routes in force make of this? Nothing is sent or stored.")
    String dryRunHint();

    @Message("Study Instance UID of a study that was received")
    String dryRunStudy();

    @Message("or a DICOM file")
    String dryRunFile();

    @Message("as if sent by (AE title)")
    String callingAe();

    @Message("Run")
    String run();

    @Message("It can't be read: {why}")
    String notReadable(String why);

    @Message("Name a study, or choose a file.")
    String dryRunNothing();

    @Message("{#when verdict}{#is 'TAKEN'}taken{#is 'NOT_MATCHED'}not matched{#is "
            + "'INCOMPLETE'}incomplete{#is 'NO_MODEL'}no model{#is 'MODEL_OFF'}model is off{#is 'REFUSED'}refused by the "
            + "model{#else}{verdict}{/when}")
    String explained(String verdict);

    @Message("Accepts")
    String accepts();

    @Message("Task")
    String task();

    @Message("Licence")
    String licence();

    @Message("SHA-256")
    String digest();

    @Message("Checked by a second network, SHA-256")
    String checkedBy();

    @Message("Makes")
    String makes();

    @Message("Time limit")
    String timeLimit();

    @Message("Model card")
    String card();

    @Message("This package has no card.")
    String noCard();

    @Message("usable")
    String usable();

    @Message("Packages that can't be used")
    String refusedPackages();

    @Message("Used by")
    String usedByRoutes();

    @Message("There is no model package.")
    String noModels();

    @Message("Node")
    String node();

    @Message("Action")
    String action();

    @Message("Subject")
    String subject();

    @Message("Before")
    String before();

    @Message("After")
    String after();

    @Message("Person")
    String person();

    @Message("Nothing yet.")
    String noEntries();

    @Message("Role")
    String roleHead();

    @Message("Last signed in")
    String lastSignIn();

    @Message("never")
    String never();

    @Message("New person")
    String newPerson();

    @Message("Create")
    String create();

    @Message("Save")
    String save();

    @Message("shut")
    String disabledAccount();

    @Message("New password")
    String newPassword();

    @Message("Tell {name} this password; it is shown only now: {password}")
    String passwordFor(String name, String password);

    @Message("{name} is changed.")
    String personChanged(String name);

    @Message("You can't change your own account here.")
    String ownAccount();

    @Message("with the selected")
    String selected();

    @Message("Done: {done}. Not possible: {refused}.")
    String bulkDone(long done, long refused);

    @Message("Select")
    String select();

    @Message("Withdrawn by {person}: {reason}")
    String withdrawn(String person, String reason);

    @Message("What it made is no longer on the disk:")
    String purgedFiles();

    @Message("What you can do")
    String actions();
}

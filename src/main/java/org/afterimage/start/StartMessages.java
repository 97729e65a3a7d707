package org.afterimage.start;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The words of the first start in English; {@code messages/start_de.properties} has them in German. */
@MessageBundle("start")
public interface StartMessages {
    @Message("First start")
    String title();

    @Message("Five steps to a first derived series. Leave and come back at any time; nothing is lost.")
    String lead();

    @Message("Nothing was received yet.")
    String noticeNothing();

    @Message("Set this node up in five steps")
    String noticeLink();

    @Message("Steps")
    String steps();

    @Message(
            "{#when step}{#is 'NODE'}This node{#is 'CALLERS'}Who may send{#is 'DESTINATION'}Where results go{#is 'ROUTE'}Which model{#is 'TEST'}Test study{/when}")
    String step(String step);

    @Message("done")
    String done();

    @Message("to do")
    String toDo();

    @Message("Next:")
    String next();

    @Message("Save")
    String save();

    @Message("Keep as it is")
    String keep();

    @Message("Saved as version {version} of the configuration.")
    String saved(long version);

    @Message("Kept as it is.")
    String kept();

    @Message("Not saved. {why}")
    String notSaved(String why);

    @Message("{value} is no port number; it must be from 1 to 65535.")
    String noPort(String value);

    @Message("An AE title has 1 to 16 characters, no backslash and no spaces around it; {value} does not fit.")
    String noTitle(String value);

    @Message("Enter a host name or an IP address.")
    String noHost();

    @Message("What others must enter on their side")
    String othersEnter();

    @Message("These three values go into the modality, the PACS or the router that sends studies here.")
    String othersEnterHint();

    @Message("AE title")
    String aeTitle();

    @Message("Host")
    String host();

    @Message("Port")
    String port();

    @Message("Copy")
    String copy();

    @Message("Copied")
    String copied();

    @Message("Only programs on this machine can reach the node now. For others, choose another address below.")
    String loopbackOnly();

    @Message("The DICOM port does not take connections. The log says why.")
    String portClosed();

    @Message("For Orthanc, in DicomModalities of orthanc.json:")
    String forOrthanc();

    @Message("With dcmtk, to try it:")
    String forDcmtk();

    @Message("Change")
    String change();

    @Message("AE title of this node")
    String ownTitle();

    @Message("With it the node calls others, too. Capital and small letters count.")
    String ownTitleHint();

    @Message("Listen on")
    String listenOn();

    @Message("this machine only ({address})")
    String bindLoopback(String address);

    @Message("all addresses of this machine ({address})")
    String bindAll(String address);

    @Message("DICOM port")
    String dicomPort();

    @Message("This needs a restart of the node before it holds")
    String needsRestart();

    @Message("now {before}, after the restart {after}")
    String fromTo(String before, String after);

    @Message(
            "Restart it where you started it: Ctrl-C, then {command} again. Under systemd: {systemd}. In containers: {compose}. What has been received stays, and jobs go on.")
    String howToRestart(String command, String systemd, String compose);

    @Message("From other machines only known callers may be let in; that is set with it. Enter them in step 2.")
    String knownWithBind();

    @Message("Callers")
    String callers();

    @Message("Any AE title may send. Possible only while the node listens on this machine alone.")
    String callersAny();

    @Message("Only the AE titles below may send, each from its host.")
    String callersKnown();

    @Message("Application entities that this node knows")
    String known();

    @Message("Nobody is listed yet.")
    String nobody();

    @Message("Add a caller")
    String addCaller();

    @Message("The AE title that it calls itself, and the address from which it calls.")
    String addCallerHint();

    @Message("Port on which it receives")
    String itsPort();

    @Message("Description")
    String description();

    @Message("Add")
    String add();

    @Message("{title} is known already.")
    String knownAlready(String title);

    @Message("Last calls")
    String lastCalls();

    @Message("Who tried to send, newest first. It renews itself: send something now, or press C-ECHO at your modality.")
    String lastCallsHint();

    @Message(
            "Nobody has called since the node started. If somebody tried: check the address and the port there, and firewalls between.")
    String noCalls();

    @Message(
            "{#when outcome}{#is 'ACCEPTED'}let in{#is 'CALLED_TITLE'}refused: wrong AE title{#is 'CALLING_TITLE'}refused: caller not known{#is 'NO_TLS'}no TLS connection{#else}refused{/when}")
    String outcome(String outcome);

    @Message("It asked for {called}; this node is called {own}. Enter {own} there.")
    String askedForOther(String called, String own);

    @Message("It is not in the list, or calls from another address than the one listed.")
    String notListed();

    @Message("Let it in")
    String letIn();

    @Message("{number} times")
    String times(int number);

    @Message("calls")
    String calls();

    @Message("Destinations")
    String destinations();

    @Message("Results are sent to one of these. Change the first one into your PACS, or add one.")
    String destinationsHint();

    @Message("This one is an example that came with the installation. Replace it by yours; the routes follow.")
    String exampleDestination();

    @Message("Ask (C-ECHO)")
    String ask();

    @Message("Last asked {time}")
    String askedAt(String time);

    @Message("Not asked yet.")
    String notAsked();

    @Message("Details")
    String details();

    @Message("Change {title}")
    String changeRemote(String title);

    @Message("Add a destination")
    String addDestination();

    @Message("Save and ask")
    String saveAndAsk();

    @Message("The PACS must know this node, too: AE title {own}, the address of this machine, port {port}.")
    String pacsMustKnow(String own, int port);

    @Message("Model packages of this installation")
    String packages();

    @Message(
            "A route sends the studies that fit to a model, and its result to the destination. A model refuses by itself what it was not made for, and the job says why.")
    String packagesHint();

    @Message("research use")
    String researchUse();

    @Message("Research use, not for diagnosis. Read the model card before you switch a route on.")
    String researchUseHint();

    @Message("Takes")
    String takes();

    @Message("Makes")
    String makes();

    @Message("no route")
    String noRoute();

    @Message("Make a route to {destination}")
    String makeRoute(String destination);

    @Message("A destination is missing: see step 3.")
    String noDestination();

    @Message("{name} is no package that can be used.")
    String noSuchPackage(String name);

    @Message("Model card")
    String card();

    @Message("Send a test study")
    String sendTest();

    @Message(
            "A simulated study of nobody, patient {patient}, is sent to this node over the network, as a modality would. It takes the real way and ends at your destination, where you can delete it afterwards.")
    String sendTestHint(String patient);

    @Message("Which")
    String which();

    @Message("No route names a model for which there is a simulated study: see step 4.")
    String noTest();

    @Message(
            "The installation has no simulated studies (folder test-fixtures). Send a study of your own from a modality instead.")
    String noFixtures();

    @Message("The test study was not taken: {why}")
    String testNotTaken(String why);

    @Message("The test study is sent; watch it come back below.")
    String testSent();

    @Message("The test study")
    String theTest();

    @Message("sent {time}")
    String sentAt(String time);

    @Message("Received. The node waits until nothing more has come for {seconds} s, in case the study has more images.")
    String waitsForQuiet(int seconds);

    @Message("On its way to this node.")
    String onItsWay();

    @Message("No route took it. The study's page shows what each rule looked at.")
    String noRouteTook();

    @Message(
            "It is at {destination}: {series} with {instances} {#if instances == 1}image{#else}images{/if}, in the study of"
                    + " {patient}.")
    String arrived(String destination, String series, int instances, String patient);

    @Message("{destination} said that it stored it. It is not asked for storage commitment on top of that.")
    String storedUnasked(String destination);

    @Message("{destination} is not asked for storage commitment.")
    String unasked(String destination);

    @Message(
            "Somebody else changed the configuration meanwhile. The page shows it as it is now: look, and enter your change again.")
    String changedMeanwhile();

    @Message("Compare source and result")
    String compare();

    @Message("The study's page")
    String studyPage();

    @Message("Job {id}")
    String job(long id);

    @Message("Done: studies that fit now take this way by themselves.")
    String allDone();

    @Message("It took {seconds} s from the first image to the last answer.")
    String took(String seconds);

    @Message(
            "{#when finding}{#is 'ANSWERED'}{title} answers.{#is 'NO_VERIFICATION'}{title} takes associations. It does not answer C-ECHO, which does no harm.{#is 'HOST_UNKNOWN'}Nobody knows the host {host}.{#is 'NAME_SERVICE_SILENT'}The name service of this machine does not answer, so that {host} can't be found.{#is 'CONNECTION_REFUSED'}{host} is there and refuses the connection: nothing listens on port {port}.{#is 'NO_ROUTE'}No network leads from this machine to {host}.{#is 'TIMED_OUT'}{host}, port {port}, does not answer.{#is 'SILENT'}Port {port} of {host} takes connections and then says nothing.{#is 'HUNG_UP'}Port {port} of {host} takes connections and ends them at once, without a reason.{#is 'HTTP'}Port {port} of {host} is a web server, no DICOM port.{#is 'NOT_DICOM'}What answers on port {port} of {host} is no DICOM.{#is 'CALLED_TITLE'}DICOM answers at {host}, port {port}, and is not called {title}.{#is 'CALLING_TITLE'}{title} does not know this node, {own}.{#is 'BUSY'}{title} has no room for one more association now.{#is 'REJECTED'}{title} rejects the association for another reason than a name.{#is 'ABORTED'}{title} breaks the association off.{#is 'TLS_EXPECTED'}Port {port} of {host} takes TLS only, and it was called without.{#is 'TLS_NOT_EXPECTED'}Port {port} of {host} does not speak TLS, and it was called over TLS.{#is 'CERTIFICATE_NOT_TRUSTED'}The certificate that {title} shows is not trusted here.{#is 'OWN_CERTIFICATE'}{title} does not take the certificate of this node, or misses one.{#is 'TLS_FAILED'}{title} and this node find no TLS version, cipher suite or key in common.{#is 'ECHO_FAILED'}{title} answers C-ECHO with a failure.{#else}The connection to {title} failed.{/when}")
    String finding(String finding, String title, String host, Integer port, String own);

    @Message(
            "{#when finding}{#is 'ANSWERED'}Results can be sent there.{#is 'NO_VERIFICATION'}Results can be sent there.{#is 'HOST_UNKNOWN'}Check the spelling, or enter the IP address.{#is 'NAME_SERVICE_SILENT'}Enter the IP address, or have the name service looked at.{#is 'CONNECTION_REFUSED'}Check the port number, and that the DICOM service of {title} runs.{#is 'NO_ROUTE'}Check the address. A VPN or a network route may be missing.{#is 'TIMED_OUT'}The address may be wrong, the machine may be off, or a firewall drops what comes from here: ask for port {port} to be opened from this machine.{#is 'SILENT'}Check that this is the DICOM port. If it is, its application hangs: restart it.{#is 'HUNG_UP'}Check that this is the DICOM port, and whether {title} takes calls only from addresses that are listed there.{#is 'HTTP'}Enter the DICOM port of {title}; often it is 104, 4242 or 11112.{#is 'NOT_DICOM'}Enter the DICOM port of {title}; often it is 104, 4242 or 11112.{#is 'CALLED_TITLE'}Enter the AE title exactly as it is configured there; capital and small letters count.{#is 'CALLING_TITLE'}Enter this node there: AE title {own}, with the address of this machine.{#is 'BUSY'}Try again in a minute.{#is 'REJECTED'}Its log says why. Ask its administrator whether {own} may call.{#is 'ABORTED'}Its log says why.{#is 'TLS_EXPECTED'}Switch TLS on for {title} in remotes.yaml, or enter its port without TLS.{#is 'TLS_NOT_EXPECTED'}Switch TLS off for {title} in remotes.yaml, or enter its port for TLS, often 2762.{#is 'CERTIFICATE_NOT_TRUSTED'}Add the certificate of the authority that signed it to dicom.tls.trust of node.yaml. If it is for another host name, enter that name as host.{#is 'OWN_CERTIFICATE'}Have the authority that signed the certificate of this node added to those that {title} trusts.{#is 'TLS_FAILED'}TLS 1.2 or 1.3 is needed on both sides.{#is 'ECHO_FAILED'}Its log says why.{#else}The details below say more.{/when}")
    String remedy(String finding, String title, Integer port, String own);
}

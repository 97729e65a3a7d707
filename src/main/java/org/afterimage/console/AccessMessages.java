package org.afterimage.console;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The words of the pages about ways in, in English; {@code messages/access_de.properties} has them in German. */
@MessageBundle("access")
public interface AccessMessages {
    @Message("Access tokens")
    String tokens();

    @Message("With a token a program uses the REST interface: it sends Authorization: Bearer and the token.")
    String tokensMeaning();

    @Message("New token")
    String newToken();

    @Message("Last day (none: no end)")
    String lastDay();

    @Message("The token of {name} is shown only now. Keep it where only its program reads it:")
    String tokenIs(String name);

    @Message("Made by")
    String madeBy();

    @Message("Made")
    String made();

    @Message("Ends")
    String ends();

    @Message("no end")
    String noEnd();

    @Message("Last used")
    String lastUsed();

    @Message("never")
    String neverUsed();

    @Message("from {address}")
    String usedFrom(String address);

    @Message("in force")
    String inForce();

    @Message("revoked")
    String revoked();

    @Message("ended")
    String ended();

    @Message("State")
    String state();

    @Message("Revoke")
    String revoke();

    @Message("Revoke the token of {name}")
    String revokeOf(String name);

    @Message("There is no token yet.")
    String noTokens();

    @Message("The token of {name} is revoked.")
    String tokenRevoked(String name);

    @Message("There is no such token, or it was revoked before.")
    String tokenGone();

    @Message("There is no such account.")
    String noSuchAccount();

    @Message("The database does not answer. What the node receives waits on its disk; try again in a moment.")
    String databaseAway();

    @Message("Something failed that must not fail. The node's log says what.")
    String failed();

    @Message("Sign in with {label}")
    String signInWith(String label);

    @Message("or with a name and password of this node")
    String orByPassword();

    @Message("You are signed in.")
    String arrived();

    @Message("Go on")
    String goOn();

    @Message("You are not signed in")
    String notSignedIn();

    @Message("To the page to sign in")
    String toSignIn();

    @Message("You are signed out here.")
    String left();

    @Message("Go on, to be signed out at {label}, too")
    String leftProvider(String label);

    @Message("This node knows no provider to sign in with.")
    String noProvider();

    @Message("{label} does not answer. Try again in a moment; the log of the node says what is wrong.")
    String providerAway(String label);

    @Message("{label} did not let you in, or what it answered does not hold. Begin again.")
    String providerRefused(String label);

    @Message("This attempt to sign in is over, or began in another browser or under another address. Begin again.")
    String attemptOver();

    @Message(
            "{label} knows you as {name}, and nothing that it says of you gives you a role here. Ask an administrator of this node.")
    String noRole(String name, String label);

    @Message("The account {name} is shut. An administrator can open it.")
    String providedShut(String name);

    @Message("Too many others here are called {name}. Ask an administrator of this node.")
    String noName(String name);

    @Message("Comes from")
    String comesFrom();

    @Message("this node")
    String thisNode();

    @Message("The provider says which role this is, at each sign-in.")
    String roleOfProvider();

    @Message("none here")
    String passwordOfProvider();

    @Message(
            "Accounts of {label} are made when their person first signs in. Their names and passwords are changed there; their roles follow from their groups there at each sign-in.")
    String accountsOfProvider(String label);

    @Message(
            "Names and passwords do not count now (http.oidc.localAccounts in node.yaml): who gets an account here can't sign in until they do.")
    String localOffHere();
}

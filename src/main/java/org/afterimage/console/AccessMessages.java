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
}

package org.afterimage.console.api;

import io.quarkus.qute.i18n.MessageBundles;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response.Status;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.afterimage.console.Messages;
import org.afterimage.console.people.RefusedException;
import org.afterimage.console.people.Role;

/** What can't be done, as an answer that says why in English. */
final class Refusals {
    /** What another request might find different, while what was sent is well formed. */
    private static final Set<String> CONFLICTS =
            Set.of("nameTaken", "lastAdministrator", "ownAccount", "providedRole", "providedPassword");

    private Refusals() {}

    static WebApplicationException of(RefusedException e) {
        String sentence = MessageBundles.get(Messages.class).refusal(e.key(), e.number());
        return CONFLICTS.contains(e.key())
                ? new ClientErrorException(sentence, Status.CONFLICT)
                : new BadRequestException(sentence);
    }

    /** A role by its name. */
    static Role role(String name) {
        return Arrays.stream(Role.values())
                .filter(role -> role.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new BadRequestException(
                        "role is '" + name + "' and must be one of " + List.of(Role.values()) + "."));
    }
}

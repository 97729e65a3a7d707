package org.afterimage.console;

import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.WebApplicationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jboss.logging.Logger;

/**
 * Several studies on which the routes that wait for more of them are to work with what is there. It is asked first, and shown which routes wait
 * for which studies; the answer names these, so that nothing is done that was not shown.
 */
public class BulkForce {
    private static final Logger LOG = Logger.getLogger(BulkForce.class);

    @FormParam("study")
    List<String> studies;

    @FormParam("wait")
    List<String> waits;

    @FormParam("list")
    String list;

    /** That a route waits for more of a study, or waited in vain. */
    public record Wait(String studyInstanceUid, String patientName, String route, String state, String reason) {
        /** As a form carries it; a UID has no blank. */
        public String words() {
            return studyInstanceUid + " " + route;
        }
    }

    /** A study to which it was not done, and why. */
    public record Refused(String studyInstanceUid, String route, String sentence) {}

    /** Study Instance UIDs of what was ticked, each once. */
    List<String> studies() {
        return Objects.requireNonNullElse(studies, List.<String>of()).stream()
                .map(Filters::clean)
                .filter(uid -> !uid.isEmpty())
                .distinct()
                .toList();
    }

    /** What the person saw and wants, each once: UID and route with a blank between. */
    List<String> wanted() {
        return Objects.requireNonNullElse(waits, List.<String>of()).stream()
                .filter(one -> one != null && one.matches("[0-9.]{1,64} .{1,200}"))
                .distinct()
                .toList();
    }

    /** The filters of the list, as the query of its address. */
    String list() {
        return Filters.asQuery(list);
    }

    /** Has it done for each by itself, with its own entry in the audit log; returns those for which it was not done. */
    List<Refused> perform(Actions actions) {
        List<Refused> refused = new ArrayList<>();
        for (String one : wanted()) {
            String uid = one.substring(0, one.indexOf(' '));
            String route = one.substring(one.indexOf(' ') + 1);
            try {
                actions.forceCompletion(uid, route);
            } catch (WebApplicationException e) {
                refused.add(new Refused(uid, route, e.getMessage()));
            } catch (RuntimeException e) {
                // The others are still to be tried, and what was done to be told.
                LOG.errorf(e, "study %s: route %s could not be made to work on it", uid, route);
                refused.add(new Refused(uid, route, actions.words().bulkFailed()));
            }
        }
        return refused;
    }
}

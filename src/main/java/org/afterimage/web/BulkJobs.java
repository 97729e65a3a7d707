package org.afterimage.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jboss.logging.Logger;

/** Does something to several jobs: each by itself, in its own transaction and with its own entry in the audit log. */
@ApplicationScoped
public class BulkJobs {
    private static final Logger LOG = Logger.getLogger(BulkJobs.class);

    private final JobActionsResource jobs;

    /** For the container. */
    public BulkJobs(JobActionsResource jobs) {
        this.jobs = jobs;
    }

    /** What can be done to several jobs at once. */
    public enum Action {
        /** Each is taken up again. */
        RETRY {
            @Override
            void perform(JobActionsResource jobs, long id, String with) {
                jobs.retry(id);
            }
        },
        /** Each is called off. */
        CANCEL {
            @Override
            void perform(JobActionsResource jobs, long id, String with) {
                jobs.cancel(id);
            }
        },
        /** The work of each is done again with a model. */
        REPROCESS {
            @Override
            void perform(JobActionsResource jobs, long id, String with) {
                jobs.reprocess(id, with);
            }
        },
        /** What each made is sent to another remote. */
        SEND {
            @Override
            void perform(JobActionsResource jobs, long id, String with) {
                jobs.send(id, with);
            }
        };

        abstract void perform(JobActionsResource jobs, long id, String with);
    }

    /** A job to which it was not done, and why. */
    public record Refused(long job, String sentence) {}

    /**
     * Does it; one that can't be done holds up no other.
     *
     * @param ids the jobs; one that is named twice is one
     * @param with model or destination; null where the action needs none
     * @param failed what is said of one that fails for no reason of its own
     * @return those to which it was not done
     */
    public List<Refused> perform(Action action, List<Long> ids, String with, String failed) {
        List<Refused> refused = new ArrayList<>();
        for (long id : new LinkedHashSet<>(ids)) {
            try {
                action.perform(jobs, id, with);
            } catch (WebApplicationException e) {
                refused.add(new Refused(id, e.getMessage()));
            } catch (RuntimeException e) {
                // The others are still to be tried, and what was done to be told.
                LOG.errorf(e, "job %d: %s could not be done", id, action);
                refused.add(new Refused(id, failed));
            }
        }
        return refused;
    }
}

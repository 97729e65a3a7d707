package org.afterimage.console;

import org.afterimage.web.JobView.Word;

/**
 * What a person may say of a held output: the same on the page of those and on the job's own.
 *
 * @param job its number
 * @param two whether two people must release it
 * @param first the first one's word; null before
 * @param own whether the visitor gave that word
 */
public record Decision(long job, boolean two, Word first, boolean own) {
    /** On a job of which a first word is said, two are needed, whatever the configuration says since. */
    static Decision of(long job, boolean needsTwo, Word first, String person) {
        return new Decision(
                job,
                first != null || needsTwo,
                first,
                first != null && first.person().equalsIgnoreCase(person));
    }
}

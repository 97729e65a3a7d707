package org.afterimage.provenance.chain;

import java.util.ArrayList;
import java.util.List;

/** What a check found, up to a bound: a table that was emptied is said in a thousand lines as well as in a million. */
final class Findings {
    private static final int MOST = 1_000;

    private final List<Finding> found = new ArrayList<>();
    private long more;

    void add(Finding.Kind kind, String subject, String sentence) {
        if (found.size() < MOST) {
            found.add(new Finding(kind, subject, sentence));
        } else {
            more++;
        }
    }

    void add(Finding finding) {
        add(finding.kind(), finding.subject(), finding.sentence());
    }

    List<Finding> found() {
        return List.copyOf(found);
    }

    /** How many there are besides. */
    long more() {
        return more;
    }
}

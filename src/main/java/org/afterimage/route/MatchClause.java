package org.afterimage.route;

import java.util.List;
import java.util.Map;
import org.afterimage.dicom.data.DataSet;

/**
 * An entry of {@code match:}: an attribute has one of some values.
 *
 * @param keyword of the attribute
 * @param tag of the attribute
 * @param wanted the values
 */
record MatchClause(String keyword, int tag, List<String> wanted) implements Clause {
    @Override
    public ClauseTrace judge(Facts facts) {
        DataSet header = facts.series().header();
        List<String> found = header.strings(tag);
        String is = found.isEmpty() ? "absent" : String.join("\\", found);
        String clause = keyword + " is " + String.join(" or ", wanted);
        Map<String, String> values = Map.of(keyword, is);
        if (found.stream().anyMatch(wanted::contains)) {
            return new ClauseTrace(clause, ClauseTrace.Result.HELD, keyword + " is " + is, values);
        }
        ClauseTrace.Result result = found.isEmpty() ? ClauseTrace.Result.UNDECIDED : ClauseTrace.Result.FAILED;
        return new ClauseTrace(clause, result, keyword + " is " + is + ", not " + String.join(" or ", wanted), values);
    }
}

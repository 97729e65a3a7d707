package org.afterimage.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a fuzzer's log says.
 *
 * @param executions how many inputs were tried
 * @param executionsPerSecond on average
 * @param firstCoverage branches that the seeds and the inputs of past runs reach
 * @param lastCoverage branches reached in the end
 * @param inputs how many inputs reach something that no other does
 * @param isFinished whether the run came to its end
 */
record FuzzLog(
        long executions,
        long executionsPerSecond,
        int firstCoverage,
        int lastCoverage,
        int inputs,
        boolean isFinished) {

    /** Such as {@code #323252 DONE cov: 558 ft: 2675 corp: 294/137Kb lim: 2323 exec/s: 15392 rss: 524Mb}. */
    private static final Pattern LINE =
            Pattern.compile("#(\\d+)\\s+(\\w+)\\s+cov: (\\d+) ft: \\d+ corp: (\\d+)/.*?exec/s: (\\d+).*");

    /** Reads a log. */
    static FuzzLog of(Path log) throws IOException {
        FuzzLog summary = new FuzzLog(0, 0, 0, 0, 0, false);
        for (String line : Files.readAllLines(log, StandardCharsets.ISO_8859_1)) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                summary = summary.then(matcher);
            }
        }
        return summary;
    }

    private FuzzLog then(Matcher line) {
        int coverage = Integer.parseInt(line.group(3));
        return new FuzzLog(
                Long.parseLong(line.group(1)),
                Long.parseLong(line.group(5)),
                line.group(2).equals("INITED") ? coverage : firstCoverage,
                coverage,
                Integer.parseInt(line.group(4)),
                line.group(2).equals("DONE"));
    }
}

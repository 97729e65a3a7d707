package org.afterimage.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.List;
import org.afterimage.dicom.net.QueryRetrieveLevel;
import org.afterimage.dicom.net.RemoteAe;
import org.afterimage.dicom.net.Retrieval;
import org.afterimage.dicom.net.RetrieveResult;
import org.afterimage.dicom.net.SubOperations;

/** What a person is told of a C-MOVE or C-GET. */
final class RetrievalReport {
    private final String operation;
    private final RemoteAe remote;
    private final boolean json;

    RetrievalReport(String operation, RemoteAe remote, boolean json) {
        this.operation = operation;
        this.remote = remote;
        this.json = json;
    }

    /**
     * What the keys of a command name.
     *
     * @throws IllegalArgumentException with a sentence if the unique key of the level has no value: without it an archive may send all it has
     */
    static Retrieval retrieval(List<String> keys, QueryRetrieveLevel level) {
        QueryKeys parsed = QueryKeys.parse(keys, level);
        int unique = QueryKeys.uniqueKey(level);
        if (parsed.dataSet().string(unique).isEmpty()) {
            throw new IllegalArgumentException("Which " + level + "? Give " + QueryKeys.name(unique)
                    + "=UID, or several UIDs with backslashes between.");
        }
        return Retrieval.of(level, parsed.dataSet());
    }

    /** Shows how far it is; always wants it to go on. */
    boolean progress(PrintWriter err, SubOperations counts) {
        if (!json) {
            err.printf("  %s%n", words(counts));
            err.flush();
        }
        return true;
    }

    /** Shows how it ended; the exit code. */
    int print(PrintWriter out, PrintWriter err, RetrieveResult result) {
        if (json) {
            out.println(toJson(result));
        } else {
            out.printf("%s: %s, status %s%n", operation, words(result.subOperations()), result.status());
        }
        out.flush();
        if (result.isComplete()) {
            return 0;
        }
        String missing = result.failedSopInstanceUids().isEmpty()
                ? ""
                : " Not sent: " + String.join(", ", result.failedSopInstanceUids()) + ".";
        err.println("afterimage: " + remote + " did not complete the " + operation + ": status " + result.status() + "."
                + missing);
        return 1;
    }

    private static ObjectNode toJson(RetrieveResult result) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("status", String.format("%04X", result.status().code()));
        object.put("completed", result.subOperations().completed());
        object.put("failed", result.subOperations().failed());
        object.put("warning", result.subOperations().warning());
        ArrayNode failed = object.putArray("failedSopInstanceUids");
        result.failedSopInstanceUids().forEach(failed::add);
        return object;
    }

    private static String words(SubOperations counts) {
        StringBuilder words = new StringBuilder();
        add(words, counts.remaining(), "remaining");
        add(words, counts.completed(), "completed");
        add(words, counts.failed(), "failed");
        add(words, counts.warning(), "with a warning");
        return words.length() == 0 ? "no counts given" : words.toString();
    }

    private static void add(StringBuilder words, int count, String what) {
        if (count >= 0) {
            words.append(words.length() == 0 ? "" : ", ")
                    .append(count)
                    .append(' ')
                    .append(what);
        }
    }
}

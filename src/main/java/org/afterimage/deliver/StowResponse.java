package org.afterimage.deliver;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.afterimage.deliver.DeliveryAnswer.Kind;
import org.afterimage.dicom.data.Tag;

/**
 * What a server answered to a STOW-RS request (PS3.18 10.5.3 and I.2): for each instance that it names whether it was stored, and for the
 * others what its HTTP status says.
 */
final class StowResponse {
    private static final int OK = 200;
    private static final int ACCEPTED = 202;

    /** Duplicate SOP Instance (PS3.7 C.5.8): what one gets that sends again after a crash. */
    private static final int DUPLICATE = 0x0111;

    private static final int WARNING_REASON = Tag.of(0x0008, 0x1196);

    private final int httpStatus;
    private final Map<String, Verdict> verdicts = new HashMap<>();

    /**
     * Whether an instance was stored.
     *
     * @param kind how it was answered
     * @param status warning or failure reason
     */
    record Verdict(Kind kind, OptionalInt status, String message) {}

    private StowResponse(int httpStatus) {
        this.httpStatus = httpStatus;
    }

    /** Reads an answer. */
    static StowResponse of(DicomWebClient.Answer answer) {
        StowResponse response = new StowResponse(answer.status());
        for (JsonNode dataSet : DicomJson.dataSets(answer.body()).orElse(List.of())) {
            DicomJson.items(dataSet, Tag.REFERENCED_SOP_SEQUENCE).forEach(response::stored);
            DicomJson.items(dataSet, Tag.FAILED_SOP_SEQUENCE).forEach(response::failed);
        }
        return response;
    }

    /** What it says of an instance by its UID; empty when it does not mention it. */
    Optional<Verdict> of(String sopInstanceUid) {
        return Optional.ofNullable(verdicts.get(sopInstanceUid));
    }

    /** What its status says of an instance that it does not mention, if it is the only one or if the status is of all. */
    Verdict ofUnmentioned() {
        String words = "HTTP status " + httpStatus;
        if (httpStatus == ACCEPTED) {
            return new Verdict(Kind.WARNING, OptionalInt.empty(), words + ", without saying what of");
        }
        if (httpStatus >= OK && httpStatus < 300) {
            return new Verdict(Kind.SENT, OptionalInt.of(0), words);
        }
        if (mayHaveStored(httpStatus)) {
            return new Verdict(Kind.UNANSWERED, OptionalInt.empty(), words);
        }
        return mayPass(httpStatus)
                ? new Verdict(Kind.UNREACHABLE, OptionalInt.empty(), words + hint(httpStatus))
                : new Verdict(Kind.REFUSED, OptionalInt.empty(), words + hint(httpStatus));
    }

    /** Whether its status is of all instances: that they are stored, or that the server, the URL or the credentials are to blame. */
    boolean isOfAll() {
        boolean stored = httpStatus >= OK && httpStatus < 300 && httpStatus != ACCEPTED;
        return stored || httpStatus != ACCEPTED && mayPass(httpStatus);
    }

    /**
     * Whether the same request may go well later: the server is busy, broken or full, or somebody has to mend the URL or the credentials.
     * What is said of the instances themselves (400, 409, 413, 415, 422) stays as it is.
     */
    private static boolean mayPass(int status) {
        return switch (status) {
            case 400, 406, 409, 410, 411, 413, 415, 422 -> false;
            default -> true;
        };
    }

    /** Whether the server broke while it worked on the request, or a gateway before it did not hear how that ended. */
    private static boolean mayHaveStored(int status) {
        return status == 500 || status == 502 || status == 504;
    }

    private static String hint(int status) {
        return switch (status) {
            case 301, 302, 303, 307, 308 -> ", a redirection, which is not followed; set stowRs.url to where it leads";
            case 401, 403, 407 -> ": it does not take this node's credentials; see stowRs.token or stowRs.headers";
            case 404, 405 -> ": it takes no STOW-RS there; is stowRs.url right?";
            case 413 -> ": the request is too large for it";
            case 415 -> ": it does not take this form of the instance";
            default -> "";
        };
    }

    private void stored(JsonNode item) {
        OptionalInt warning = DicomJson.number(item, WARNING_REASON);
        boolean clean = warning.isEmpty() || warning.getAsInt() == 0;
        verdicts.put(
                DicomJson.text(item, Tag.REFERENCED_SOP_INSTANCE_UID),
                clean
                        ? new Verdict(Kind.SENT, OptionalInt.of(0), "HTTP status " + httpStatus)
                        : new Verdict(Kind.WARNING, warning, code("warning reason", warning.getAsInt())));
    }

    private void failed(JsonNode item) {
        OptionalInt reason = DicomJson.number(item, Tag.FAILURE_REASON);
        String uid = DicomJson.text(item, Tag.REFERENCED_SOP_INSTANCE_UID);
        if (reason.isEmpty()) {
            verdicts.put(uid, new Verdict(Kind.REFUSED, reason, "HTTP status " + httpStatus + ", no failure reason"));
        } else if (reason.getAsInt() == DUPLICATE) {
            verdicts.put(uid, new Verdict(Kind.WARNING, reason, "it has the instance already (0111)"));
        } else {
            verdicts.put(uid, new Verdict(Kind.REFUSED, reason, code("failure reason", reason.getAsInt())));
        }
    }

    private String code(String what, int code) {
        return String.format("HTTP status %d, %s %04X", httpStatus, what, code);
    }
}

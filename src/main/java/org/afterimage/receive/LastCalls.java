package org.afterimage.receive;

import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.afterimage.dicom.net.Rejection;

/** Who called this node last, and who was sent away and why: what somebody wants to see whose modality "does not get through". */
@Singleton
public class LastCalls {
    private static final int KEPT = 50;

    private final Deque<Call> calls = new ArrayDeque<>();

    /** What became of a call. */
    public enum Outcome {
        /** An association was accepted. */
        ACCEPTED,
        /** The caller asked for an AE title that this node does not have. */
        CALLED_TITLE,
        /** The caller is not among those who may send, or comes from another address. */
        CALLING_TITLE,
        /** There was no room for it, or it was rejected for another reason. */
        REJECTED,
        /** The caller and this node did not agree on TLS. */
        NO_TLS;

        static Outcome of(Rejection rejection) {
            if (rejection.equals(Rejection.CALLED_AE_TITLE_NOT_RECOGNIZED)) {
                return CALLED_TITLE;
            }
            return rejection.equals(Rejection.CALLING_AE_TITLE_NOT_RECOGNIZED) ? CALLING_TITLE : REJECTED;
        }
    }

    /**
     * A call, or several of the same in a row.
     *
     * @param at when it came, the last of them
     * @param calling the AE title that the caller gave itself; empty when it gave none
     * @param called the AE title that it asked for; empty when it asked for none
     * @param host its address
     * @param outcome what became of it
     * @param reason in the standard's words; empty when it was accepted
     * @param times how many of them
     */
    public record Call(
            Instant at, String calling, String called, String host, Outcome outcome, String reason, int times) {
        private boolean isLike(Call other) {
            return calling.equals(other.calling)
                    && called.equals(other.called)
                    && host.equals(other.host)
                    && outcome == other.outcome;
        }
    }

    /** The calls, newest first. */
    public synchronized List<Call> newest(int most) {
        List<Call> newest = new ArrayList<>(calls);
        return newest.subList(0, Math.min(most, newest.size()));
    }

    synchronized void add(String calling, String called, InetAddress peer, Outcome outcome, String reason) {
        Call call = new Call(Instant.now(), calling, called, peer.getHostAddress(), outcome, reason, 1);
        Call same = calls.stream().filter(call::isLike).findFirst().orElse(null);
        if (same != null) {
            calls.remove(same);
            call = new Call(call.at(), calling, called, call.host(), outcome, reason, same.times() + 1);
        }
        calls.addFirst(call);
        if (calls.size() > KEPT) {
            calls.removeLast();
        }
    }
}

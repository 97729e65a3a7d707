package org.afterimage.deliver;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.afterimage.deliver.DeliveryAnswer.Kind;

/**
 * An origin server that stores by STOW-RS (PS3.18 10.5). Instances go in requests of bounded size, and each has its own answer, as with
 * C-STORE: stored, with a warning, refused, or not at all since the server was not there.
 */
final class StowRsDestination implements Destination {
    private static final int SERVER_ERRORS = 500;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNSUPPORTED_MEDIA_TYPE = 415;

    /** Referenced Transfer Syntax not supported (PS3.18 I.2.2). */
    private static final int TRANSFER_SYNTAX_NOT_SUPPORTED = 0xC122;

    /** A search that finds nothing: whether the server answers it well or not, it answers. */
    private static final String PROBE = "/studies?StudyInstanceUID=2.25.0&limit=1";

    private final DicomWebClient client;
    private final int instancesPerRequest;
    private final OptionalLong bytesPerSecond;

    StowRsDestination(DicomWebClient client, int instancesPerRequest, OptionalLong bytesPerSecond) {
        this.client = client;
        this.instancesPerRequest = instancesPerRequest;
        this.bytesPerSecond = bytesPerSecond;
    }

    @Override
    public List<DeliveryAnswer> send(List<Path> files, StoreDelivery.AnswerListener listener) throws IOException {
        List<DeliveryAnswer> answers = new ArrayList<>();
        for (int from = 0; from < files.size(); from += instancesPerRequest) {
            List<InstancePart> group = new ArrayList<>();
            for (Path file : files.subList(from, Math.min(files.size(), from + instancesPerRequest))) {
                group.add(InstancePart.of(file));
            }
            boolean goOn = true;
            List<DeliveryAnswer> stored = store(group);
            for (DeliveryAnswer answer : stored) {
                answers.add(answer);
                if (!answer.isBrokenOff()) {
                    goOn &= listener.answered(answer);
                }
            }
            Optional<DeliveryAnswer> broken =
                    stored.stream().filter(DeliveryAnswer::isBrokenOff).findFirst();
            if (broken.isPresent()) {
                return withTheRest(answers, files, broken.get().message());
            }
            if (!goOn) {
                return answers;
            }
        }
        return answers;
    }

    /** Behind a group that broke off nothing was sent. */
    private static List<DeliveryAnswer> withTheRest(List<DeliveryAnswer> answers, List<Path> files, String message) {
        for (Path file : files.subList(answers.size(), files.size())) {
            answers.add(new DeliveryAnswer(file, Kind.UNREACHABLE, OptionalInt.empty(), message));
        }
        return answers;
    }

    /** One answer an instance, in their order. */
    private List<DeliveryAnswer> store(List<InstancePart> group) throws IOException {
        DicomWebClient.Answer answer;
        try {
            answer = client.post("/studies", new MultipartBody(group), bytesPerSecond);
        } catch (InstanceUnreadableException e) {
            throw e;
        } catch (IOException e) {
            Kind kind = DicomWebClient.isBeforeConnection(e) ? Kind.UNREACHABLE : Kind.UNANSWERED;
            return group.stream()
                    .map(part -> answer(
                            part, new StowResponse.Verdict(kind, OptionalInt.empty(), String.valueOf(e.getMessage()))))
                    .toList();
        }
        StowResponse response = StowResponse.of(answer);
        Map<Integer, DeliveryAnswer> answers = new TreeMap<>();
        for (int i = 0; i < group.size(); i++) {
            InstancePart part = group.get(i);
            Optional<StowResponse.Verdict> verdict = response.of(part.sopInstanceUid());
            boolean plainer = part.isCompressed() && isAgainstTransferSyntax(answer.status(), verdict);
            if (plainer) {
                answers.put(i, store(List.of(part.uncompressed())).get(0));
            } else if (verdict.isPresent()) {
                answers.put(i, answer(part, verdict.get()));
            } else if (group.size() == 1 || response.isOfAll()) {
                answers.put(i, answer(part, response.ofUnmentioned()));
            } else {
                answers.put(i, store(List.of(part)).get(0)); // nothing was said of it: it is asked for by itself
            }
        }
        return List.copyOf(answers.values());
    }

    private static boolean isAgainstTransferSyntax(int httpStatus, Optional<StowResponse.Verdict> verdict) {
        return verdict.isPresent()
                ? verdict.get().status().equals(OptionalInt.of(TRANSFER_SYNTAX_NOT_SUPPORTED))
                : httpStatus == UNSUPPORTED_MEDIA_TYPE;
    }

    private static DeliveryAnswer answer(InstancePart part, StowResponse.Verdict verdict) {
        return new DeliveryAnswer(part.file(), verdict.kind(), verdict.status(), verdict.message());
    }

    @Override
    public Optional<String> probe() {
        try {
            int status = client.get(PROBE).status();
            return status >= SERVER_ERRORS && status != 501 || status == TOO_MANY_REQUESTS
                    ? Optional.of(client.name() + " answers with HTTP status " + status + ".")
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}

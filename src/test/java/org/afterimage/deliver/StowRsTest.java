package org.afterimage.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.afterimage.deliver.DeliveryAnswer.Kind;
import org.afterimage.dicom.data.DataSet;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.DicomObject;
import org.afterimage.dicom.io.Limits;
import org.afterimage.dicom.io.Part10;
import org.afterimage.dicom.io.TransferSyntax;
import org.afterimage.dicom.net.SopReference;
import org.afterimage.dicom.net.Timeouts;
import org.afterimage.dicom.net.UpperLayerNetwork;
import org.afterimage.dicom.pixel.PixelFormat;
import org.afterimage.dicom.pixel.PixelReader;
import org.afterimage.dicom.pixel.PixelWriter;
import org.afterimage.node.NodeConfiguration;
import org.afterimage.node.StowRs;
import org.afterimage.testing.TestAuthority;
import org.afterimage.testing.TestAuthority.Wanted;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever a server answers to STOW-RS, each instance has an answer of its own that says what to do next. */
class StowRsTest {
    private static final Path HEAD = Path.of("test-fixtures/head-mr/t2/003.dcm");

    @TempDir
    private Path folder;

    @Test
    void theFilesArriveByteForByteAndEachIsStored() throws Exception {
        List<Path> files = copies(3);
        try (WebPeer peer = WebPeer.start()) {
            List<DeliveryAnswer> heard = new ArrayList<>();
            List<DeliveryAnswer> answers =
                    destination(peer, "instancesPerRequest: 2").send(files, heard::add);
            assertThat(answers).extracting(DeliveryAnswer::kind).containsOnly(Kind.SENT);
            assertThat(answers).extracting(DeliveryAnswer::file).containsExactlyElementsOf(files);
            assertThat(heard).isEqualTo(answers);
            assertThat(peer.received()).extracting(WebPeer.Received::path).containsOnly("/dicom-web/studies");
            assertThat(peer.received())
                    .extracting(request -> request.parts().size())
                    .containsExactly(2, 1);
            List<byte[]> parts = peer.received().stream()
                    .flatMap(request -> request.parts().stream())
                    .toList();
            for (int i = 0; i < files.size(); i++) {
                assertThat(parts.get(i)).isEqualTo(Files.readAllBytes(files.get(i)));
            }
        }
    }

    @Test
    void whatAServerSaysOfEachInstanceIsItsAnswer() throws Exception {
        List<Path> files = copies(3);
        String body = "{" + sequence("00081199", item(files.get(0), "00081196", 0xB000)) + ","
                + sequence("00081198", item(files.get(1), "00081197", 0xA700), item(files.get(2), "00081197", 0x0111))
                + "}";
        try (WebPeer peer = WebPeer.start().answering(202, body)) {
            List<DeliveryAnswer> answers =
                    destination(peer, "instancesPerRequest: 3").send(files, answer -> true);
            assertThat(answers)
                    .extracting(DeliveryAnswer::kind)
                    .containsExactly(Kind.WARNING, Kind.REFUSED, Kind.WARNING);
            assertThat(answers)
                    .extracting(DeliveryAnswer::status)
                    .containsExactly(OptionalInt.of(0xB000), OptionalInt.of(0xA700), OptionalInt.of(0x0111));
            assertThat(answers.get(1).message()).contains("202", "failure reason A700");
            assertThat(answers.get(2).message()).contains("already");
        }
    }

    @Test
    void whatAServerSaysNothingOfIsAskedForByItself() throws Exception {
        List<Path> files = copies(2);
        try (WebPeer peer = WebPeer.start()
                .answering(202, "{" + sequence("00081199", item(files.get(0), "00081196", 0)) + "}")
                .answering(409, "<NativeDicomModel/>")) {
            List<DeliveryAnswer> answers =
                    destination(peer, "instancesPerRequest: 2").send(files, answer -> true);
            assertThat(answers).extracting(DeliveryAnswer::kind).containsExactly(Kind.SENT, Kind.REFUSED);
            assertThat(peer.received())
                    .extracting(request -> request.parts().size())
                    .containsExactly(2, 1);
        }
    }

    @Test
    void whatWasStoredBehindOneWhoseAnswerWasLostIsStored() throws Exception {
        List<Path> files = copies(3);
        List<Path> heard = new ArrayList<>();
        try (WebPeer peer = WebPeer.start()
                .answering(202, "{" + sequence("00081199", item(files.get(1), "00081196", 0)) + "}")
                .answering(500, "")) {
            List<DeliveryAnswer> answers =
                    destination(peer, "instancesPerRequest: 2").send(files, answer -> heard.add(answer.file()));
            assertThat(answers)
                    .extracting(DeliveryAnswer::kind)
                    .containsExactly(Kind.UNANSWERED, Kind.SENT, Kind.UNREACHABLE);
            assertThat(heard).containsExactly(files.get(1));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "200, SENT, 200",
        "202, WARNING, 202",
        "400, REFUSED, 400",
        "409, REFUSED, 409",
        "413, REFUSED, too large",
        "415, REFUSED, does not take this form",
        "301, UNREACHABLE, redirection",
        "401, UNREACHABLE, credentials",
        "404, UNREACHABLE, stowRs.url",
        "408, UNREACHABLE, 408",
        "429, UNREACHABLE, 429",
        "500, UNANSWERED, 500",
        "502, UNANSWERED, 502",
        "503, UNREACHABLE, 503",
        "504, UNANSWERED, 504",
        "507, UNREACHABLE, 507"
    })
    void aStatusSaysWhetherItIsForGoodOrForNow(int status, Kind kind, String words) throws Exception {
        try (WebPeer peer = WebPeer.start().answering(status, "")) {
            DeliveryAnswer answer =
                    destination(peer, "").send(List.of(HEAD), any -> true).get(0);
            assertThat(answer.kind()).isEqualTo(kind);
            assertThat(answer.message()).contains(words);
        }
    }

    @Test
    void afterAnAnswerThatIsNoneNothingMoreGoesAndTheRestIsNotAnswered() throws Exception {
        List<Path> files = copies(3);
        try (WebPeer peer = WebPeer.start().answering(200, "").answering(503, "")) {
            List<DeliveryAnswer> heard = new ArrayList<>();
            List<DeliveryAnswer> answers = destination(peer, "").send(files, heard::add);
            assertThat(answers)
                    .extracting(DeliveryAnswer::kind)
                    .containsExactly(Kind.SENT, Kind.UNREACHABLE, Kind.UNREACHABLE);
            assertThat(heard).hasSize(1);
            assertThat(peer.received()).hasSize(2);
        }
    }

    @Test
    void aListenerThatWantsNoMoreEndsTheDelivery() throws Exception {
        try (WebPeer peer = WebPeer.start()) {
            assertThat(destination(peer, "").send(copies(3), answer -> false)).hasSize(1);
            assertThat(peer.received()).hasSize(1);
        }
    }

    @Test
    void aServerThatIsDownOrBusySaysSoAndOneThatOnlyKnowsNoSearchIsUp() throws Exception {
        int port;
        try (WebPeer peer = WebPeer.start().answering(503, "").answering(404, "")) {
            Destination destination = destination(peer, "");
            port = peer.port();
            assertThat(destination.probe()).contains("WEB answers with HTTP status 503.");
            assertThat(destination.probe()).isEmpty();
        }
        assertThat(connections(configuration("http://127.0.0.1:" + port, "")).probe())
                .hasValueSatisfying(why -> assertThat(why).contains("WEB at 127.0.0.1:" + port, "refused"));
    }

    @Test
    void aServerThatTakesTheConnectionAndNothingElseIsGivenUp() throws Exception {
        Timeouts impatient = new Timeouts(
                Duration.ofMillis(300),
                Duration.ofMillis(300),
                Duration.ofMillis(300),
                Duration.ofMillis(300),
                Duration.ofMillis(300));
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            StowRs settings = new StowRs("http://127.0.0.1:" + silent.getLocalPort(), null, Map.of(), 1, null);
            DicomWebClient client = new DicomWebClient("WEB", settings, folder, Optional.empty(), impatient);
            StowRsDestination destination = new StowRsDestination(client, 1, OptionalLong.empty());
            DeliveryAnswer answer = destination.send(List.of(HEAD), any -> true).get(0);
            assertThat(answer.kind()).as("it may have stored it").isEqualTo(Kind.UNANSWERED);
            assertThat(answer.message()).startsWith("WEB ").endsWith(" s.");
            assertThat(destination.probe()).contains("WEB did not answer within 0 s.");
        }
    }

    @Test
    void aTokenOfAFileIsReadForEachRequestAndGoesWithTheOtherHeaders() throws Exception {
        Path token = Files.writeString(folder.resolve("token"), "first\n");
        Files.writeString(folder.resolve("key"), "k-1");
        try (WebPeer peer = WebPeer.start()) {
            Destination destination =
                    destination(peer, "token: { file: token }, headers: { X-Api-Key: { file: key } }");
            destination.send(List.of(HEAD), answer -> true);
            Files.writeString(token, "second\n");
            destination.send(List.of(HEAD), answer -> true);
            assertThat(peer.received())
                    .extracting(WebPeer.Received::authorization)
                    .containsExactly("Bearer first", "Bearer second");
            assertThat(peer.received()).extracting(WebPeer.Received::apiKey).containsOnly("k-1");
            Files.delete(token);
            assertThat(destination.probe())
                    .hasValueSatisfying(why -> assertThat(why).contains("token can't be read"));
        }
    }

    @Test
    void aServerThatDoesNotTakeTheCompressedFormGetsTheSamePixelsUncompressed() throws Exception {
        DicomObject original = Part10.read(Path.of("test-fixtures/chest-dx/001.dcm"), Limits.defaults());
        int[] stored = PixelReader.frame(original, 0);
        DataSet image = original.dataSet().shallowCopy();
        image.put(PixelWriter.element(stored, PixelFormat.of(image), TransferSyntax.RLE_LOSSLESS));
        Path file = folder.resolve("rle.dcm");
        Part10.write(file, image, TransferSyntax.RLE_LOSSLESS);
        String refused = "{" + sequence("00081198", item(file, "00081197", 0xC122)) + "}";
        for (WebPeer.Reply reply : List.of(new WebPeer.Reply(409, refused), new WebPeer.Reply(415, ""))) {
            try (WebPeer peer = WebPeer.start().answering(reply.status(), reply.body())) {
                DeliveryAnswer answer =
                        destination(peer, "").send(List.of(file), any -> true).get(0);
                assertThat(answer.kind()).isEqualTo(Kind.SENT);
                Path second = Files.write(
                        folder.resolve("second.dcm"),
                        peer.received().get(1).parts().get(0));
                DicomObject stands = Part10.read(second, Limits.defaults());
                assertThat(stands.transferSyntax()).isEqualTo(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
                assertThat(PixelReader.frame(stands, 0)).isEqualTo(stored);
            }
        }
    }

    @Test
    void aFileOfOursThatIsGoneIsNoFaultOfTheServer() throws Exception {
        try (WebPeer peer = WebPeer.start()) {
            Destination destination = destination(peer, "");
            assertThatThrownBy(() -> destination.send(List.of(folder.resolve("gone.dcm")), answer -> true))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void itGoesNoFasterThanItMay() throws Exception {
        try (WebPeer peer = WebPeer.start()) {
            NodeConfiguration configuration = configuration(
                    "http://127.0.0.1:" + peer.port() + "/dicom-web",
                    "",
                    "maxAssociations: 1, maxMegabitsPerSecond: 1");
            long start = System.nanoTime();
            connections(configuration).send(List.of(HEAD), answer -> true);
            double seconds = (System.nanoTime() - start) / 1e9;
            assertThat(seconds).isGreaterThan(Files.size(HEAD) / 125_000.0 * 0.9);
        }
    }

    @Test
    void overTlsTheServerMustShowACertificateThatIsTrusted() throws Exception {
        TestAuthority hospital = TestAuthority.named("Hospital CA");
        hospital.writeTo(folder.resolve("hospital.pem"));
        TestAuthority.named("Other CA").writeTo(folder.resolve("other.pem"));
        Path key = hospital.issue(new Wanted("web").ec()).writePkcs12(folder.resolve("web.p12"), "secret");
        try (WebPeer peer = WebPeer.start(key, "secret")) {
            String url = "https://127.0.0.1:" + peer.port() + "/dicom-web";
            DeliveryAnswer trusted = connections(configuration(url, "tls: { trust: [hospital.pem] }"))
                    .send(List.of(HEAD), answer -> true)
                    .get(0);
            assertThat(trusted.kind()).as(trusted.message()).isEqualTo(Kind.SENT);
            DeliveryAnswer other = connections(configuration(url, "tls: { trust: [other.pem] }"))
                    .send(List.of(HEAD), answer -> true)
                    .get(0);
            assertThat(other.kind()).isEqualTo(Kind.UNREACHABLE);
            assertThat(other.message()).contains("no trusted certificate has signed");
        }
        Path elsewhere = hospital.issue(new Wanted("web").ec().hosts("elsewhere.example"))
                .writePkcs12(folder.resolve("elsewhere.p12"), "secret");
        try (WebPeer peer = WebPeer.start(elsewhere, "secret")) {
            String url = "https://127.0.0.1:" + peer.port() + "/dicom-web";
            assertThat(connections(configuration(url, "tls: { trust: [hospital.pem] }"))
                            .probe())
                    .hasValueSatisfying(why -> assertThat(why).contains("not for this host"));
        }
    }

    @Test
    void aSearchInPagesFindsWhatTheServerKeepsAndWhatItDoesNot() throws Exception {
        SentInstance kept = new SentInstance("1.2", "1.2.3", new SopReference("1.5", "1.2.3.4"));
        SentInstance lost = new SentInstance("1.2", "1.2.3", new SopReference("1.5", "1.2.3.5"));
        StringBuilder page = new StringBuilder("[");
        for (int i = 0; i < 200; i++) {
            page.append(i == 0 ? "" : ",").append(match("9.9." + i));
        }
        try (WebPeer peer = WebPeer.start().answering(200, page + "]").answering(200, "[" + match("1.2.3.4") + "]")) {
            Map<String, ConfirmationAnswer> answers = confirmer(peer, "qido").ask(List.of(kept, lost));
            assertThat(answers.get("1.2.3.4").kept()).isTrue();
            assertThat(answers.get("1.2.3.5").kept()).isFalse();
            assertThat(peer.received())
                    .extracting(WebPeer.Received::path)
                    .containsExactly(
                            "/dicom-web/studies/1.2/series/1.2.3/instances?limit=200&offset=0",
                            "/dicom-web/studies/1.2/series/1.2.3/instances?limit=200&offset=200");
        }
        try (WebPeer peer = WebPeer.start().answering(204, "")) {
            assertThat(confirmer(peer, "qido").ask(List.of(kept)).get("1.2.3.4").kept())
                    .isFalse();
        }
        try (WebPeer peer = WebPeer.start().answering(500, "")) {
            Confirmer confirmer = confirmer(peer, "qido");
            assertThatThrownBy(() -> confirmer.ask(List.of(kept))).hasMessageContaining("HTTP status 500");
        }
    }

    @Test
    void metadataConfirmAnInstanceAndTheirAbsenceDoesNot() throws Exception {
        SentInstance sent = new SentInstance("1.2", "1.2.3", new SopReference("1.5", "1.2.3.4"));
        try (WebPeer peer = WebPeer.start()
                .answering(200, "[" + match("1.2.3.4") + "]")
                .answering(404, "")
                .answering(200, "[]")) {
            Confirmer confirmer = confirmer(peer, "wado");
            assertThat(confirmer.ask(List.of(sent)).get("1.2.3.4").kept()).isTrue();
            assertThat(confirmer.ask(List.of(sent)).get("1.2.3.4").kept()).isFalse();
            assertThatThrownBy(() -> confirmer.ask(List.of(sent))).hasMessageContaining("not with its metadata");
        }
    }

    private Confirmer confirmer(WebPeer peer, String how) throws IOException {
        NodeConfiguration configuration =
                configuration("http://127.0.0.1:" + peer.port() + "/dicom-web", "", "confirm: " + how);
        return new DestinationConnections(configuration, new UpperLayerNetwork())
                .confirmer(configuration.remote("WEB").orElseThrow())
                .orElseThrow();
    }

    private Destination destination(WebPeer peer, String more) throws IOException {
        return connections(configuration("http://127.0.0.1:" + peer.port() + "/dicom-web", more));
    }

    private static Destination connections(NodeConfiguration configuration) {
        return new DestinationConnections(configuration, new UpperLayerNetwork())
                .to(configuration.remote("WEB").orElseThrow());
    }

    private NodeConfiguration configuration(String url, String more) throws IOException {
        return configuration(url, more, "description: web");
    }

    private NodeConfiguration configuration(String url, String more, String remote) throws IOException {
        Files.writeString(folder.resolve("node.yaml"), "aeTitles: [A]\n");
        Files.writeString(
                folder.resolve("remotes.yaml"),
                "remotes:\n  - { aeTitle: WEB, " + remote + ", stowRs: { url: '" + url + "'"
                        + (more.isEmpty() ? "" : ", " + more) + " } }\n");
        return NodeConfiguration.read(folder);
    }

    /** Instances of one series, of which only the UID differs. */
    private List<Path> copies(int count) throws IOException {
        DicomObject head = Part10.read(HEAD, Limits.defaults());
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            DataSet copy = head.dataSet().shallowCopy().putString(Tag.SOP_INSTANCE_UID, "2.25." + (100 + i));
            Path file = folder.resolve(i + ".dcm");
            Part10.write(file, copy, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
            files.add(file);
        }
        return files;
    }

    private static String item(Path file, String reasonTag, int reason) throws IOException {
        String uid = Part10.readHeader(file, Limits.defaults()).sopInstanceUid();
        return "{\"00081155\":{\"vr\":\"UI\",\"Value\":[\"" + uid + "\"]}"
                + (reason == 0 ? "" : ",\"" + reasonTag + "\":{\"vr\":\"US\",\"Value\":[" + reason + "]}") + "}";
    }

    private static String sequence(String tag, String... items) {
        return "\"" + tag + "\":{\"vr\":\"SQ\",\"Value\":[" + String.join(",", items) + "]}";
    }

    private static String match(String uid) {
        return "{\"00080018\":{\"vr\":\"UI\",\"Value\":[\"" + uid + "\"]}}";
    }
}

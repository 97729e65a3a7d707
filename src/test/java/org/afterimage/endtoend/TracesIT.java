package org.afterimage.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.trace.v1.Span;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.afterimage.deliver.DeliveryAnswer;
import org.afterimage.deliver.StoreDelivery;
import org.afterimage.dicom.data.Tag;
import org.afterimage.dicom.io.Limits;
import org.afterimage.dicom.io.Part10;
import org.afterimage.dicom.net.RemoteAe;
import org.afterimage.dicom.net.Timeouts;
import org.afterimage.dicom.net.UpperLayerNetwork;
import org.afterimage.testing.NodeProcess;
import org.afterimage.testing.Peers;
import org.afterimage.testing.ProcessPeer;
import org.afterimage.testing.TraceCollector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A collector of traces gets the way of a study, stage by stage. */
class TracesIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Path CHEST = Path.of("test-fixtures/chest-cr/001.dcm");

    @TempDir
    private Path folder;

    @Test
    void theStagesOfAJobAreSpansOfOneTrace() throws Exception {
        Peers.require("storescp");
        int pacsPort = ProcessPeer.freePort();
        NodeProcess.Setup setup = NodeProcess.Setup.write(folder.resolve("node"), "PACS", pacsPort, "");
        Path store = Files.createDirectories(folder.resolve("pacs"));
        try (TraceCollector collector = new TraceCollector();
                ProcessPeer pacs = ProcessPeer.start(store, "storescp", "-aet", "PACS", pacsPort)) {
            pacs.awaitPort(pacsPort);
            List<String> options = List.of("-Dotel.exporter.otlp.endpoint=" + collector.endpoint());
            try (NodeProcess node = NodeProcess.start(setup, options)) {
                StoreDelivery sender = new StoreDelivery(new UpperLayerNetwork(), "CR1", Timeouts.defaults());
                assertThat(sender.send(List.of(CHEST), new RemoteAe("AFTERIMAGE", "127.0.0.1", node.dicomPort())))
                        .allMatch(DeliveryAnswer::isStored);
                String study = Part10.readHeader(CHEST, Limits.defaults())
                        .dataSet()
                        .string(Tag.STUDY_INSTANCE_UID)
                        .orElseThrow();
                node.awaitJob(study, LIMIT);
                node.await(
                        "the job's span",
                        LIMIT,
                        any -> collector.spans().stream()
                                .anyMatch(span -> span.getName().equals("job bone-suppression")));
            }
            List<Span> spans = collector.spans();
            assertThat(spans)
                    .extracting(Span::getName)
                    .containsExactlyInAnyOrder(
                            "received",
                            "routed",
                            "synthesised",
                            "checked",
                            "derived",
                            "delivered",
                            "job bone-suppression");
            assertThat(spans)
                    .extracting(Span::getTraceId)
                    .containsOnly(spans.get(0).getTraceId());
        }
    }
}

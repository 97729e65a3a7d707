package org.afterimage.conformance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.afterimage.dicom.io.Implementation;
import org.afterimage.dicom.net.AssociationSettings;
import org.afterimage.dicom.net.NetworkFacts;
import org.afterimage.dicom.net.Rejection;
import org.afterimage.dicom.net.Timeouts;

/** Association policies, addresses and timeouts. */
final class NetworkChapter implements Section {
    private final StatementSource source;

    NetworkChapter(StatementSource source) {
        this.source = source;
    }

    @Override
    public void write(Markdown out) {
        out.chapter("Network communication details");
        out.section("General");
        general(out);
        out.section("Timeouts");
        timeouts(out);
        out.section("Associations that are refused");
        Markdown.Table refused = out.table("Result", "Source", "Reason", "When");
        Map<String, List<Object>> rows = new TreeMap<>();
        NetworkFacts.rejections()
                .forEach((rejection, when) -> rows.put(
                        key(rejection),
                        List.of(
                                rejection.isTransient() ? "rejected-transient (2)" : "rejected-permanent (1)",
                                rejection.source(),
                                rejection.reason() + ": " + rejection.meaning(),
                                when)));
        rows.values().forEach(row -> refused.row(row.toArray()));
        out.paragraph(
                "A presentation context is refused with 3 (abstract syntax not supported) or 4 (transfer syntaxes not"
                        + " supported); the association stands, even without any accepted context.");
        out.section("Associations that are aborted");
        Markdown.Table aborted = out.table("Source", "Reason", "When");
        NetworkFacts.aborts().forEach(abort -> aborted.row(abort.source(), abort.reason(), abort.when()));
        out.section("Physical network");
        out.paragraph(
                "TCP/IP, versions 4 and 6, over whatever the operating system offers. The addresses of `remotes.yaml` may be names; they"
                        + " are looked up for each association.");
    }

    private void general(Markdown out) {
        AssociationSettings asking = AssociationSettings.of(source.node().ownAeTitle(), Timeouts.defaults());
        Markdown.Table table = out.table("", "As acceptor", "As requestor");
        table.row("Application context", NetworkFacts.applicationContextName(), NetworkFacts.applicationContextName());
        table.row("Implementation Class UID", Implementation.CLASS_UID, Implementation.CLASS_UID);
        table.row("Implementation Version Name", Implementation.VERSION_NAME, Implementation.VERSION_NAME);
        table.row("Longest PDU that is taken, bytes", source.node().dicom().maxPduLength(), asking.maxPduLength());
        table.row("Longest PDU that is sent", "what the peer says it takes", "what the peer says it takes");
        table.row(
                "Associations at once",
                source.node().dicom().maxAssociations(),
                source.node().work().slots() + ", one for each job under way");
        table.row(
                "Asynchronous operations window",
                "what the peer asks for, at most " + NetworkFacts.largestWindow() + "; performed one after the other",
                asking.operationsWindow() == 1 ? "not proposed" : asking.operationsWindow());
    }

    private void timeouts(Markdown out) {
        Timeouts served = source.node().dicom().timeouts();
        Timeouts asked = Timeouts.defaults();
        Markdown.Table table = out.table("Wait", "As acceptor, s", "As requestor, s");
        List<Object[]> rows = new ArrayList<>();
        rows.add(new Object[] {"for the TCP connection", "", seconds(asked.connect())});
        rows.add(new Object[] {
            "for A-ASSOCIATE and A-RELEASE (ARTIM)", seconds(served.associate()), seconds(asked.associate())
        });
        rows.add(new Object[] {"for the next message or a response", seconds(served.idle()), seconds(asked.idle())});
        rows.add(new Object[] {"for the next PDU within a message", seconds(served.message()), seconds(asked.message())
        });
        rows.add(new Object[] {"for the peer to take a PDU", seconds(served.write()), seconds(asked.write())});
        rows.forEach(table::row);
        out.paragraph("When a wait ends in vain the association is aborted.");
    }

    private static String key(Rejection rejection) {
        return rejection.result() + "." + rejection.source() + "." + rejection.reason();
    }

    private static String seconds(Duration duration) {
        return Long.toString(duration.toSeconds());
    }
}

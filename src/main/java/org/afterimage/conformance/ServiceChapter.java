package org.afterimage.conformance;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.afterimage.deliver.DeliveryAnswer;
import org.afterimage.dicom.data.SopClass;
import org.afterimage.dicom.io.TransferSyntax;
import org.afterimage.dicom.net.DimseRefusal;
import org.afterimage.dicom.net.Status;
import org.afterimage.dicom.net.SupportedService;
import org.afterimage.dicom.pixel.PixelReader;
import org.afterimage.model.ModelPackage;
import org.afterimage.node.DerivedTransferSyntax;
import org.afterimage.receive.ReceiveRefusal;
import org.afterimage.route.RouteSettings.Route;

/** Service by service: what is proposed and accepted, which statuses are sent, and what received ones lead to. */
final class ServiceChapter implements Section {
    private final StatementSource source;

    ServiceChapter(StatementSource source) {
        this.source = source;
    }

    @Override
    public void write(Markdown out) {
        out.chapter("Service and interoperability description");
        out.section("Presentation contexts that are accepted");
        accepted(out);
        out.section("Presentation contexts that are proposed");
        proposed(out);
        out.section("Storage as provider");
        out.paragraph(
                "Level 2 (full): every attribute is kept, private ones included, byte for byte as it came. Data elements"
                        + " are not coerced. An instance that comes again with the same content is answered Success and kept once; with"
                        + " other content "
                        + otherContent()
                        + ", and the fact is recorded (storage.otherContent). Instances are kept as long as storage.keep says, in any case"
                        + " until what was made of them is delivered.");
        sent(out);
        out.section("Storage as user");
        received(out);
        out.section("Query, retrieval and storage commitment");
        Markdown.Table other = out.table("Service", "Role", "Operations", "Described in");
        Stream.concat(source.provided().stream(), source.used().stream())
                .distinct()
                .filter(service ->
                        !service.name().equals("Storage") && !service.name().equals("Verification"))
                .forEach(service -> other.row(
                        service.name(), service.role(), String.join(", ", service.operations()), service.section()));
        out.section("Verification");
        out.paragraph(
                "As provider every C-ECHO-RQ is answered Success. As user: `./afterimage echo AET@HOST:PORT` asks, and"
                        + " says in one sentence what is wrong.");
    }

    private String otherContent() {
        return switch (source.node().storage().otherContent()) {
            case KEEP_FIRST -> "the first copy is kept";
            case REFUSE -> "it is refused";
            case REPLACE ->
                "it takes the place of the first copy, unless the study was routed, when the first copy is kept";
        };
    }

    /** Classes that are accepted with the same transfer syntaxes share a table. */
    private void accepted(Markdown out) {
        Map<String, List<String>> classes = new TreeMap<>(source.acceptedSopClasses().stream()
                .collect(Collectors.groupingBy(uid -> source.acceptedTransferSyntaxes(uid).stream()
                        .map(TransferSyntax::uid)
                        .collect(Collectors.joining(" ")))));
        for (List<String> same : classes.values()) {
            out.paragraph(
                    "SOP classes: " + same.stream().map(ServiceChapter::named).collect(Collectors.joining(", ")) + ".");
            if (SopClass.storage().containsAll(same)) {
                acceptedForImages(out, same.get(0));
            } else {
                Markdown.Table table = out.table("Transfer syntax", "UID");
                source.acceptedTransferSyntaxes(same.get(0)).forEach(syntax -> table.row(syntax.name(), syntax.uid()));
            }
        }
        out.paragraph(
                "Of several transfer syntaxes in one presentation context the first that is listed above is accepted, in the"
                        + " order in which the peer proposes them. Instances are stored and kept in the transfer syntax in which they came.");
    }

    private void acceptedForImages(Markdown out, String sopClassUid) {
        Markdown.Table table = out.table("Transfer syntax", "UID", "Pixels decoded", "Derived series sent so");
        source.acceptedTransferSyntaxes(sopClassUid)
                .forEach(syntax -> table.row(
                        syntax.name(),
                        syntax.uid(),
                        PixelReader.reads(syntax) ? "Yes" : "No, only kept",
                        isSent(syntax) ? "Yes" : "No"));
    }

    private void proposed(Markdown out) {
        Markdown.Table table = out.table("Activity", "SOP class", "Transfer syntaxes", "Role");
        table.row(
                "verify a remote",
                named(SopClass.VERIFICATION),
                TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN.name(),
                "SCU");
        source.routes().routes().forEach(route -> proposed(table, route));
        source.routes().routes().stream()
                .filter(route -> source.model(route).isPresent())
                .map(Route::destination)
                .distinct()
                .forEach(destination -> proposed(
                        table,
                        destination,
                        SopClass.KEY_OBJECT_SELECTION_DOCUMENT,
                        TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN));
        for (SupportedService service : source.used()) {
            if (!service.name().equals("Verification") && !service.name().equals("Storage")) {
                service.sopClassUids()
                        .forEach(uid -> table.row(
                                service.operations().get(0),
                                named(uid),
                                TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN.name() + "; "
                                        + TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN.name(),
                                service.role()));
            }
        }
        out.paragraph(
                "C-GET proposes storage SOP classes besides its own, with this side as their SCP (role selection). A storage"
                        + " commitment result that goes over an association of its own is proposed with the role of the SCP. SOP class"
                        + " extended negotiation is proposed for relational queries and retrievals alone.");
    }

    /** What is proposed to a route's destination: the transfer syntax that remotes.yaml asks for, and the one that every peer knows. */
    private void proposed(Markdown.Table table, Route route) {
        TransferSyntax wanted = source.configuration()
                .remote(route.destination())
                .map(remote -> remote.derivedTransferSyntax().syntax())
                .orElse(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
        for (ModelPackage model : source.model(route).stream().toList()) {
            model.manifest().accepts().sopClass().forEach(uid -> proposed(table, route.destination(), uid, wanted));
        }
    }

    private static void proposed(Markdown.Table table, String destination, String uid, TransferSyntax wanted) {
        table.row(
                "send to " + destination,
                named(uid),
                wanted.name() + "; " + TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN.name()
                        + " (a presentation context each)",
                "SCU");
    }

    /** Whether a destination can have derived series in it: as remotes.yaml asks, or in the one that every peer knows. */
    private static boolean isSent(TransferSyntax syntax) {
        return syntax.equals(TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN)
                || Arrays.stream(DerivedTransferSyntax.values())
                        .anyMatch(wanted -> wanted.syntax().equals(syntax));
    }

    private static void sent(Markdown out) {
        Markdown.Table table = out.table("Status", "Code", "When");
        table.row("Success", Status.SUCCESS, "the instance is synced to disk and committed to the index");
        for (ReceiveRefusal refusal : ReceiveRefusal.values()) {
            row(table, refusal.status());
        }
        for (DimseRefusal refusal : DimseRefusal.values()) {
            if (refusal.operation().equals("C-STORE")) {
                row(table, refusal.status());
            }
        }
        out.paragraph("The reason travels as Error Comment (0000,0902), its first 64 characters.");
        Markdown.Table others = out.table("Other operations", "Code", "Reason");
        for (DimseRefusal refusal : DimseRefusal.values()) {
            if (!refusal.operation().equals("C-STORE")) {
                others.row(
                        refusal.operation(),
                        code(refusal.status()),
                        refusal.status().comment());
            }
        }
    }

    private static void row(Markdown.Table table, Status status) {
        table.row(status.isFailure() ? "Failure" : "Warning", code(status), status.comment());
    }

    private static void received(Markdown out) {
        Markdown.Table table = out.table("Status of the peer", "Code", "The node");
        table.row("Success", code(Status.SUCCESS), consequence(DeliveryAnswer.Kind.of(Status.SUCCESS)));
        // PS3.4 Table B.2-1 and the general ones of PS3.7 Annex C that apply to C-STORE; what follows from each is
        // asked of the code.
        Map<Integer, String> standard = new TreeMap<>(Map.of(
                0xA700, "Refused: Out of Resources (A7xx)",
                0xA900, "Error: Data Set does not match SOP Class (A9xx)",
                0xC000, "Error: Cannot understand (Cxxx)",
                0xB000, "Warning: Coercion of Data Elements",
                0xB006, "Warning: Elements Discarded",
                0xB007, "Warning: Data Set does not match SOP Class",
                0x0117, "Invalid SOP Instance",
                0x0122, "SOP Class Not Supported",
                0x0124, "Not Authorized",
                0x0211, "Unrecognized Operation"));
        standard.forEach((code, name) ->
                table.row(name, code(Status.of(code)), consequence(DeliveryAnswer.Kind.of(Status.of(code)))));
        table.row("any other", "", consequence(DeliveryAnswer.Kind.of(Status.of(0x01FF))));
        table.row("none: association refused or aborted", "", consequence(DeliveryAnswer.Kind.UNREACHABLE));
        table.row("none: aborted or timed out after the request", "", consequence(DeliveryAnswer.Kind.UNANSWERED));
    }

    private static String consequence(DeliveryAnswer.Kind kind) {
        return switch (kind) {
            case SENT -> "counts the instance as delivered";
            case WARNING -> "counts the instance as delivered and keeps the warning with the job";
            case REFUSED -> "keeps status and comment with the job, and sends the series again as above";
            case UNREACHABLE -> "sends the series again as above";
            case UNANSWERED ->
                "sends the series again as above; if a person withdraws it meanwhile, a rejection note lists the instance";
        };
    }

    private static String code(Status status) {
        return status.withComment("").toString();
    }

    private static String named(String uid) {
        return SopClass.nameOf(uid);
    }
}

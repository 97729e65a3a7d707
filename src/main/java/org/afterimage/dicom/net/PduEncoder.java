package org.afterimage.dicom.net;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Makes the bytes of PDUs from their records (PS3.8 9.3.2 to 9.3.8). */
final class PduEncoder {

    private static final int RESERVED_BEFORE_ITEMS = 32;

    private PduEncoder() {}

    /** Returns the whole PDU. */
    static byte[] encode(Pdu pdu) {
        byte[] body = bytes(out -> writeBody(out, pdu));
        return bytes(out -> {
            out.writeShort(pdu.type().code() << 8);
            out.writeInt(body.length);
            out.write(body);
        });
    }

    private static void writeBody(DataOutputStream out, Pdu pdu) throws IOException {
        if (pdu instanceof AAssociateRq rq) {
            writeAssociateHeader(out, rq.protocolVersion(), rq.calledAeTitle(), rq.callingAeTitle());
            writeItem(out, ItemType.APPLICATION_CONTEXT, rq.applicationContextName());
            for (PresentationContextRq context : rq.presentationContexts()) {
                writeItem(out, ItemType.PRESENTATION_CONTEXT_RQ, item -> writeContext(item, context));
            }
            writeItem(out, ItemType.USER_INFORMATION, item -> UserInformationItem.encode(item, rq.userInformation()));
        } else if (pdu instanceof AAssociateAc ac) {
            writeAssociateHeader(out, ac.protocolVersion(), ac.calledAeTitle(), ac.callingAeTitle());
            writeItem(out, ItemType.APPLICATION_CONTEXT, ac.applicationContextName());
            for (PresentationContextAc context : ac.presentationContexts()) {
                writeItem(out, ItemType.PRESENTATION_CONTEXT_AC, item -> writeContext(item, context));
            }
            writeItem(out, ItemType.USER_INFORMATION, item -> UserInformationItem.encode(item, ac.userInformation()));
        } else if (pdu instanceof AAssociateRj rj) {
            Rejection rejection = rj.rejection();
            out.write(new byte[] {0, (byte) rejection.result(), (byte) rejection.source(), (byte) rejection.reason()});
        } else if (pdu instanceof PDataTf data) {
            for (PresentationDataValue value : data.presentationDataValues()) {
                writeValue(out, value);
            }
        } else if (pdu instanceof AAbort abort) {
            out.write(new byte[] {0, 0, (byte) abort.source(), (byte) abort.reason()});
        } else {
            out.writeInt(0);
        }
    }

    private static void writeAssociateHeader(DataOutputStream out, int version, String called, String calling)
            throws IOException {
        out.writeShort(version);
        out.writeShort(0);
        out.write(paddedAeTitle(called));
        out.write(paddedAeTitle(calling));
        out.write(new byte[RESERVED_BEFORE_ITEMS]);
    }

    private static byte[] paddedAeTitle(String aeTitle) {
        return String.format("%-" + AeTitle.MAX_LENGTH + "s", aeTitle).getBytes(StandardCharsets.US_ASCII);
    }

    private static void writeContext(DataOutputStream out, PresentationContextRq context) throws IOException {
        out.write(new byte[] {(byte) context.id(), 0, 0, 0});
        writeItem(out, ItemType.ABSTRACT_SYNTAX, context.abstractSyntaxUid());
        for (String transferSyntax : context.transferSyntaxUids()) {
            writeItem(out, ItemType.TRANSFER_SYNTAX, transferSyntax);
        }
    }

    private static void writeContext(DataOutputStream out, PresentationContextAc context) throws IOException {
        out.write(new byte[] {(byte) context.id(), 0, (byte) context.result(), 0});
        writeItem(out, ItemType.TRANSFER_SYNTAX, context.transferSyntaxUid());
    }

    private static void writeValue(DataOutputStream out, PresentationDataValue value) throws IOException {
        ByteBuffer fragment = value.fragment().duplicate();
        byte[] bytes = new byte[fragment.remaining()];
        fragment.get(bytes);
        out.writeInt(PresentationDataValue.COUNTED_HEADER_LENGTH + bytes.length);
        out.writeByte(value.contextId());
        out.writeByte(PresentationDataValue.controlHeader(value.command(), value.last()));
        out.write(bytes);
    }

    /** Writes an item that holds text. */
    static void writeItem(DataOutputStream out, int type, String text) throws IOException {
        writeItem(out, type, item -> item.write(text.getBytes(StandardCharsets.US_ASCII)));
    }

    /** Writes an item. */
    static void writeItem(DataOutputStream out, int type, Body body) throws IOException {
        byte[] content = bytes(body);
        out.writeShort(type << 8);
        out.writeShort(content.length);
        out.write(content);
    }

    /** Writes the content of an item. */
    interface Body {
        void writeTo(DataOutputStream out) throws IOException;
    }

    private static byte[] bytes(Body body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            body.writeTo(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException("An array refused bytes.", e);
        }
        return bytes.toByteArray();
    }
}

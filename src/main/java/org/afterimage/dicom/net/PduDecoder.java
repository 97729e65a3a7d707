package org.afterimage.dicom.net;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Makes PDU records from their bytes (PS3.8 9.3.2 to 9.3.8). All numbers are big endian; unknown items are skipped, as
 * the standard demands.
 */
final class PduDecoder {

    /** Far more than any peer uses; it keeps a PDU full of empty fragments from becoming millions of objects. */
    private static final int MAX_PDVS = 1024;

    private static final int RESERVED_BEFORE_ITEMS = 32;

    private PduDecoder() {}

    /**
     * Decodes the variable field of a PDU.
     *
     * @param type its type
     * @param body its variable field, consumed
     * @throws ProtocolViolationException when it is malformed
     */
    static Pdu decode(PduType type, ByteBuffer body) throws ProtocolViolationException {
        try {
            return switch (type) {
                case A_ASSOCIATE_RQ -> associateRq(body);
                case A_ASSOCIATE_AC -> associateAc(body);
                case A_ASSOCIATE_RJ -> new AAssociateRj(new Rejection(u8(body, 1), u8(body, 2), u8(body, 3)));
                case P_DATA_TF -> pDataTf(body);
                case A_RELEASE_RQ -> new AReleaseRq();
                case A_RELEASE_RP -> new AReleaseRp();
                case A_ABORT -> new AAbort(u8(body, 2), u8(body, 3));
            };
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw malformed(type + " whose items are longer than itself");
        }
    }

    private static AAssociateRq associateRq(ByteBuffer body) throws ProtocolViolationException {
        Header header = header(body);
        String applicationContext = "";
        List<PresentationContextRq> contexts = new ArrayList<>();
        UserInformation userInformation = UserInformationItem.decode(ByteBuffer.allocate(0));
        BitSet ids = new BitSet();
        while (body.hasRemaining()) {
            int type = itemType(body);
            ByteBuffer item = item(body);
            switch (type) {
                case ItemType.APPLICATION_CONTEXT -> applicationContext = text(item);
                case ItemType.PRESENTATION_CONTEXT_RQ -> contexts.add(presentationContextRq(item, ids));
                case ItemType.USER_INFORMATION -> userInformation = UserInformationItem.decode(item);
                default -> {}
            }
        }
        return new AAssociateRq(
                header.version(), header.called(), header.calling(), applicationContext, contexts, userInformation);
    }

    private static AAssociateAc associateAc(ByteBuffer body) {
        Header header = header(body);
        String applicationContext = "";
        List<PresentationContextAc> contexts = new ArrayList<>();
        UserInformation userInformation = UserInformationItem.decode(ByteBuffer.allocate(0));
        while (body.hasRemaining()) {
            int type = itemType(body);
            ByteBuffer item = item(body);
            switch (type) {
                case ItemType.APPLICATION_CONTEXT -> applicationContext = text(item);
                case ItemType.PRESENTATION_CONTEXT_AC -> contexts.add(presentationContextAc(item));
                case ItemType.USER_INFORMATION -> userInformation = UserInformationItem.decode(item);
                default -> {}
            }
        }
        return new AAssociateAc(
                header.version(), header.called(), header.calling(), applicationContext, contexts, userInformation);
    }

    private record Header(int version, String called, String calling) {}

    private static Header header(ByteBuffer body) {
        int version = Short.toUnsignedInt(body.getShort());
        body.getShort();
        String called = text(take(body, AeTitle.MAX_LENGTH));
        String calling = text(take(body, AeTitle.MAX_LENGTH));
        take(body, RESERVED_BEFORE_ITEMS);
        return new Header(version, called, calling);
    }

    private static PresentationContextRq presentationContextRq(ByteBuffer item, BitSet ids)
            throws ProtocolViolationException {
        int id = Byte.toUnsignedInt(item.get());
        take(item, 3);
        if (id % 2 == 0 || ids.get(id)) {
            throw malformed("presentation context ID " + id + ", which is even or not unique");
        }
        ids.set(id);
        String abstractSyntax = "";
        List<String> transferSyntaxes = new ArrayList<>();
        while (item.hasRemaining()) {
            int type = itemType(item);
            ByteBuffer subItem = item(item);
            switch (type) {
                case ItemType.ABSTRACT_SYNTAX -> abstractSyntax = text(subItem);
                case ItemType.TRANSFER_SYNTAX -> transferSyntaxes.add(text(subItem));
                default -> {}
            }
        }
        return new PresentationContextRq(id, abstractSyntax, transferSyntaxes);
    }

    private static PresentationContextAc presentationContextAc(ByteBuffer item) {
        int id = Byte.toUnsignedInt(item.get());
        item.get();
        int result = Byte.toUnsignedInt(item.get());
        item.get();
        String transferSyntax = "";
        while (item.hasRemaining()) {
            int type = itemType(item);
            ByteBuffer subItem = item(item);
            if (type == ItemType.TRANSFER_SYNTAX) {
                transferSyntax = text(subItem);
            }
        }
        return new PresentationContextAc(id, result, transferSyntax);
    }

    private static PDataTf pDataTf(ByteBuffer body) throws ProtocolViolationException {
        List<PresentationDataValue> values = new ArrayList<>(2);
        while (body.hasRemaining()) {
            int length = body.getInt();
            if (length < PresentationDataValue.COUNTED_HEADER_LENGTH || length > body.remaining()) {
                throw malformed("a presentation data value of " + Integer.toUnsignedLong(length) + " bytes");
            }
            if (values.size() == MAX_PDVS) {
                throw malformed("P-DATA-TF of more than " + MAX_PDVS + " fragments");
            }
            int contextId = Byte.toUnsignedInt(body.get());
            int controlHeader = body.get();
            ByteBuffer fragment = take(body, length - PresentationDataValue.COUNTED_HEADER_LENGTH);
            values.add(PresentationDataValue.of(contextId, controlHeader, fragment));
        }
        if (values.isEmpty()) {
            throw malformed("P-DATA-TF without a presentation data value");
        }
        return new PDataTf(values);
    }

    /** Takes the type of an item and the reserved byte behind it. */
    static int itemType(ByteBuffer buffer) {
        int type = Byte.toUnsignedInt(buffer.get());
        buffer.get();
        return type;
    }

    /** Takes what an item of a length in two bytes holds. */
    static ByteBuffer item(ByteBuffer buffer) {
        return take(buffer, Short.toUnsignedInt(buffer.getShort()));
    }

    /** Takes so many bytes. */
    static ByteBuffer take(ByteBuffer buffer, int length) {
        ByteBuffer taken = buffer.slice(buffer.position(), length);
        buffer.position(buffer.position() + length);
        return taken;
    }

    private static int u8(ByteBuffer buffer, int index) {
        return Byte.toUnsignedInt(buffer.get(index));
    }

    /**
     * Takes a UID, an AE title or a name. Some peers pad all of them with spaces or NULs. What cannot be printed
     * becomes a question mark, so that a hostile title can neither match a configured one by accident nor break a log
     * line.
     */
    static String text(ByteBuffer buffer) {
        return Ascii.printable(
                StandardCharsets.US_ASCII.decode(buffer).toString().trim());
    }

    private static ProtocolViolationException malformed(String what) {
        return new ProtocolViolationException(AAbort.INVALID_PDU_PARAMETER_VALUE, "sent " + what);
    }
}

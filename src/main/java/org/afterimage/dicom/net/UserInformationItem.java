package org.afterimage.dicom.net;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads and writes the content of the user information item, sub-item by sub-item (PS3.8 9.3.2.3, PS3.7 D.3.3). */
final class UserInformationItem {

    private long maxLength;
    private String classUid = "";
    private String versionName = "";
    private AsynchronousOperationsWindow window = AsynchronousOperationsWindow.NOT_NEGOTIATED;
    private final List<RoleSelection> roles = new ArrayList<>();
    private final List<SopClassExtendedNegotiation> extended = new ArrayList<>();
    private final List<SopClassCommonExtendedNegotiation> commonExtended = new ArrayList<>();
    private Optional<UserIdentity> identity = Optional.empty();
    private Optional<UserIdentityAnswer> identityAnswer = Optional.empty();

    private UserInformationItem() {}

    /** Reads the content of the item; buffer exceptions say that a sub-item is longer than its item. */
    static UserInformation decode(ByteBuffer item) {
        UserInformationItem read = new UserInformationItem();
        while (item.hasRemaining()) {
            int type = PduDecoder.itemType(item);
            read.take(type, PduDecoder.item(item));
        }
        return new UserInformation(
                read.maxLength,
                read.classUid,
                read.versionName,
                read.window,
                read.roles,
                read.extended,
                read.commonExtended,
                read.identity,
                read.identityAnswer);
    }

    private void take(int type, ByteBuffer subItem) {
        switch (type) {
            case ItemType.MAXIMUM_LENGTH -> maxLength = Integer.toUnsignedLong(subItem.getInt());
            case ItemType.IMPLEMENTATION_CLASS_UID -> classUid = PduDecoder.text(subItem);
            case ItemType.IMPLEMENTATION_VERSION_NAME -> versionName = PduDecoder.text(subItem);
            case ItemType.ASYNCHRONOUS_OPERATIONS_WINDOW ->
                window = new AsynchronousOperationsWindow(
                        Short.toUnsignedInt(subItem.getShort()), Short.toUnsignedInt(subItem.getShort()));
            case ItemType.ROLE_SELECTION ->
                roles.add(new RoleSelection(countedText(subItem), subItem.get() != 0, subItem.get() != 0));
            case ItemType.SOP_CLASS_EXTENDED_NEGOTIATION ->
                extended.add(new SopClassExtendedNegotiation(countedText(subItem), rest(subItem)));
            case ItemType.SOP_CLASS_COMMON_EXTENDED_NEGOTIATION ->
                commonExtended.add(new SopClassCommonExtendedNegotiation(
                        countedText(subItem), countedText(subItem), texts(PduDecoder.item(subItem))));
            case ItemType.USER_IDENTITY_RQ ->
                identity = Optional.of(new UserIdentity(
                        Byte.toUnsignedInt(subItem.get()),
                        subItem.get() != 0,
                        rest(PduDecoder.item(subItem)),
                        rest(PduDecoder.item(subItem))));
            case ItemType.USER_IDENTITY_AC ->
                identityAnswer = Optional.of(new UserIdentityAnswer(rest(PduDecoder.item(subItem))));
            default -> {}
        }
    }

    /** Writes the content of the item, sub-items in the order of their types, as PS3.7 D.3.3 recommends. */
    static void encode(DataOutputStream out, UserInformation information) throws IOException {
        PduEncoder.writeItem(out, ItemType.MAXIMUM_LENGTH, item -> item.writeInt((int) information.maxPduLength()));
        PduEncoder.writeItem(out, ItemType.IMPLEMENTATION_CLASS_UID, information.implementationClassUid());
        AsynchronousOperationsWindow window = information.asynchronousOperationsWindow();
        if (window.isNegotiated()) {
            PduEncoder.writeItem(out, ItemType.ASYNCHRONOUS_OPERATIONS_WINDOW, item -> {
                item.writeShort(window.operationsInvoked());
                item.writeShort(window.operationsPerformed());
            });
        }
        for (RoleSelection role : information.roleSelections()) {
            PduEncoder.writeItem(out, ItemType.ROLE_SELECTION, item -> {
                writeCounted(item, ascii(role.sopClassUid()));
                item.writeBoolean(role.scu());
                item.writeBoolean(role.scp());
            });
        }
        PduEncoder.writeItem(out, ItemType.IMPLEMENTATION_VERSION_NAME, information.implementationVersionName());
        encodeNegotiations(out, information);
        encodeIdentity(out, information);
    }

    private static void encodeNegotiations(DataOutputStream out, UserInformation information) throws IOException {
        for (SopClassExtendedNegotiation negotiation : information.extendedNegotiations()) {
            PduEncoder.writeItem(out, ItemType.SOP_CLASS_EXTENDED_NEGOTIATION, item -> {
                writeCounted(item, ascii(negotiation.sopClassUid()));
                item.write(negotiation.serviceClassApplicationInformation());
            });
        }
        for (SopClassCommonExtendedNegotiation negotiation : information.commonExtendedNegotiations()) {
            PduEncoder.writeItem(out, ItemType.SOP_CLASS_COMMON_EXTENDED_NEGOTIATION, item -> {
                writeCounted(item, ascii(negotiation.sopClassUid()));
                writeCounted(item, ascii(negotiation.serviceClassUid()));
                List<byte[]> related = negotiation.relatedGeneralSopClassUids().stream()
                        .map(UserInformationItem::ascii)
                        .toList();
                item.writeShort(related.stream()
                        .mapToInt(uid -> Short.BYTES + uid.length)
                        .sum());
                for (byte[] uid : related) {
                    writeCounted(item, uid);
                }
            });
        }
    }

    private static void encodeIdentity(DataOutputStream out, UserInformation information) throws IOException {
        if (information.userIdentity().isPresent()) {
            UserIdentity user = information.userIdentity().get();
            PduEncoder.writeItem(out, ItemType.USER_IDENTITY_RQ, item -> {
                item.writeByte(user.type());
                item.writeBoolean(user.positiveResponseRequested());
                writeCounted(item, user.primaryField());
                writeCounted(item, user.secondaryField());
            });
        }
        if (information.userIdentityAnswer().isPresent()) {
            byte[] response = information.userIdentityAnswer().get().serverResponse();
            PduEncoder.writeItem(out, ItemType.USER_IDENTITY_AC, item -> writeCounted(item, response));
        }
    }

    private static void writeCounted(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeShort(bytes.length);
        out.write(bytes);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String countedText(ByteBuffer buffer) {
        return PduDecoder.text(PduDecoder.item(buffer));
    }

    private static List<String> texts(ByteBuffer buffer) {
        List<String> texts = new ArrayList<>();
        while (buffer.hasRemaining()) {
            texts.add(countedText(buffer));
        }
        return texts;
    }

    private static byte[] rest(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}

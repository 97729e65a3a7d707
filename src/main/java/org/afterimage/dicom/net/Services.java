package org.afterimage.dicom.net;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.afterimage.dicom.data.SopClass;

/**
 * What a listener does with the requests that reach it: verification always, and what it is given besides (PS3.4 Annexes A, B and J).
 * Immutable. A service is added by a class that performs it and a line that puts it here.
 */
public final class Services {

    private final List<Provider> providers;

    private Services(List<Provider> providers) {
        this.providers = List.copyOf(providers);
    }

    /**
     * One service.
     *
     * @param description what it is
     * @param commandField Command Field of the requests that it performs
     * @param opening makes its performer for one association
     */
    private record Provider(
            SupportedService description, int commandField, Function<ServedContext, DimseService> opening) {}

    /** Returns verification and nothing else (PS3.4 Annex A). */
    public static Services verification() {
        return new Services(List.of(
                new Provider(VerificationScp.DESCRIPTION, CommandField.C_ECHO_RQ, context -> new VerificationScp())));
    }

    /** Returns verification and storage (PS3.4 Annex B); which SOP classes are stored is the policy's to say. */
    public static Services storing(StoreService store) {
        return verification()
                .and(new Provider(
                        StorageScp.DESCRIPTION,
                        CommandField.C_STORE_RQ,
                        context -> new StorageScp(store, context.associationId())));
    }

    /** Returns these services and storage commitment as the SCP, which says what is safe here (PS3.4 Annex J). */
    public Services withStorageCommitment(StorageCommitmentService service) {
        return and(new Provider(
                StorageCommitmentScp.DESCRIPTION,
                CommandField.N_ACTION_RQ,
                context -> new StorageCommitmentScp(service, context)));
    }

    /**
     * Returns these services and storage commitment as the SCU that is told results on associations which the SCP opens
     * (PS3.4 J.3.3). They reach the {@link DicomNetwork#commit} calls of the same network.
     */
    public Services withStorageCommitmentResults() {
        return and(new Provider(
                StorageCommitmentResultReceiver.DESCRIPTION,
                CommandField.N_EVENT_REPORT_RQ,
                context -> new StorageCommitmentResultReceiver(context.transactions())));
    }

    /** Returns what these services are, for a conformance statement. */
    public List<SupportedService> supported() {
        return providers.stream().map(Provider::description).toList();
    }

    /** Makes the performers for one association, by the Command Field of their requests. */
    Map<Integer, DimseService> open(ServedContext context) {
        Map<Integer, DimseService> performers = new HashMap<>();
        providers.forEach(provider ->
                performers.put(provider.commandField(), provider.opening().apply(context)));
        return performers;
    }

    /**
     * Returns which roles a requestor may play for a SOP class: the opposite of those that these services play. A class
     * that no service names is left to the policy, and its requestor may be an SCU.
     */
    RoleSelection rolesOfRequestor(String sopClassUid) {
        boolean scu = provides(sopClassUid, SupportedService.Role.SCP);
        boolean scp = provides(sopClassUid, SupportedService.Role.SCU);
        return new RoleSelection(sopClassUid, scu || !scp && !isReserved(sopClassUid), scp);
    }

    /** Says whether results of storage commitment requests are taken. */
    boolean takesStorageCommitmentResults() {
        return provides(SopClass.STORAGE_COMMITMENT_PUSH_MODEL, SupportedService.Role.SCU);
    }

    private boolean provides(String sopClassUid, SupportedService.Role role) {
        return providers.stream()
                .map(Provider::description)
                .anyMatch(description ->
                        description.role() == role && description.sopClassUids().contains(sopClassUid));
    }

    /** A class of a service that these services could contain, and do not, is not a storage class. */
    private static boolean isReserved(String sopClassUid) {
        return sopClassUid.equals(SopClass.STORAGE_COMMITMENT_PUSH_MODEL);
    }

    private Services and(Provider provider) {
        List<Provider> more = new ArrayList<>(providers);
        more.removeIf(existing -> existing.commandField() == provider.commandField());
        more.add(provider);
        return new Services(more);
    }
}

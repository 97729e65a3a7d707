package org.afterimage.console.people;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.util.Optional;

/** What an administrator does to accounts: each with its entry in the audit log, in one transaction, or not at all. */
@ApplicationScoped
public class People {
    private final Accounts accounts;
    private final AuditLog log;

    /** For the container. */
    public People(Accounts accounts, AuditLog log) {
        this.accounts = accounts;
        this.log = log;
    }

    /**
     * Makes an account with a password that must be changed.
     *
     * @throws RefusedException if the name can't be used, or is taken
     */
    @Transactional(rollbackOn = Exception.class)
    public Accounts.New create(AuditLog.Who who, String name, Role role) throws SQLException, RefusedException {
        Accounts.New made = accounts.create(name, role);
        log.add(who, new AuditLog.What("person.create", made.account().name(), "", role.name()));
        return made;
    }

    /**
     * Gives an account another role, or shuts or opens it. Two changes at the same moment come one after the other, so that neither undoes what
     * the other did to what it leaves alone.
     *
     * @param role null where it stays
     * @param shut null where it stays
     * @return the account as it was; empty where there is none
     * @throws RefusedException if it is the own one, or the last local administrator's, or a provider says which role it has
     */
    @Transactional(rollbackOn = Exception.class)
    public Optional<Account> change(AuditLog.Who who, long id, Role role, Boolean shut)
            throws SQLException, RefusedException {
        Optional<Account> before = accounts.locked(id);
        if (before.isPresent()) {
            requireAnothers(who, before.get());
            if (before.get().provided() && role != null && role != before.get().role()) {
                throw new RefusedException("providedRole");
            }
            Role nextRole = role == null ? before.get().role() : role;
            boolean nextShut = shut == null ? before.get().disabled() : shut;
            accounts.change(id, nextRole, nextShut);
            log.add(
                    who,
                    new AuditLog.What(
                            "person.change",
                            before.get().name(),
                            words(before.get().role(), before.get().disabled()),
                            words(nextRole, nextShut)));
        }
        return before;
    }

    /**
     * Makes another password, which must be changed.
     *
     * @return it, with the account; empty where there is none
     * @throws RefusedException if it is the own account, or one that has no password here
     */
    @Transactional(rollbackOn = Exception.class)
    public Optional<Accounts.New> reset(AuditLog.Who who, long id) throws SQLException, RefusedException {
        Optional<Account> account = accounts.find(id);
        if (account.isEmpty()) {
            return Optional.empty();
        }
        requireAnothers(who, account.get());
        if (account.get().provided()) {
            throw new RefusedException("providedPassword");
        }
        String password = accounts.reset(id);
        log.add(
                who,
                new AuditLog.What(
                        "person.password", account.get().name(), "a password", "another, to be changed at sign-in"));
        return Optional.of(new Accounts.New(account.get(), password));
    }

    private static void requireAnothers(AuditLog.Who who, Account account) throws RefusedException {
        if (account.name().equals(who.person())) {
            throw new RefusedException("ownAccount");
        }
    }

    private static String words(Role role, boolean shut) {
        return role + (shut ? ", shut" : "");
    }
}

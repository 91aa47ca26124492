package gateway.admission;

import gateway.model.Redacted;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import gateway.model.Tenant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lets somebody in again who was let in before, when their key is no longer at hand: a ticket stands for it for as long
 * as one call lasts, in this process only. Who has lost the right meanwhile is refused. Thread-safe.
 */
public final class Tickets {
    private final Holders holders;
    private final Function<String, String> hash;
    private final Map<String, Open> open = new ConcurrentHashMap<>();

    /**
     * A ticket that lets somebody in.
     *
     * @param uses its call, and what is still done beside or behind it
     */
    private record Open(Holder holder, int uses) {}

    /**
     * Takes who is known now.
     *
     * @param hash what is kept of a key
     */
    public Tickets(Holders holders, Function<String, String> hash) {
        this.holders = holders;
        this.hash = hash;
    }

    /** Who is known now. */
    public interface Holders {
        /** Whose key has a hash; null if it is nobody's, or not valid any more. */
        @Nullable Tenant withKey(String hash);

        /** A tenant, or a team of it, that calls by a token in place of a key; null for an unknown one. */
        @Nullable Tenant tenant(String id, @Nullable String team);
    }

    /** A directory that knows tickets too. */
    public TenantDirectory over(TenantDirectory keys) {
        return key -> {
            Open found = open.get(key);
            return found == null ? keys.find(key) : present(found.holder());
        };
    }

    /**
     * Who shows a key, for later.
     *
     * @param keys knows it now
     * @throws RefusedException if there is no key, or nobody's
     */
    public Holder holder(TenantDirectory keys, @Nullable Redacted key) {
        Tenant tenant = Admission.identify(keys, key);
        String hashed = key == null ? "" : hash.apply(key.value());
        boolean isKey = holders.withKey(hashed) != null;
        return new Holder(tenant.id(), tenant.team(), isKey ? new Redacted(hashed) : null);
    }

    /** Opens a ticket, to be shown in place of a key, and to be ended with its call. */
    public Redacted issue(Holder holder) {
        String ticket = "ticket " + UUID.randomUUID();
        open.put(ticket, new Open(holder, 1));
        return new Redacted(ticket);
    }

    /** Its call is over: nobody is let in by it any more, once all that holds it has let go. */
    public void end(Redacted ticket) {
        open.computeIfPresent(
                ticket.value(), (_, found) -> found.uses() == 1 ? null : new Open(found.holder(), found.uses() - 1));
    }

    /**
     * Keeps a ticket beyond its call, for what the gateway itself asks beside it; a key needs none.
     *
     * @return lets go of it, to be run once
     */
    public Runnable hold(@Nullable Redacted key) {
        if (key == null
                || open.computeIfPresent(key.value(), (_, found) -> new Open(found.holder(), found.uses() + 1))
                        == null) {
            return () -> {};
        }
        return () -> end(key);
    }

    private Tenant present(Holder holder) {
        Redacted key = holder.keyHash();
        Tenant tenant = key == null ? holders.tenant(holder.tenant(), holder.team()) : holders.withKey(key.value());
        if (tenant == null || !tenant.id().equals(holder.tenant())) {
            throw new RefusedException(new Refusal.InvalidApiKey(
                    "the API key with which this was sent is not valid any more: send it again with a valid one"));
        }
        return tenant;
    }
}

package gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gateway.model.Redacted;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import gateway.model.Residency;
import gateway.model.Tenant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who was let in once is let in again only as long as they are somebody. */
class TicketsTest {
    private static final Tenant ACME = new Tenant("acme", "k1", Residency.ANY);
    private static final Tenant LAB = new Tenant("acme", "lab", "jwt", Residency.ANY, null, null);

    private final Map<String, Tenant> byHash = new ConcurrentHashMap<>(Map.of("#key", ACME));
    private final Map<String, Tenant> byName = new ConcurrentHashMap<>(Map.of("acme/lab", LAB));
    private final Tickets tickets = new Tickets(new Known(), key -> "#" + key);
    private final TenantDirectory keys = key -> key.equals("token") ? LAB : byHash.get("#" + key);
    private final TenantDirectory all = tickets.over(keys);

    @Test
    void standsForAKeyAsLongAsThatIsValid() {
        Redacted ticket = tickets.issue(tickets.holder(keys, new Redacted("key")));
        assertThat(all.find(ticket.value())).isEqualTo(ACME);

        byHash.clear();

        assertThatThrownBy(() -> all.find(ticket.value()))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> assertThat(((Refusal.InvalidApiKey) e.refusal()).problem())
                                .contains("not valid any more"));
    }

    @Test
    void standsForATokenAsLongAsItsTeamIsThere() {
        Holder holder = tickets.holder(keys, new Redacted("token"));
        Redacted ticket = tickets.issue(holder);
        assertThat(holder).isEqualTo(new Holder("acme", "lab", null));
        assertThat(all.find(ticket.value())).isEqualTo(LAB);

        byName.clear();

        assertThatThrownBy(() -> all.find(ticket.value())).isInstanceOf(RefusedException.class);
    }

    @Test
    void isNobodysKeyOnceItHasEnded() {
        Redacted ticket = tickets.issue(tickets.holder(keys, new Redacted("key")));

        tickets.end(ticket);

        assertThat(all.find(ticket.value())).isNull();
        assertThat(all.find("key")).isEqualTo(ACME);
        assertThat(keys.find(ticket.value())).isNull();
    }

    @Test
    void refusesAKeyThatHasGoneToAnotherTenant() {
        Redacted ticket = tickets.issue(tickets.holder(keys, new Redacted("key")));

        byHash.put("#key", new Tenant("other", "k1", Residency.ANY));

        assertThatThrownBy(() -> all.find(ticket.value())).isInstanceOf(RefusedException.class);
    }

    @Test
    void refusesWhoIsNobodyFromTheStart() {
        assertThatThrownBy(() -> tickets.holder(keys, new Redacted("wrong"))).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> tickets.holder(keys, null)).isInstanceOf(RefusedException.class);
    }

    private final class Known implements Tickets.Holders {
        @Override
        public @Nullable Tenant withKey(String hash) {
            return byHash.get(hash);
        }

        @Override
        public @Nullable Tenant tenant(String id, @Nullable String team) {
            return byName.get(id + "/" + Objects.requireNonNull(team));
        }
    }
}

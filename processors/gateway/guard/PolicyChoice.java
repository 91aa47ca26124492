package gateway.guard;

import gateway.model.ContentSource;
import gateway.model.GuardPolicy;
import gateway.model.Request;
import gateway.model.Tenant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which policy holds for a request, and by what.
 *
 * @param domain such as {@code legal}, {@code legal+general} or {@code unknown}
 * @param policy what holds
 */
record PolicyChoice(String domain, GuardPolicy policy) {
    static final String UNKNOWN = "unknown";

    /** Below that the domain of a prompt counts as unknown. */
    private static final double SURE = 0.6;

    /** A prompt shows its domain in its first part. */
    private static final int ENOUGH = 2_000;

    /**
     * Chooses.
     *
     * @param domains is asked where neither request nor tenant names a domain
     */
    static PolicyChoice of(Request.Chat chat, Tenant tenant, DomainClassifier domains) {
        String wished = chat.call().wishes().domain();
        String own = tenant.domain();
        if (wished != null && own != null && !wished.equals(own)) {
            return new PolicyChoice(own + "+" + wished, find(tenant, own).or(find(tenant, wished)));
        }
        String named = wished != null ? wished : own;
        if (named == null) {
            DomainClassifier.Guess guess = domains.guess(said(chat));
            named = guess.probability() >= SURE ? guess.domain() : UNKNOWN;
        }
        return new PolicyChoice(named, find(tenant, named));
    }

    /** The policy of a domain; of one that nobody knows, the strictest of all in each point. */
    private static GuardPolicy find(Tenant tenant, String domain) {
        Map<String, GuardPolicy> policies = tenant.policies();
        GuardPolicy known = policies.get(domain);
        if (known != null) {
            return known;
        }
        @Nullable GuardPolicy strictest = null;
        for (GuardPolicy policy : policies.values()) {
            strictest = strictest == null ? policy : strictest.or(policy);
        }
        return strictest == null ? GuardPolicy.STRICTEST : strictest;
    }

    /** What system and user say, the latest first, as far as it takes. */
    private static String said(Request.Chat chat) {
        StringBuilder all = new StringBuilder();
        Texts.map(chat, new Texts.Visitor() {
            @Override
            public String text(ContentSource source, String text) {
                if (source == ContentSource.USER
                        || source == ContentSource.SYSTEM
                        || source == ContentSource.DOCUMENT) {
                    all.append(text, 0, Math.min(text.length(), ENOUGH)).append('\n');
                }
                return text;
            }

            @Override
            public String json(ContentSource source, String json) {
                return json;
            }
        });
        return all.substring(Math.max(0, all.length() - ENOUGH));
    }
}

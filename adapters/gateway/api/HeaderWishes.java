package gateway.api;

import gateway.model.Freshness;
import gateway.model.GuardPolicies;
import gateway.model.OnBreak;
import gateway.model.OnDeadline;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import gateway.model.Residency;
import gateway.model.Wishes;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads what a client asks for by its headers. */
public final class HeaderWishes {
    private static final long LONGEST_MILLIS = Duration.ofHours(1).toMillis();

    private HeaderWishes() {}

    /**
     * The wishes.
     *
     * @throws RefusedException with {@code Malformed}, if a header says something else
     */
    public static Wishes of(ClientHeaders headers) {
        String domain = headers.domain();
        if (domain != null && !GuardPolicies.DOMAINS.contains(domain)) {
            throw refuse("x-serai-domain", "must be 'legal', 'medical' or 'general'");
        }
        return new Wishes(
                residency(headers.residency()),
                domain,
                millis("x-serai-deadline-ms", headers.deadlineMillis()),
                millis("x-serai-first-token-ms", headers.firstTokenMillis()),
                strict(headers.strict()),
                onBreak(headers.failover()),
                onDeadline(headers.onDeadline()),
                AnthropicHeaders.read(headers),
                Freshness.of(headers.cacheControl()));
    }

    private static Residency residency(@Nullable String value) {
        return switch (value) {
            case null -> Residency.ANY;
            case "any" -> Residency.ANY;
            case "eu" -> Residency.EU;
            default -> throw refuse("x-serai-residency", "must be 'eu' or 'any'");
        };
    }

    private static OnBreak onBreak(@Nullable String value) {
        return switch (value) {
            case null -> OnBreak.ERROR;
            case "error" -> OnBreak.ERROR;
            case "restart" -> OnBreak.RESTART;
            case "continue" -> OnBreak.CONTINUE;
            default -> throw refuse("x-serai-failover", "must be 'error', 'restart' or 'continue'");
        };
    }

    private static @Nullable OnDeadline onDeadline(@Nullable String value) {
        return switch (value) {
            case null -> null;
            case "finish" -> OnDeadline.FINISH;
            case "error" -> OnDeadline.ERROR;
            default -> throw refuse("x-serai-on-deadline", "must be 'finish' or 'error'");
        };
    }

    private static boolean strict(@Nullable String value) {
        return switch (value) {
            case null -> false;
            case "false" -> false;
            case "true" -> true;
            default -> throw refuse("x-serai-strict", "must be 'true' or 'false'");
        };
    }

    private static @Nullable Duration millis(String name, @Nullable String value) {
        if (value == null) {
            return null;
        }
        try {
            long millis = Long.parseLong(value.strip());
            if (millis >= 1 && millis <= LONGEST_MILLIS) {
                return Duration.ofMillis(millis);
            }
        } catch (NumberFormatException e) {
            throw refuse(name, "must be a whole number of milliseconds");
        }
        throw refuse(name, "must be 1 to " + LONGEST_MILLIS);
    }

    private static RefusedException refuse(String header, String rule) {
        return new RefusedException(new Refusal.Malformed("the header " + header + " " + rule, header));
    }
}

package gateway.api;

import gateway.Stage;
import gateway.model.Freshness;
import gateway.model.GuardPolicies;
import gateway.model.OnBreak;
import gateway.model.OnDeadline;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import gateway.model.Request;
import gateway.model.Residency;
import gateway.model.Wishes;
import gateway.wire.ClientCodec;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads an HTTP request in a client's dialect. */
public final class ReadChat implements Stage<HttpCall, Request.Chat> {
    private static final long LONGEST_MILLIS = Duration.ofHours(1).toMillis();

    private final ClientCodec codec;

    /** Takes the dialect. */
    public ReadChat(ClientCodec codec) {
        this.codec = codec;
    }

    @Override
    public Request.Chat apply(HttpCall call) {
        Request.Chat chat = codec.read(
                call.envelope(codec.dialect(), wishes(call.headers())),
                call.body().getBytes());
        if (chat.stream()) {
            call.streaming().run();
        }
        return chat;
    }

    private static Wishes wishes(ClientHeaders headers) {
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

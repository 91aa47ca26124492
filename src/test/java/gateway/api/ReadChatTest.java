package gateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gateway.model.ApiVersion;
import gateway.model.Call;
import gateway.model.Freshness;
import gateway.model.OnBreak;
import gateway.model.OnDeadline;
import gateway.model.Redacted;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import gateway.model.Residency;
import gateway.model.Wishes;
import gateway.wire.openai.OpenAiClientCodec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadChatTest {
    private static final String BODY =
            "{\"model\":\"sonnet\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";

    private final ReadChat read = new ReadChat(new OpenAiClientCodec(InstantSource.system()));

    @Test
    void wishesNothingWithoutHeaders() {
        Call call = read.apply(HttpCalls.post(Map.of(), BODY)).call();

        assertThat(call.wishes()).isEqualTo(Wishes.NONE);
        assertThat(call.key()).isNull();
        assertThat(call.id()).isEqualTo("request-1");
    }

    @Test
    void readsEveryWish() {
        Wishes wishes = read.apply(HttpCalls.post(
                        Map.of(
                                "x-serai-residency", "eu",
                                "x-serai-domain", "legal",
                                "x-serai-deadline-ms", "1500",
                                "x-serai-on-deadline", "error",
                                "x-serai-first-token-ms", "700",
                                "x-serai-failover", "error",
                                "x-serai-strict", "true",
                                "anthropic-version", "2023-06-01",
                                "anthropic-beta", "context-1m-2025-08-07, files-api-2025-04-14,context-1m-2025-08-07"),
                        BODY))
                .call()
                .wishes();

        assertThat(wishes)
                .isEqualTo(new Wishes(
                        Residency.EU,
                        "legal",
                        Duration.ofMillis(1500),
                        Duration.ofMillis(700),
                        true,
                        OnBreak.ERROR,
                        OnDeadline.ERROR,
                        new ApiVersion("2023-06-01", List.of("context-1m-2025-08-07", "files-api-2025-04-14")),
                        Freshness.ANY));
    }

    @ParameterizedTest
    @CsvSource({
        "x-serai-residency, us",
        "x-serai-residency, EU",
        "x-serai-residency, 'any, eu'",
        "x-serai-domain, gossip",
        "x-serai-deadline-ms, soon",
        "x-serai-deadline-ms, 0",
        "x-serai-deadline-ms, -5",
        "x-serai-deadline-ms, 3600001",
        "x-serai-deadline-ms, 99999999999999999999",
        "x-serai-first-token-ms, 1.5",
        "x-serai-failover, sometimes",
        "x-serai-on-deadline, maybe",
        "x-serai-strict, yes",
        "anthropic-version, '2023 06'",
        "anthropic-beta, 'one,two three'",
        "anthropic-beta, 'ü'"
    })
    void refusesAWishItDoesNotUnderstandAndNamesTheHeader(String header, String value) {
        assertThatThrownBy(() -> read.apply(HttpCalls.post(Map.of(header, value), BODY)))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> assertThat(e.refusal()).isInstanceOfSatisfying(Refusal.Malformed.class, malformed -> {
                            assertThat(malformed.param()).isEqualTo(header);
                            assertThat(malformed.problem()).contains(header);
                        }));
    }

    @ParameterizedTest
    @CsvSource({
        "authorization, Bearer sk-1",
        "authorization, bearer sk-1",
        "authorization, 'Bearer   sk-1 '",
        "x-api-key, sk-1"
    })
    void takesTheKeyFromEitherHeader(String header, String value) {
        Call call = read.apply(HttpCalls.post(Map.of(header, value), BODY)).call();

        assertThat(call.key()).isEqualTo(new Redacted("sk-1"));
        assertThat(call.toString()).doesNotContain("sk-1");
    }

    @Test
    void takesNoKeyOfAnotherScheme() {
        assertThat(read.apply(HttpCalls.post(Map.of("authorization", "Basic sk-1"), BODY))
                        .call()
                        .key())
                .isNull();
    }
}

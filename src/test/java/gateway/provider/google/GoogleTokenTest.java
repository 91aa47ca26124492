package gateway.provider.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import gateway.model.FailedException;
import gateway.model.Failure;
import gateway.model.Redacted;
import gateway.wire.JsonCodec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GoogleTokenTest {
    private static final Failure NO_TOKEN = Failure.of(Failure.Kind.OUR_FAULT, "vertex_credentials");

    private final AtomicInteger calls = new AtomicInteger();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final HandCrankedScheduler background = new HandCrankedScheduler();
    private volatile int status = 200;
    private Duration later = Duration.ZERO;
    private final InstantSource clock = () -> InstantSource.system().instant().plus(later);

    @SuppressWarnings("NullAway.Init")
    private HttpServer google;

    @BeforeEach
    void startEndpoint() throws IOException {
        google = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        google.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI()
                    + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            String answer = status == 200
                    ? "{\"access_token\":\"token-" + calls.incrementAndGet()
                            + "\",\"expires_in\":3600,\"token_type\":\"Bearer\"}"
                    : "{\"error\":\"invalid_grant\",\"error_description\":\"Invalid JWT Signature.\"}";
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("content-type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        google.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        google.start();
    }

    @AfterEach
    void stopEndpoint() {
        google.stop(0);
        background.shutdownNow();
    }

    @Test
    void fetchesOnceAndThenReadsMemory() {
        GoogleToken token = token(key(endpoint()), null);

        List<String> values = List.of(token.current(), token.current(), token.current());

        assertThat(values).containsOnly("token-1");
        assertThat(asked).singleElement().asString().contains("grant_type=urn").contains("assertion=");
    }

    @Test
    void renewsInTheBackgroundBeforeTheTokenExpires() {
        GoogleToken token = token(key(endpoint()), null);
        String first = token.current();

        background.turn();

        assertThat(background.delays.getFirst()).isBetween(Duration.ofMinutes(49), Duration.ofMinutes(50));
        assertThat(List.of(first, token.current())).containsExactly("token-1", "token-2");
    }

    @Test
    void servesTheOldTokenWhileTheRenewalFails() {
        GoogleToken token = token(key(endpoint()), null);
        token.current();
        status = 400;

        background.turn();

        assertThat(token.current()).isEqualTo("token-1");
        assertThat(background.delays.getLast()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void neverServesAnExpiredToken() {
        GoogleToken token = token(key(endpoint()), null);
        token.current();

        later = Duration.ofMinutes(61);

        assertThat(token.current()).isEqualTo("token-2");
    }

    @Test
    void failsWhenTheEndpointRefusesAndRemembersItForAWhile() {
        GoogleToken token = token(key(endpoint()), null);
        status = 400;
        assertNoToken(token);
        int before = asked.size();

        assertNoToken(token);

        assertThat(asked).hasSize(before);
    }

    @Test
    void triesAgainAfterAWhile() {
        GoogleToken token = token(key(endpoint()), null);
        status = 400;
        assertNoToken(token);

        status = 200;
        later = Duration.ofSeconds(11);

        assertThat(token.current()).isEqualTo("token-1");
    }

    @Test
    void failsOnATextThatIsNoKey() {
        GoogleToken token = token(new Redacted("[]"), null);

        assertNoToken(token);
    }

    @Test
    void takesItsTokenFromTheKeyThatCameLast() {
        GoogleTokens tokens = new GoogleTokens(null, background, clock);
        Redacted first = tokens.of(key(endpoint())).get();

        Redacted second = tokens.of(key(endpoint())).get();

        assertThat(List.of(first, second))
                .containsExactly(new Redacted("Bearer token-1"), new Redacted("Bearer token-2"));
    }

    @Test
    void renewsNoTokenOfAKeyThatWasReplaced() {
        GoogleTokens tokens = new GoogleTokens(null, background, clock);
        Supplier<Redacted> before = tokens.of(key(endpoint()));
        assertThat(before.get()).isEqualTo(new Redacted("Bearer token-1"));
        ScheduledFuture<?> renewal = background.last();

        Supplier<Redacted> after = tokens.of(key(endpoint()));

        assertThat(renewal.isCancelled()).isTrue();
        assertThat(after).isNotSameAs(before);
    }

    @Test
    void goesThroughTheProxy() {
        Proxy proxy = new Proxy(Proxy.Type.HTTP, google.getAddress());
        GoogleToken token = token(key("http://oauth2.test/token"), proxy);

        String value = token.current();

        assertThat(value).isEqualTo("token-1");
        assertThat(asked).singleElement().asString().startsWith("http://oauth2.test/token ");
    }

    private static void assertNoToken(GoogleToken token) {
        assertThatExceptionOfType(FailedException.class)
                .isThrownBy(token::current)
                .extracting(FailedException::failure)
                .isEqualTo(NO_TOKEN);
    }

    private GoogleToken token(Redacted key, @Nullable Proxy proxy) {
        return new GoogleToken(new TokenEndpoint(key, proxy), background, clock);
    }

    private String endpoint() {
        return "http://127.0.0.1:" + google.getAddress().getPort() + "/token";
    }

    private static Redacted key(String tokenUri) {
        String key = JsonCodec.object()
                .put("type", "service_account")
                .put("project_id", "test")
                .put("private_key_id", "1")
                .put("private_key", privateKey())
                .put("client_email", "serai@test.example")
                .put("client_id", "1")
                .put("token_uri", tokenUri)
                .toString();
        return new Redacted(key);
    }

    private static String privateKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
            return "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(key)
                    + "\n-----END PRIVATE KEY-----\n";
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has RSA", e);
        }
    }

    /** Runs the planned task when told to, not when it is due. */
    private static final class HandCrankedScheduler extends ScheduledThreadPoolExecutor {
        private final List<Duration> delays = new ArrayList<>();
        private Runnable planned = () -> {};
        private @Nullable ScheduledFuture<?> plan;

        HandCrankedScheduler() {
            super(1);
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
            delays.add(Duration.of(delay, unit.toChronoUnit()));
            planned = task;
            plan = super.schedule(() -> {}, 1, TimeUnit.HOURS);
            return plan;
        }

        ScheduledFuture<?> last() {
            return Objects.requireNonNull(plan);
        }

        void turn() {
            planned.run();
        }
    }
}

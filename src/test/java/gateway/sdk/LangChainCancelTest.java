package gateway.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import gateway.app.TestGateway;
import gateway.http.Waiting;
import gateway.sdk.LangChainModels.Api;
import gateway.simulator.Pace;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * LangChain4j leaves a stream. Its own {@code should_cancel_streaming} waits half a minute to see that nothing comes
 * any more; here it is over once the gateway has left the provider.
 */
class LangChainCancelTest {
    private static final int PIECES = 5;
    private static final Duration LONG = Duration.ofSeconds(20);

    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start();
        gateway.simulator().pace(new Pace(0, 2, 100_000));
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @MethodSource("gateway.sdk.LangChainTest#ways")
    void leavesAStreamAndSoDoesTheGateway(Api api, Behind behind) {
        ChatRequest request = ChatRequest.builder()
                .messages(UserMessage.from("Tell me a long story"))
                .build();
        Leaving handler = new Leaving();
        long before = gateway.simulator().counts().aborted();

        LangChainModels.streaming(api, behind, gateway).chat(request, handler);

        assertThat(Waiting.until(LONG, () -> gateway.simulator().counts().aborted() == before + 1))
                .as("the gateway leaves the provider")
                .isTrue();
        assertThat(handler.pieces).hasValue(PIECES);
        assertThat(handler.complete).isFalse();
        assertThat(handler.stream.get().isCancelled()).isTrue();
    }

    /** Leaves after some pieces. */
    private static final class Leaving implements StreamingChatResponseHandler {
        private final AtomicInteger pieces = new AtomicInteger();
        private final AtomicBoolean complete = new AtomicBoolean();
        private final AtomicReference<StreamingHandle> stream = new AtomicReference<>();

        @Override
        public void onPartialResponse(PartialResponse piece, PartialResponseContext context) {
            stream.set(context.streamingHandle());
            if (pieces.incrementAndGet() == PIECES) {
                context.streamingHandle().cancel();
            }
        }

        @Override
        public void onCompleteResponse(ChatResponse response) {
            complete.set(true);
        }

        @Override
        public void onError(Throwable error) {
            complete.set(true);
        }
    }
}

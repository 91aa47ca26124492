package gateway.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.model.BedrockRuntimeException;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler;
import software.amazon.awssdk.services.bedrockruntime.model.ImageFormat;
import software.amazon.awssdk.services.bedrockruntime.model.ImageSource;
import software.amazon.awssdk.services.bedrockruntime.model.Message;
import software.amazon.awssdk.services.bedrockruntime.model.ModelStreamErrorException;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;
import software.amazon.awssdk.services.bedrockruntime.model.ThrottlingException;
import software.amazon.awssdk.services.bedrockruntime.model.Tool;
import software.amazon.awssdk.services.bedrockruntime.model.ToolConfiguration;
import software.amazon.awssdk.services.bedrockruntime.model.ToolResultBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ToolResultContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ToolUseBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ValidationException;

/** The AWS SDK takes the simulator for Bedrock. */
class BedrockSimulatorTest {
    private static final String MODEL = "eu.anthropic.claude-sonnet-4-5-v1:0";

    /** One for all tests: closing it takes seconds. */
    private static final SdkAsyncHttpClient HTTP =
            NettyNioAsyncHttpClient.builder().build();

    @RegisterExtension
    final RunningSimulator simulator = new RunningSimulator();

    @AfterAll
    static void disconnect() {
        HTTP.close();
    }

    @Test
    void answersWithTheUsersWords() {
        ConverseResponse answer = converse(ask(user("Good morning")).build());

        assertThat(answer.output().message().content().getFirst().text())
                .endsWith("(" + MODEL + "). You said: Good morning");
        assertThat(answer.stopReason()).isEqualTo(StopReason.END_TURN);
        assertThat(answer.usage().inputTokens()).isEqualTo(3);
    }

    @Test
    void streamsTheSameText() {
        List<ConverseStreamOutput> events = stream(user("Good morning"), null);

        assertThat(deltas(events)).endsWith("You said: Good morning");
    }

    @Test
    void endsItsStreamsWithTheMetadata() {
        List<ConverseStreamOutput> events = stream(user("Hi"), null);

        assertThat(events.getFirst().sdkEventType()).isEqualTo(ConverseStreamOutput.EventType.MESSAGE_START);
        assertThat(events.getLast().sdkEventType()).isEqualTo(ConverseStreamOutput.EventType.METADATA);
    }

    @Test
    void callsTheToolThatIsNamed() {
        ToolUseBlock call = toolUse(user("get_time please"));

        assertThat(call.name()).isEqualTo("get_time");
        assertThat(call.input().asMap()).containsEntry("zone", Document.fromString("get_time please"));
        assertThat(call.toolUseId()).matches("[a-zA-Z0-9_.:-]{1,64}");
    }

    @Test
    void streamsToolCallsInPieces() {
        List<ConverseStreamOutput> events = stream(user("get_time"), tools());

        assertThat(events.stream()
                        .filter(event -> event.sdkEventType() == ConverseStreamOutput.EventType.CONTENT_BLOCK_DELTA)
                        .count())
                .isGreaterThan(1);
        assertThat(events.stream().map(ConverseStreamOutput::sdkEventType))
                .contains(ConverseStreamOutput.EventType.CONTENT_BLOCK_START);
    }

    @Test
    void quotesTheToolsResult() {
        ToolUseBlock call = toolUse(user("get_time"));
        Message assistant = Message.builder()
                .role(ConversationRole.ASSISTANT)
                .content(ContentBlock.fromToolUse(call))
                .build();
        Message result = Message.builder()
                .role(ConversationRole.USER)
                .content(ContentBlock.fromToolResult(ToolResultBlock.builder()
                        .toolUseId(call.toolUseId())
                        .content(ToolResultContentBlock.fromText("12:30"))
                        .build()))
                .build();

        ConverseResponse answer = converse(
                ask(user("get_time"), assistant, result).toolConfig(tools()).build());

        assertThat(answer.output().message().content().getFirst().text()).endsWith("The tool answered: 12:30");
    }

    @Test
    void showsReasoning() {
        Document thinking = Document.mapBuilder()
                .putMap("thinking", map -> map.putString("type", "enabled").putNumber("budget_tokens", 1024))
                .build();

        ConverseResponse answer =
                converse(ask(user("Hi")).additionalModelRequestFields(thinking).build());

        assertThat(answer.output()
                        .message()
                        .content()
                        .getFirst()
                        .reasoningContent()
                        .reasoningText()
                        .signature())
                .isNotEmpty();
    }

    @Test
    void describesImages() {
        Message message = Message.builder()
                .role(ConversationRole.USER)
                .content(
                        ContentBlock.fromText("What is this?"),
                        ContentBlock.fromImage(image -> image.format(ImageFormat.PNG)
                                .source(ImageSource.fromBytes(SdkBytes.fromUtf8String("ABCD")))))
                .build();

        ConverseResponse answer = converse(ask(message).build());

        assertThat(answer.output().message().content().getFirst().text()).contains("I see image/png, 4 bytes.");
    }

    @Test
    void refusesTwoUserTurnsInARow() {
        ConverseRequest ask = ask(user("Hi"), user("again")).build();

        assertThatThrownBy(() -> converse(ask)).hasCauseInstanceOf(ValidationException.class);
    }

    @Test
    void refusesEmptyText() {
        ConverseRequest ask = ask(user("")).build();

        assertThatThrownBy(() -> converse(ask)).hasCauseInstanceOf(ValidationException.class);
    }

    @Test
    void refusesABadKey() {
        ConverseRequest ask = ask(user("Hi")).build();

        assertThatThrownBy(() -> converse(ask, "bad-key"))
                .cause()
                .isInstanceOfSatisfying(
                        BedrockRuntimeException.class,
                        e -> assertThat(e.statusCode()).isEqualTo(403));
    }

    @Test
    void throttlesInBedrocksWords() {
        simulator.get().faults().put("throttle", "{\"status\":429}");
        ConverseRequest ask = ask(user("Hi")).build();

        assertThatThrownBy(() -> converse(ask)).hasCauseInstanceOf(ThrottlingException.class);
    }

    @Test
    void breaksOffAStreamWithAnException() {
        simulator.get().faults().put("error", "{\"errorEventAfterChunks\":2}");

        assertThatThrownBy(() -> stream(user("Hi"), null)).hasCauseInstanceOf(ModelStreamErrorException.class);
    }

    private BedrockRuntimeAsyncClient client(String key) {
        return BedrockRuntimeAsyncClient.builder()
                .httpClient(HTTP)
                .endpointOverride(URI.create(simulator.url("")))
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(key, "secret")))
                .overrideConfiguration(config -> config.retryStrategy(retry -> retry.maxAttempts(1)))
                .build();
    }

    private ConverseResponse converse(ConverseRequest ask) {
        return converse(ask, "any");
    }

    private ConverseResponse converse(ConverseRequest ask, String key) {
        try (BedrockRuntimeAsyncClient client = client(key)) {
            return client.converse(ask).join();
        }
    }

    private ToolUseBlock toolUse(Message message) {
        ConverseResponse answer = converse(ask(message).toolConfig(tools()).build());
        return answer.output().message().content().getFirst().toolUse();
    }

    private List<ConverseStreamOutput> stream(Message message, @Nullable ToolConfiguration tools) {
        List<ConverseStreamOutput> events = new CopyOnWriteArrayList<>();
        ConverseStreamRequest.Builder ask =
                ConverseStreamRequest.builder().modelId(MODEL).messages(message);
        if (tools != null) {
            ask.toolConfig(tools);
        }
        try (BedrockRuntimeAsyncClient client = client("any")) {
            client.converseStream(
                            ask.build(),
                            ConverseStreamResponseHandler.builder()
                                    .subscriber(events::add)
                                    .build())
                    .join();
        }
        return events;
    }

    private static String deltas(List<ConverseStreamOutput> events) {
        StringBuilder text = new StringBuilder();
        ConverseStreamResponseHandler.Visitor visitor = ConverseStreamResponseHandler.Visitor.builder()
                .onContentBlockDelta(event -> text.append(event.delta().text()))
                .build();
        events.forEach(event -> event.accept(visitor));
        return text.toString();
    }

    private static ConverseRequest.Builder ask(Message... messages) {
        return ConverseRequest.builder().modelId(MODEL).messages(messages);
    }

    private static Message user(String text) {
        return Message.builder()
                .role(ConversationRole.USER)
                .content(ContentBlock.fromText(text))
                .build();
    }

    private static ToolConfiguration tools() {
        Document schema = Document.mapBuilder()
                .putString("type", "object")
                .putMap("properties", map -> map.putMap("zone", zone -> zone.putString("type", "string")))
                .putList("required", list -> list.addString("zone"))
                .build();
        return ToolConfiguration.builder()
                .tools(Tool.fromToolSpec(spec -> spec.name("get_time").inputSchema(input -> input.json(schema))))
                .build();
    }
}

package gateway.wire.bedrock;

import gateway.model.Deployment;
import gateway.model.Request;
import gateway.wire.FittedNames;
import gateway.wire.FittedTools;
import gateway.wire.LostFields;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamRequest;
import software.amazon.awssdk.services.bedrockruntime.model.InferenceConfiguration;
import software.amazon.awssdk.services.bedrockruntime.model.Message;
import software.amazon.awssdk.services.bedrockruntime.model.OutputConfig;
import software.amazon.awssdk.services.bedrockruntime.model.SystemContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ToolConfiguration;

/**
 * A chat request in Bedrock's words.
 *
 * @param modelId the model or inference profile that is called
 * @param system the system texts
 * @param messages the turns, roles alternating
 * @param inference the settings that every model has, if any
 * @param tools what the model may call, if anything
 * @param output the answer's format, if it is not text
 * @param more the settings that only the model itself knows, if any
 * @param toolNames the tools' names that had to be changed: what is sent, and the client's own
 * @param lost the client's fields that are not carried over, by their names in the client's dialect
 */
public record BedrockRequest(
        String modelId,
        List<SystemContentBlock> system,
        List<Message> messages,
        @Nullable InferenceConfiguration inference,
        @Nullable ToolConfiguration tools,
        @Nullable OutputConfig output,
        @Nullable Document more,
        Map<String, String> toolNames,
        List<String> lost) {
    public BedrockRequest {
        system = List.copyOf(system);
        messages = List.copyOf(messages);
        toolNames = Map.copyOf(toolNames);
        lost = List.copyOf(lost);
    }

    /**
     * Translates a request.
     *
     * @param asked what is asked
     * @param deployment where it goes
     * @throws gateway.model.RefusedException with {@code UnsupportedFeature}, if it holds what Bedrock cannot take,
     *     such as an image by URL
     */
    public static BedrockRequest of(Request.Chat asked, Deployment deployment) {
        LostFields lost = new LostFields(asked.call().dialect());
        BedrockModel model = BedrockModel.of(deployment);
        FittedNames toolNames = FittedNames.ofTools();
        Request.Chat chat = FittedTools.of(asked.fitting(deployment), toolNames).chat();
        BedrockMessages conversation = new BedrockMessages(chat, model, toolNames, lost);
        Integer budget = BedrockReasoning.budget(chat, model, lost);
        InferenceConfiguration inference = BedrockSettings.inference(chat, budget != null, lost);
        ToolConfiguration tools = BedrockTools.of(chat, model, toolNames, budget != null, lost);
        OutputConfig output = BedrockSettings.output(chat, lost);
        Document more = BedrockSettings.more(chat, model, budget, lost);
        new TreeSet<>(chat.rest().keySet()).forEach(lost::add);
        if (!toolNames.originals().isEmpty()) {
            lost.add(FittedTools.FIELD);
        }
        return new BedrockRequest(
                deployment.upstreamName(),
                conversation.system(),
                conversation.messages(),
                inference,
                tools,
                output,
                more,
                toolNames.originals(),
                lost.names());
    }

    /**
     * The call for an answer in one piece.
     *
     * @param timeout of the whole call
     */
    public ConverseRequest whole(Duration timeout) {
        return ConverseRequest.builder()
                .modelId(modelId)
                .system(system.isEmpty() ? null : system)
                .messages(messages)
                .inferenceConfig(inference)
                .toolConfig(tools)
                .outputConfig(output)
                .additionalModelRequestFields(more)
                .overrideConfiguration(within(timeout))
                .build();
    }

    /**
     * The call for an answer in pieces.
     *
     * @param timeout of the whole call
     */
    public ConverseStreamRequest streamed(Duration timeout) {
        return ConverseStreamRequest.builder()
                .modelId(modelId)
                .system(system.isEmpty() ? null : system)
                .messages(messages)
                .inferenceConfig(inference)
                .toolConfig(tools)
                .outputConfig(output)
                .additionalModelRequestFields(more)
                .overrideConfiguration(within(timeout))
                .build();
    }

    /** Shows no content. */
    @Override
    public String toString() {
        return "BedrockRequest[modelId=" + modelId + ", messages=" + messages.size() + "]";
    }

    private static AwsRequestOverrideConfiguration within(Duration timeout) {
        return AwsRequestOverrideConfiguration.builder().apiCallTimeout(timeout).build();
    }
}

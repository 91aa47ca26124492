package gateway.wire.bedrock;

import gateway.model.Dialect;
import gateway.model.Format;
import gateway.model.Request;
import gateway.model.Sampling;
import gateway.wire.LostFields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.services.bedrockruntime.model.InferenceConfiguration;
import software.amazon.awssdk.services.bedrockruntime.model.OutputConfig;
import software.amazon.awssdk.services.bedrockruntime.model.OutputFormat;
import software.amazon.awssdk.services.bedrockruntime.model.OutputFormatStructure;
import software.amazon.awssdk.services.bedrockruntime.model.OutputFormatType;

/** Turns sampling, reasoning and the answer's format into Bedrock's settings. */
final class BedrockSettings {
    private static final double MAX_TEMPERATURE = 1.0;
    /** A model that thinks takes no lower one (Anthropic's page on extended thinking). */
    private static final double MIN_TOP_P_THINKING = 0.95;

    /**
     * Betas of Claude that change what the model does and no field of the request (AWS's page on Anthropic Claude's
     * Messages API). Any other name makes Bedrock refuse the whole request, and those that go with fields of
     * Anthropic's own API would have nothing to act on.
     */
    private static final Set<String> BETAS = Set.of(
            "context-1m-2025-08-07",
            "interleaved-thinking-2025-05-14",
            "output-128k-2025-02-19",
            "token-efficient-tools-2025-02-19");

    private BedrockSettings() {}

    /** The settings that every model has; null for none. */
    static @Nullable InferenceConfiguration inference(Request.Chat chat, boolean thinking, LostFields lost) {
        Sampling sampling = chat.sampling();
        List<String> stop = chat.stop().stream().filter(text -> !text.isEmpty()).toList();
        InferenceConfiguration config = InferenceConfiguration.builder()
                .maxTokens(sampling.maxOutputTokens())
                .temperature(temperature(chat, thinking, lost))
                .topP(topP(chat, thinking, lost))
                .stopSequences(stop.isEmpty() ? null : stop)
                .build();
        noteUnknown(sampling, lost);
        return config.equals(InferenceConfiguration.builder().build()) ? null : config;
    }

    /** The settings that only the model itself knows; null for none. */
    static @Nullable Document more(
            Request.Chat chat, BedrockModel model, @Nullable Integer thinkingBudget, LostFields lost) {
        Map<String, Document> fields = new LinkedHashMap<>();
        Integer topK = chat.sampling().topK();
        boolean foreignThinking = thinkingBudget != null && chat.call().dialect() != Dialect.ANTHROPIC;
        if (topK != null && model.anthropic() && !foreignThinking) {
            fields.put("top_k", Document.fromNumber(topK));
        } else if (topK != null) {
            lost.add("top_k");
        }
        if (thinkingBudget != null) {
            fields.put(
                    "thinking",
                    Document.mapBuilder()
                            .putString("type", "enabled")
                            .putNumber("budget_tokens", thinkingBudget)
                            .build());
        }
        betas(chat, model, lost, fields);
        return fields.isEmpty() ? null : Document.fromMap(fields);
    }

    private static void betas(Request.Chat chat, BedrockModel model, LostFields lost, Map<String, Document> fields) {
        List<String> asked = chat.call().wishes().version().betas();
        List<Document> taken = asked.stream()
                .filter(beta -> model.anthropic() && BETAS.contains(beta))
                .map(Document::fromString)
                .toList();
        if (!taken.isEmpty()) {
            fields.put("anthropic_beta", Document.fromList(taken));
        }
        if (taken.size() < asked.size()) {
            lost.add("anthropic-beta");
        }
    }

    /** The format of the answer; null for text. */
    static @Nullable OutputConfig output(Request.Chat chat, LostFields lost) {
        return switch (chat.format()) {
            case null -> null;
            case Format.JsonObject any -> {
                lost.add("response_format", "output_config.format");
                yield null;
            }
            case Format.JsonSchema schema ->
                OutputConfig.builder()
                        .textFormat(OutputFormat.builder()
                                .type(OutputFormatType.JSON_SCHEMA)
                                .structure(OutputFormatStructure.builder()
                                        .jsonSchema(json -> json.name(schema.name())
                                                .description(schema.description())
                                                .schema(schema.schema().text()))
                                        .build())
                                .build())
                        .build();
        };
    }

    private static @Nullable Float temperature(Request.Chat chat, boolean thinking, LostFields lost) {
        Double temperature = chat.sampling().temperature();
        if (temperature == null) {
            return null;
        }
        if (thinking && temperature != MAX_TEMPERATURE && chat.call().dialect() != Dialect.ANTHROPIC) {
            lost.add("temperature");
            return null;
        }
        if (temperature > MAX_TEMPERATURE) {
            lost.add("temperature");
        }
        return (float) Math.min(temperature, MAX_TEMPERATURE);
    }

    private static @Nullable Float topP(Request.Chat chat, boolean thinking, LostFields lost) {
        Double topP = chat.sampling().topP();
        if (topP == null) {
            return null;
        }
        if (thinking && topP < MIN_TOP_P_THINKING && chat.call().dialect() != Dialect.ANTHROPIC) {
            lost.add("top_p");
            return null;
        }
        return topP.floatValue();
    }

    private static void noteUnknown(Sampling sampling, LostFields lost) {
        if (sampling.seed() != null) {
            lost.add("seed");
        }
        if (sampling.presencePenalty() != null && sampling.presencePenalty() != 0) {
            lost.add("presence_penalty");
        }
        if (sampling.frequencyPenalty() != null && sampling.frequencyPenalty() != 0) {
            lost.add("frequency_penalty");
        }
    }
}

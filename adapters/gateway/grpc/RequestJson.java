package gateway.grpc;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import gateway.wire.JsonCodec;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import serai.v1.CompleteRequest;
import serai.v1.Message;
import serai.v1.Part;
import serai.v1.ResponseFormat;
import serai.v1.Role;
import serai.v1.Tool;
import serai.v1.ToolCall;
import serai.v1.ToolChoice;

/**
 * Writes a request as a body of OpenAI's {@code POST /v1/chat/completions}. What is wrong with the values is found by
 * the reader of that body; what has no form in it is refused here.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/chat/create">the body's format</a>
 */
final class RequestJson {
    private static final JsonFactory FACTORY = JsonCodec.MAPPER.getFactory();

    private RequestJson() {}

    /**
     * Writes it.
     *
     * @param stream whether the answer is to be streamed
     * @throws RefusedException if the request cannot be written
     */
    static Buffer write(CompleteRequest request, boolean stream) {
        if (request.hasJson()) {
            return given(request, stream);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            json.writeStartObject();
            body(request, stream, json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Buffer.buffer(out.toByteArray());
    }

    private static Buffer given(CompleteRequest request, boolean stream) {
        CompleteRequest alone = CompleteRequest.newBuilder()
                .setJson(request.getJson())
                .setOptions(request.getOptions())
                .build();
        boolean others = request.hasOptions()
                ? !request.equals(alone)
                : !request.equals(alone.toBuilder().clearOptions().build());
        if (others) {
            throw refuse("json", "must stand alone: leave out all other fields but 'options'");
        }
        ObjectNode object = JsonCodec.object(request.getJson().getBytes(StandardCharsets.UTF_8));
        object.put("stream", stream);
        if (!stream) {
            object.remove("stream_options");
        } else if (!object.has("stream_options")) {
            object.putObject("stream_options").put("include_usage", true);
        }
        return Buffer.buffer(object.toString());
    }

    private static void body(CompleteRequest request, boolean stream, JsonGenerator json) throws IOException {
        if (!request.getModel().isEmpty()) {
            json.writeStringField("model", request.getModel());
        }
        json.writeBooleanField("stream", stream);
        if (stream) {
            json.writeObjectFieldStart("stream_options");
            json.writeBooleanField("include_usage", true);
            json.writeEndObject();
        }
        json.writeArrayFieldStart("messages");
        for (int i = 0; i < request.getMessagesCount(); i++) {
            message(request.getMessages(i), "messages[" + i + "]", json);
        }
        json.writeEndArray();
        sampling(request, json);
        tools(request, json);
        if (request.hasResponseFormat()) {
            format(request.getResponseFormat(), json);
        }
    }

    private static void sampling(CompleteRequest request, JsonGenerator json) throws IOException {
        if (request.hasMaxOutputTokens()) {
            json.writeNumberField("max_completion_tokens", request.getMaxOutputTokens());
        }
        if (request.hasTemperature()) {
            json.writeNumberField("temperature", finite("temperature", request.getTemperature()));
        }
        if (request.hasTopP()) {
            json.writeNumberField("top_p", finite("top_p", request.getTopP()));
        }
        if (request.hasSeed()) {
            json.writeNumberField("seed", request.getSeed());
        }
        if (request.getStopCount() > 0) {
            json.writeArrayFieldStart("stop");
            for (String stop : request.getStopList()) {
                json.writeString(stop);
            }
            json.writeEndArray();
        }
    }

    private static void message(Message message, String path, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("role", role(message.getRole(), path));
        if (message.hasText() && message.getPartsCount() > 0) {
            throw refuse(path, "has both 'text' and 'parts': give one of them");
        }
        if (message.hasText()) {
            json.writeStringField("content", message.getText());
        } else if (message.getPartsCount() > 0) {
            json.writeArrayFieldStart("content");
            for (int i = 0; i < message.getPartsCount(); i++) {
                part(message.getParts(i), path + ".parts[" + i + "]", json);
            }
            json.writeEndArray();
        }
        if (message.getToolCallsCount() > 0) {
            json.writeArrayFieldStart("tool_calls");
            for (ToolCall call : message.getToolCallsList()) {
                call(call, json);
            }
            json.writeEndArray();
        }
        if (message.hasToolCallId()) {
            json.writeStringField("tool_call_id", message.getToolCallId());
        }
        if (message.hasName()) {
            json.writeStringField("name", message.getName());
        }
        json.writeEndObject();
    }

    private static String role(Role role, String path) {
        return switch (role) {
            case ROLE_SYSTEM -> "system";
            case ROLE_USER -> "user";
            case ROLE_ASSISTANT -> "assistant";
            case ROLE_TOOL -> "tool";
            case ROLE_UNSPECIFIED, UNRECOGNIZED ->
                throw refuse(path + ".role", "must be ROLE_SYSTEM, ROLE_USER, ROLE_ASSISTANT or ROLE_TOOL");
        };
    }

    private static void part(Part part, String path, JsonGenerator json) throws IOException {
        json.writeStartObject();
        switch (part.getContentCase()) {
            case TEXT -> {
                json.writeStringField("type", "text");
                json.writeStringField("text", part.getText());
            }
            case IMAGE_URL -> {
                json.writeStringField("type", "image_url");
                json.writeObjectFieldStart("image_url");
                json.writeStringField("url", part.getImageUrl());
                json.writeEndObject();
            }
            case CONTENT_NOT_SET -> throw refuse(path, "is empty: give 'text' or 'image_url'");
        }
        json.writeEndObject();
    }

    private static void call(ToolCall call, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", call.getId());
        json.writeStringField("type", "function");
        json.writeObjectFieldStart("function");
        json.writeStringField("name", call.getName());
        json.writeStringField("arguments", call.getArguments());
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void tools(CompleteRequest request, JsonGenerator json) throws IOException {
        if (request.getToolsCount() > 0) {
            json.writeArrayFieldStart("tools");
            for (int i = 0; i < request.getToolsCount(); i++) {
                tool(request.getTools(i), "tools[" + i + "]", json);
            }
            json.writeEndArray();
        }
        if (request.hasToolChoice()) {
            choice(request.getToolChoice(), json);
        }
        if (request.hasParallelToolCalls()) {
            json.writeBooleanField("parallel_tool_calls", request.getParallelToolCalls());
        }
    }

    private static void tool(Tool tool, String path, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("type", "function");
        json.writeObjectFieldStart("function");
        json.writeStringField("name", tool.getName());
        if (tool.hasDescription()) {
            json.writeStringField("description", tool.getDescription());
        }
        if (tool.hasParametersSchema()) {
            json.writeFieldName("parameters");
            json.writeTree(schema(tool.getParametersSchema(), path + ".parameters_schema"));
        }
        if (tool.hasStrict()) {
            json.writeBooleanField("strict", tool.getStrict());
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void choice(ToolChoice choice, JsonGenerator json) throws IOException {
        switch (choice.getChoiceCase()) {
            case MODE -> json.writeStringField("tool_choice", choice.getMode());
            case FUNCTION -> {
                json.writeObjectFieldStart("tool_choice");
                json.writeStringField("type", "function");
                json.writeObjectFieldStart("function");
                json.writeStringField("name", choice.getFunction());
                json.writeEndObject();
                json.writeEndObject();
            }
            case CHOICE_NOT_SET -> throw refuse("tool_choice", "is empty: give 'mode' or 'function'");
        }
    }

    private static void format(ResponseFormat format, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("response_format");
        json.writeStringField("type", format.getType());
        if (format.hasSchema() || format.hasName()) {
            json.writeObjectFieldStart("json_schema");
            json.writeStringField("name", format.hasName() ? format.getName() : "answer");
            if (format.hasSchema()) {
                json.writeFieldName("schema");
                json.writeTree(schema(format.getSchema(), "response_format.schema"));
            }
            if (format.hasStrict()) {
                json.writeBooleanField("strict", format.getStrict());
            }
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static JsonNode schema(String text, String path) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            JsonNode schema = JsonCodec.MAPPER.readTree(parser);
            if (schema != null && schema.isObject() && parser.nextToken() == null) {
                return schema;
            }
        } catch (IOException e) {
            throw refuse(path, "is not valid JSON");
        }
        throw refuse(path, "must be a JSON object as text");
    }

    private static double finite(String path, double value) {
        if (!Double.isFinite(value)) {
            throw refuse(path, "must be a number");
        }
        return value;
    }

    private static RefusedException refuse(String param, String problem) {
        return new RefusedException(new Refusal.Malformed("'" + param + "' " + problem, param));
    }
}

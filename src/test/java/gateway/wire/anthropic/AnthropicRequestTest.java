package gateway.wire.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.model.Dialect;
import gateway.model.Format;
import gateway.model.Json;
import gateway.model.Media;
import gateway.model.Message;
import gateway.model.Original;
import gateway.model.Part;
import gateway.model.Reasoning;
import gateway.model.Request;
import gateway.model.Role;
import gateway.model.Sampling;
import gateway.model.Tool;
import gateway.model.ToolChoice;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AnthropicRequestTest {
    @Test
    void readsTheSmallestRequest() {
        String json = """
                {"model": "claude", "max_tokens": 10, "messages": [{"role": "user", "content": "Hi"}]}""";

        Request.Chat chat = Samples.read(json);

        assertThat(chat)
                .isEqualTo(new Request.Chat(
                        Samples.FROM_ANTHROPIC_SDK,
                        "claude",
                        List.of(new Message(Role.USER, List.of(new Part.Text("Hi")))),
                        List.of(),
                        null,
                        null,
                        new Sampling(10, null, null, null, null, null, null),
                        List.of(),
                        null,
                        null,
                        false,
                        true,
                        Map.of(),
                        new Original(Dialect.ANTHROPIC, json)));
    }

    @Test
    void takesNullForAbsent() {
        String json = """
                {"model": "claude", "max_tokens": 10, "messages": [{"role": "user", "content": "Hi"}], "system": null,
                 "tools": null, "tool_choice": null, "stop_sequences": null, "temperature": null, "top_p": null,
                 "top_k": null, "stream": null, "thinking": null, "output_config": null, "metadata": null}""";

        Request.Chat chat = Samples.read(json);

        assertThat(chat.sampling()).isEqualTo(new Sampling(10, null, null, null, null, null, null));
        assertThat(chat.rest()).isEmpty();
        assertThat(chat.reasoning()).isNull();
    }

    @Test
    void putsTheSystemPromptFirstAndMarksWhatMayBeCached() {
        Request.Chat chat = messages("""
                {"role": "user", "content": "Hi"}, {"role": "system", "content": "Be brief"}""", """
                , "system": [{"type": "text", "text": "Be kind",
                              "cache_control": {"type": "ephemeral", "ttl": "1h"}}]""");

        assertThat(chat.messages())
                .containsExactly(
                        new Message(Role.SYSTEM, List.of(new Part.Text("Be kind"), new Part.CachePoint("1h"))),
                        new Message(Role.USER, List.of(new Part.Text("Hi"))),
                        new Message(Role.SYSTEM, List.of(new Part.Text("Be brief"))));
    }

    @Test
    void readsImagesAndDocuments() {
        Request.Chat chat = messages("""
                {"role": "user", "content": [
                  {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": "AAAA"}},
                  {"type": "image", "source": {"type": "url", "url": "https://example.com/a.png"}},
                  {"type": "image", "source": {"type": "file", "file_id": "f1"}},
                  {"type": "document", "title": "T",
                   "source": {"type": "base64", "media_type": "application/pdf", "data": "BBBB"}},
                  {"type": "document", "source": {"type": "url", "url": "https://example.com/a.pdf"}},
                  {"type": "document", "source": {"type": "text", "media_type": "text/plain", "data": "Hi"}},
                  {"type": "search_result", "title": "found"}]}""", "");

        assertThat(chat.messages().getFirst().parts())
                .containsExactly(
                        new Part.Image(new Media("image/png", "AAAA", null), null),
                        new Part.Image(new Media("application/octet-stream", null, "https://example.com/a.png"), null),
                        new Part.Other(Dialect.ANTHROPIC, "image", new Json("""
                                {"type":"image","source":{"type":"file","file_id":"f1"}}""")),
                        new Part.Document(new Media("application/pdf", "BBBB", null), "T"),
                        new Part.Document(new Media("application/pdf", null, "https://example.com/a.pdf"), null),
                        new Part.Document(new Media("text/plain", "SGk=", null), null),
                        new Part.Other(Dialect.ANTHROPIC, "search_result", new Json("""
                                {"type":"search_result","title":"found"}""")));
    }

    @Test
    void readsToolCallsResultsAndThoughts() {
        Request.Chat chat = messages("""
                {"role": "assistant", "content": [
                  {"type": "thinking", "thinking": "hm", "signature": "s1"},
                  {"type": "redacted_thinking", "data": "d1"},
                  {"type": "tool_use", "id": "toolu_1", "name": "add", "input": {"a": 1}}]},
                {"role": "user", "content": [
                  {"type": "tool_result", "tool_use_id": "toolu_1", "is_error": true,
                   "content": [{"type": "text", "text": "no"}], "cache_control": {"type": "ephemeral"}},
                  {"type": "tool_result", "tool_use_id": "toolu_2", "content": "yes"},
                  {"type": "tool_result", "tool_use_id": "toolu_3"}]}""", "");

        assertThat(chat.messages().get(0).parts())
                .containsExactly(
                        new Part.Thinking("hm", "s1"),
                        new Part.RedactedThinking("d1"),
                        new Part.ToolCall("toolu_1", "add", new Json("{\"a\":1}"), null));
        assertThat(chat.messages().get(1).parts())
                .containsExactly(
                        new Part.ToolResult("toolu_1", null, List.of(new Part.Text("no")), true),
                        new Part.CachePoint(null),
                        new Part.ToolResult("toolu_2", null, List.of(new Part.Text("yes")), false),
                        new Part.ToolResult("toolu_3", null, List.of(), false));
    }

    @Test
    void readsToolsAndKeepsThoseThatRunAtAnthropic() {
        Request.Chat chat = messages("{\"role\": \"user\", \"content\": \"Hi\"}", """
                , "tools": [{"name": "add", "description": "adds", "input_schema": {"type": "object"}, "strict": true},
                            {"type": "web_search_20250305", "name": "web_search"}],
                  "tool_choice": {"type": "tool", "name": "add", "disable_parallel_tool_use": true}""");

        assertThat(chat.tools()).containsExactly(new Tool("add", "adds", new Json("{\"type\":\"object\"}"), true));
        assertThat(chat.toolChoice()).isEqualTo(new ToolChoice.Named("add"));
        assertThat(chat.parallelToolCalls()).isFalse();
        assertThat(chat.rest()).containsOnly(Map.entry("tools", new Json("""
                [{"type":"web_search_20250305","name":"web_search"}]""")));
    }

    @Test
    void readsSamplingStopsAndStream() {
        Request.Chat chat = messages("{\"role\": \"user\", \"content\": \"Hi\"}", """
                , "temperature": 1, "top_p": 0.5, "top_k": 3, "stop_sequences": ["END"], "stream": true""");

        assertThat(chat.sampling()).isEqualTo(new Sampling(2000, 1.0, 0.5, 3, null, null, null));
        assertThat(chat.stop()).containsExactly("END");
        assertThat(chat.stream()).isTrue();
    }

    @Test
    void readsEveryWayToThink() {
        assertThat(reasoning("\"thinking\": {\"type\": \"enabled\", \"budget_tokens\": 1024}"))
                .isEqualTo(new Reasoning(true, null, 1024, true));
        assertThat(reasoning("\"thinking\": {\"type\": \"adaptive\"}, \"output_config\": {\"effort\": \"low\"}"))
                .isEqualTo(new Reasoning(true, "low", null, true));
        assertThat(reasoning("\"thinking\": {\"type\": \"adaptive\", \"display\": \"omitted\"}"))
                .isEqualTo(new Reasoning(true, null, null, false));
        assertThat(reasoning("\"thinking\": {\"type\": \"disabled\"}"))
                .isEqualTo(new Reasoning(false, null, null, false));
        assertThat(reasoning("\"output_config\": {\"effort\": \"max\"}"))
                .isEqualTo(new Reasoning(true, "max", null, false));
    }

    @Test
    void readsTheFormatInBothItsPlaces() {
        String schema = "{\"type\": \"json_schema\", \"schema\": {\"type\": \"object\"}}";
        Format expected = new Format.JsonSchema("response", null, new Json("{\"type\":\"object\"}"), null);

        Request.Chat now = messages(
                "{\"role\": \"user\", \"content\": \"Hi\"}",
                ", \"output_config\": {\"format\": " + schema + ", \"task_budget\": 3}");
        Request.Chat beta = messages("{\"role\": \"user\", \"content\": \"Hi\"}", ", \"output_format\": " + schema);

        assertThat(now.format()).isEqualTo(expected);
        assertThat(beta.format()).isEqualTo(expected);
        assertThat(now.rest()).containsEntry("output_config", new Json("{\"task_budget\":3}"));
    }

    @Test
    void keepsUnknownFields() {
        Request.Chat chat = messages("{\"role\": \"user\", \"content\": \"Hi\"}", """
                , "metadata": {"user_id": "u"}, "service_tier": "auto", "mcp_servers": []""");

        assertThat(chat.rest())
                .containsOnly(
                        Map.entry("metadata", new Json("{\"user_id\":\"u\"}")),
                        Map.entry("service_tier", new Json("\"auto\"")),
                        Map.entry("mcp_servers", new Json("[]")));
    }

    private static @Nullable Reasoning reasoning(String fields) {
        return messages("{\"role\": \"user\", \"content\": \"Hi\"}", ", " + fields)
                .reasoning();
    }

    private static Request.Chat messages(String messages, String more) {
        return Samples.read(
                "{\"model\": \"claude\", \"max_tokens\": 2000, \"messages\": [" + messages + "]" + more + "}");
    }
}

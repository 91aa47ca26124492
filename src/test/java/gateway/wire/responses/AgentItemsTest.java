package gateway.wire.responses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import gateway.model.Chunk;
import gateway.model.FinishReason;
import gateway.model.Json;
import gateway.model.Message;
import gateway.model.Part;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import gateway.model.Request;
import gateway.model.Role;
import gateway.model.Tool;
import gateway.model.ToolChoice;
import gateway.wire.JsonCodec;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Tools and items that coding agents send: in namespaces, within the conversation, found by a search of their own. */
class AgentItemsTest {
    private static final String GROUPED = """
            {'model':'m','input':'Hello','tools':[
              {'type':'function','name':'look'},
              {'type':'namespace','name':'team','description':'For work in a team','tools':[
                {'type':'function','name':'hire','description':'Hires','parameters':{'type':'object'}},
                {'type':'custom','name':'tell'}]}]}""";

    private static final String SEARCHED = """
            {'model':'m','tools':[{'type':'tool_search','execution':'client','description':'Finds tools',
                'parameters':{'type':'object','properties':{'query':{'type':'string'}}}}],
             'input':[{'role':'user','content':'Hello'},
              {'type':'tool_search_call','call_id':'c1','execution':'client','status':'completed',
               'arguments':{'query':'team'}},
              {'type':'tool_search_output','call_id':'c1','execution':'client','status':'completed',
               'tools':[{'type':'namespace','name':'team','description':'','tools':[
                 {'type':'function','name':'hire','defer_loading':true}]}]}]}""";

    @Test
    void offersToolsOfANamespaceByTheNamesOfBoth() {
        Request.Chat chat = Samples.read(GROUPED);

        assertThat(names(chat)).containsExactly("look", "team__hire", "team__tell");
        assertThat(chat.tools().get(1).description()).isEqualTo("For work in a team\n\nHires");
        assertThat(chat.tools().get(2).description()).isNull();
        assertThat(chat.rest()).isEmpty();
    }

    @Test
    void doesNotDoubleTheLineBetweenBothNamesAndKeepsThemShort() {
        String longName = "x".repeat(60);

        assertThat(ToolNames.forModels("mcp__files__", "read")).isEqualTo("mcp__files__read");
        assertThat(ToolNames.forModels(null, "read")).isEqualTo("read");
        assertThat(ToolNames.forModels("team", longName + "1"))
                .hasSize(64)
                .startsWith("team__xxx")
                .isNotEqualTo(ToolNames.forModels("team", longName + "2"));
    }

    @Test
    void takesCallsBackByTheNamesOfBoth() {
        Request.Chat chat = Samples.read("""
                {'model':'m','tool_choice':{'type':'function','namespace':'team','name':'hire'},
                 'tools':[{'type':'namespace','name':'team','tools':[{'type':'function','name':'hire'}]}],
                 'input':[{'role':'user','content':'Hello'},
                  {'type':'function_call','call_id':'c1','namespace':'team','name':'hire','arguments':'{}'},
                  {'type':'function_call_output','call_id':'c1','output':'done'}]}""");

        assertThat(chat.toolChoice()).isEqualTo(new ToolChoice.Named("team__hire"));
        assertThat(chat.messages().get(1).parts())
                .containsExactly(new Part.ToolCall("c1", "team__hire", Json.EMPTY_OBJECT, null));
        assertThat(chat.messages().get(2).parts())
                .containsExactly(new Part.ToolResult("c1", "team__hire", List.of(new Part.Text("done")), false));
    }

    @Test
    void tellsACallByNamespaceAndName() throws IOException {
        ArrayNode output = answered(GROUPED, new Part.ToolCall("c1", "team__hire", new Json("{\"a\":1}"), null));

        assertThat(output.get(0).path("type").asText()).isEqualTo("function_call");
        assertThat(output.get(0).path("namespace").asText()).isEqualTo("team");
        assertThat(output.get(0).path("name").asText()).isEqualTo("hire");
    }

    @Test
    void streamsACallByNamespaceAndName() {
        StreamReading read = new StreamReading(Samples.streamed(
                GROUPED,
                new Chunk.ToolCallStarted(0, "c1", "team__tell", null),
                new Chunk.ToolCallArguments(0, "{\"input\":\"Hello\"}"),
                new Chunk.Finished(FinishReason.TOOL_CALLS, null)));

        JsonNode call = read.output().get(0);
        assertThat(call.path("type").asText()).isEqualTo("custom_tool_call");
        assertThat(call.path("namespace").asText()).isEqualTo("team");
        assertThat(call.path("name").asText()).isEqualTo("tell");
        assertThat(call.path("input").asText()).isEqualTo("Hello");
    }

    @Test
    void leavesOutASearchOfTheWebBesideToolsOfTheClient() {
        Request.Chat chat = Samples.read("{'model':'m','input':'Hello','tools':[{'type':'web_search'},"
                + "{'type':'image_generation'},{'type':'function','name':'look'}]}");

        assertThat(names(chat)).containsExactly("look");
        assertThat(chat.rest()).containsOnlyKeys("responses.tools.web_search", "responses.tools.image_generation");
    }

    @Test
    void refusesASearchOfTheWebThatIsAskedFor() {
        RefusedException refused = catchThrowableOfType(
                RefusedException.class,
                () -> Samples.read("{'model':'m','input':'Hello','tools':[{'type':'web_search'},"
                        + "{'type':'function','name':'look'}],'tool_choice':{'type':'web_search'}}"));

        assertThat(Objects.requireNonNull(refused).refusal()).isInstanceOf(Refusal.Malformed.class);
    }

    @Test
    void offersToolsThatStandInTheConversation() throws IOException {
        String json = """
                {'model':'m','input':[
                  {'type':'additional_tools','role':'developer','tools':[
                    {'type':'namespace','name':'functions','description':'','tools':[{'type':'custom','name':'run'}]}]},
                  {'role':'user','content':'Hello'}]}""";

        assertThat(names(Samples.read(json))).containsExactly("functions__run");
        assertThat(answered(json, new Part.ToolCall("c1", "functions__run", new Json("{\"input\":\"1\"}"), null)))
                .first()
                .satisfies(call -> {
                    assertThat(call.path("namespace").asText()).isEqualTo("functions");
                    assertThat(call.path("input").asText()).isEqualTo("1");
                });
    }

    @Test
    void takesTheLastOfSeveralDescriptionsOfATool() {
        Request.Chat chat = Samples.read("""
                {'model':'m','tools':[{'type':'function','name':'look','description':'old'}],'input':[
                  {'type':'additional_tools','role':'developer','tools':[
                    {'type':'function','name':'look','description':'new'}]},
                  {'role':'user','content':'Hello'}]}""");

        assertThat(chat.tools()).extracting(Tool::description).containsExactly("new");
    }

    @Test
    void offersWhatAClientsSearchHasFound() {
        Request.Chat chat = Samples.read(SEARCHED);

        assertThat(names(chat)).containsExactly("tool_search", "team__hire");
        assertThat(chat.messages().get(1).parts())
                .containsExactly(new Part.ToolCall("c1", "tool_search", new Json("{\"query\":\"team\"}"), null));
        assertThat(chat.messages().get(2).parts())
                .containsExactly(new Part.ToolResult(
                        "c1", "tool_search", List.of(new Part.Text("{\"tools\":[\"team__hire\"]}")), false));
    }

    @Test
    void tellsASearchAsOne() throws IOException {
        JsonNode call = answered(SEARCHED, new Part.ToolCall("c2", "tool_search", new Json("{\"query\":\"a\"}"), null))
                .get(0);

        assertThat(call.path("type").asText()).isEqualTo("tool_search_call");
        assertThat(call.path("execution").asText()).isEqualTo("client");
        assertThat(call.path("arguments").path("query").asText()).isEqualTo("a");
        assertThat(call.path("call_id").asText()).isEqualTo("c2");
    }

    @Test
    void streamsASearchByItsItemAlone() {
        String stream = Samples.streamed(
                SEARCHED,
                new Chunk.ToolCallStarted(0, "c2", "tool_search", null),
                new Chunk.ToolCallArguments(0, "{\"query\":"),
                new Chunk.ToolCallArguments(0, "\"a\"}"),
                new Chunk.Finished(FinishReason.TOOL_CALLS, null));

        StreamReading read = new StreamReading(stream);
        assertThat(read.types())
                .containsExactly(
                        "response.created",
                        "response.in_progress",
                        "response.output_item.added",
                        "response.output_item.done",
                        "response.completed");
        assertThat(read.output().get(0).path("arguments").path("query").asText())
                .isEqualTo("a");
    }

    @Test
    void leavesOutASearchForToolsThatOpenAiRunsAsAllAreOfferedAtOnce() {
        Request.Chat chat = Samples.read("""
                {'model':'m','tools':[{'type':'tool_search'},{'type':'function','name':'look','defer_loading':true}],
                 'input':[{'role':'user','content':'Hello'},
                  {'type':'tool_search_call','call_id':null,'execution':'server','arguments':{}},
                  {'type':'tool_search_output','call_id':null,'execution':'server',
                   'tools':[{'type':'function','name':'look'}]}]}""");

        assertThat(names(chat)).containsExactly("look");
        assertThat(chat.messages()).hasSize(1);
        assertThat(chat.rest()).containsOnlyKeys("responses.tools.tool_search");
    }

    @Test
    void givesWhatOneAgentTellsAnotherAsTheUsersWords() {
        Request.Chat chat = Samples.read("""
                {'model':'m','input':[{'type':'agent_message','author':'/root','recipient':'/root/one','content':[
                  {'type':'input_text','text':'Sender: /root'},
                  {'type':'encrypted_content','encrypted_content':'Count the files'},
                  {'type':'encrypted_content','encrypted_content':'gAAAAABk1234'}]}]}""");

        assertThat(chat.messages())
                .containsExactly(new Message(
                        Role.USER, List.of(new Part.Text("Sender: /root"), new Part.Text("Count the files"))));
        assertThat(chat.rest()).containsOnlyKeys("responses.input.encrypted_content");
    }

    private static List<String> names(Request.Chat chat) {
        return chat.tools().stream().map(Tool::name).collect(Collectors.toList());
    }

    private static ArrayNode answered(String request, Part part) throws IOException {
        byte[] answer = ResponseWriter.write(
                Samples.outcome(request), Samples.completion(FinishReason.TOOL_CALLS, part), 1_700_000_000);
        return (ArrayNode) JsonCodec.MAPPER.readTree(answer).path("output");
    }
}

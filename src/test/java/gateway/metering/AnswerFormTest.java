package gateway.metering;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.model.Chunk;
import gateway.model.Completion;
import gateway.model.Examples;
import gateway.model.FinishReason;
import gateway.model.Format;
import gateway.model.Json;
import gateway.model.Part;
import gateway.model.Request;
import gateway.model.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What form answers have, whole and in pieces. */
class AnswerFormTest {
    private static final Tool WEATHER = new Tool("weather", null, Json.EMPTY_OBJECT, null);
    private static final Format OBJECT = new Format.JsonObject();
    private static final Format PERSON = new Format.JsonSchema(
            "person",
            null,
            new Json("{\"properties\":{\"name\":{\"type\":\"string\",\"required\":[\"x\"]}},"
                    + "\"required\":[\"name\",\"age\"],\"type\":\"object\"}"),
            true);
    private static final Format LIST = new Format.JsonSchema("list", null, new Json("{\"type\":\"array\"}"), null);

    @Test
    void tellsIdAndFinishOfAnyAnswer() {
        AnswerForm form = form(request(List.of(), null, Map.of()), FinishReason.CONTENT_FILTER, new Part.Text("{"));

        assertThat(form).isEqualTo(new AnswerForm("id-1", FinishReason.CONTENT_FILTER, null, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "", "{\"city\":\"Kiel\",\"days\":[1,{\"a\":2}]}", " {\"a\":null} \n"})
    void findsCallsOfOfferedToolsWithObjectsSound(String arguments) {
        assertThat(form(tools(), FinishReason.TOOL_CALLS, call("weather", arguments))
                        .toolCalls())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "\"x\"",
                "null",
                "{\"city\":",
                "{\"city\":\"Kiel\"",
                "{} {}",
                "{}x",
                "{'a':1}",
                "{\"a\":NaN}",
                "}"
            })
    void findsArgumentsThatAreNoObject(String arguments) {
        assertThat(form(tools(), FinishReason.TOOL_CALLS, call("weather", arguments))
                        .toolCalls())
                .isFalse();
    }

    @Test
    void findsACallOfAToolThatWasNotOffered() {
        assertThat(form(tools(), FinishReason.TOOL_CALLS, call("weather", "{}"), call("news", "{}"))
                        .toolCalls())
                .isFalse();
    }

    @Test
    void judgesNoToolsThatOnlyAProviderKnows() {
        Map<String, Json> others = Map.of("tools", new Json("[{\"type\":\"web_search\"}]"));

        assertThat(form(request(List.of(WEATHER), null, others), FinishReason.TOOL_CALLS, call("search", "x"))
                        .toolCalls())
                .isNull();
        assertThat(form(request(List.of(), null, Map.of()), FinishReason.TOOL_CALLS, call("search", "x"))
                        .toolCalls())
                .isNull();
    }

    @Test
    void judgesNoAnswerThatItsBoundHasCut() {
        assertThat(form(tools(), FinishReason.LENGTH, call("weather", "{\"a")).toolCalls())
                .isNull();
        assertThat(form(json(OBJECT), FinishReason.LENGTH, new Part.Text("{\"a"))
                        .format())
                .isNull();
    }

    @Test
    void judgesNoneOfSeveralAnswersInOne() {
        assertThat(form(
                                request(List.of(), OBJECT, Map.of("n", new Json("2"))),
                                FinishReason.STOP,
                                new Part.Text("{}{}"))
                        .format())
                .isNull();
    }

    @Test
    void findsJsonWhereItWasAskedFor() {
        assertThat(formed(OBJECT, "{\"a\":1}")).isTrue();
        assertThat(formed(OBJECT, "[1]")).isFalse();
        assertThat(formed(OBJECT, "Here it is: {\"a\":1}")).isFalse();
        assertThat(formed(OBJECT, "```json\n{\"a\":1}\n```")).isFalse();
        assertThat(formed(OBJECT, "")).isFalse();
        assertThat(formed(LIST, "[1, 2]")).isTrue();
        assertThat(formed(LIST, "[1, 2")).isFalse();
    }

    @Test
    void looksForTheFieldsThatASchemaRequiresAtItsTop() {
        assertThat(formed(PERSON, "{\"name\":\"Ada\",\"age\":36}")).isTrue();
        assertThat(formed(PERSON, "{\"age\":36,\"other\":{\"x\":[]},\"name\":null}"))
                .isTrue();
        assertThat(formed(PERSON, "{\"name\":\"Ada\"}")).isFalse();
        assertThat(formed(PERSON, "{\"name\":\"Ada\",\"other\":{\"age\":36}}")).isFalse();
        assertThat(formed(PERSON, "[]")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"anyOf\":[{\"required\":[\"x\"]},{}]}", "{\"type\":[\"object\",\"null\"]}", "{}", "true"})
    void asksForJsonAloneWhereASchemaLeavesItsTypeOpen(String schema) {
        Format open = new Format.JsonSchema("x", null, new Json(schema), null);

        assertThat(formed(open, "null")).isTrue();
        assertThat(formed(open, "{\"a\":1}")).isTrue();
        assertThat(formed(open, "no")).isFalse();
    }

    @Test
    void asksForAnObjectWhereASchemaNamesItsFields() {
        Format untyped = new Format.JsonSchema("x", null, new Json("{\"required\":[\"a\"]}"), null);

        assertThat(formed(untyped, "{\"a\":1}")).isTrue();
        assertThat(formed(untyped, "[1]")).isFalse();
    }

    @Test
    void asksForJsonAloneWhereASchemaCannotBeRead() {
        Format broken = new Format.JsonSchema("x", null, new Json("{\"type\":"), null);

        assertThat(formed(broken, "[1]")).isTrue();
        assertThat(formed(broken, "no")).isFalse();
    }

    @Test
    void doesNotJudgeWhatIsTooLongToKeep() {
        String longest = "{\"a\":\"" + "x".repeat(FormTally.MOST - 8) + "\"}";

        assertThat(formed(OBJECT, longest)).isTrue();
        assertThat(formed(OBJECT, longest + " ")).isNull();
        assertThat(formed(OBJECT, "x".repeat(5_000_000))).isNull();
    }

    @Property(tries = 200)
    void saysTheSameOfAStreamHoweverItIsCut(@ForAll @Size(max = 8) List<Integer> cuts) {
        String arguments = "{\"city\":\"K\\u00f6ln\",\"list\":[1,2.5e3,null,{\"deep\":true}]}";
        FormTally whole = tally(tools(), arguments, cuts);
        FormTally broken = tally(tools(), arguments.substring(0, arguments.length() - 1), cuts);

        assertThat(whole.form()).isEqualTo(new AnswerForm("id-1", FinishReason.TOOL_CALLS, true, null));
        assertThat(broken.form().toolCalls()).isFalse();
    }

    @Test
    void saysNothingOfAStreamThatIsNotOver() {
        FormTally seen = new FormTally(json(OBJECT));
        seen.add(new Chunk.Started("id-1", "m"));
        seen.add(new Chunk.TextDelta("{"));

        assertThat(seen.form()).isEqualTo(new AnswerForm("id-1", null, null, null));
        seen.add(new Chunk.TextDelta("}"));
        seen.add(new Chunk.Finished(FinishReason.STOP, null));
        assertThat(seen.form().format()).isTrue();
    }

    private static FormTally tally(Request.Chat request, String arguments, List<Integer> cuts) {
        FormTally seen = new FormTally(request);
        seen.add(new Chunk.Started("id-1", "m"));
        seen.add(new Chunk.ToolCallStarted(0, "c0", "weather", null));
        seen.add(new Chunk.ToolCallStarted(1, "c1", "weather", null));
        int from = 0;
        for (int cut : cuts.stream()
                .map(each -> Math.floorMod(each, arguments.length()))
                .sorted()
                .toList()) {
            seen.add(new Chunk.ToolCallArguments(0, arguments.substring(from, cut)));
            seen.add(new Chunk.ToolCallArguments(1, cut % 2 == 0 ? " " : "\n"));
            from = cut;
        }
        seen.add(new Chunk.ToolCallArguments(0, arguments.substring(from)));
        seen.add(new Chunk.ToolCallArguments(1, "{}"));
        seen.add(new Chunk.Finished(FinishReason.TOOL_CALLS, null));
        return seen;
    }

    private static @Nullable Boolean formed(Format format, String text) {
        return form(json(format), FinishReason.STOP, new Part.Text(text)).format();
    }

    private static AnswerForm form(Request.Chat request, FinishReason finish, Part... parts) {
        return FormTally.of(request, new Completion("id-1", "m", List.of(parts), finish, null, null));
    }

    private static Part call(String name, String arguments) {
        return new Part.ToolCall("c", name, new Json(arguments), null);
    }

    private static Request.Chat tools() {
        return request(List.of(WEATHER), null, Map.of());
    }

    private static Request.Chat json(Format format) {
        return request(List.of(), format, Map.of());
    }

    private static Request.Chat request(List<Tool> tools, @Nullable Format format, Map<String, Json> rest) {
        Request.Chat chat = Examples.chat(false);
        return chat.rewritten(new ArrayList<>(chat.messages()), tools, format, List.of(), rest);
    }
}

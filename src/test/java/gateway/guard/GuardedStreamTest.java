package gateway.guard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import gateway.model.Chunk;
import gateway.model.Event;
import gateway.model.Failure;
import gateway.model.FinishReason;
import gateway.model.GuardAction;
import gateway.model.GuardPolicy;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class GuardedStreamTest {
    private static final Map<String, String> ORIGINALS =
            Map.of("PERSON_1", "Bo \"B\" Ek", "EMAIL_1", "bo@ek.example", "PERSON_12", "Ines Ota");
    private static final GuardPolicy LOOKING = Policies.of(GuardAction.PSEUDONYMISE, GuardAction.REDACT);

    private final Heard heard = new Heard();

    @Property(tries = 500)
    void givesOriginalsBackWhereverAStreamIsCut(
            @ForAll("texts") String text, @ForAll @IntRange(min = 1, max = 40) int size) {
        Heard client = new Heard();
        GuardedStream stream = stream(LOOKING, client);
        for (String piece : pieces(text, size)) {
            stream.next(said(piece));
        }
        stream.next(new Event(List.of(new Chunk.Finished(FinishReason.STOP, null)), null));
        stream.end();

        assertThat(client.text()).isEqualTo(expected(text, false));
        assertThat(client.ended).isTrue();
    }

    @Property(tries = 300)
    void escapesOriginalsInToolArgumentsWhereverTheyAreCut(
            @ForAll("texts") String text, @ForAll @IntRange(min = 1, max = 40) int size) {
        Heard client = new Heard();
        GuardedStream stream = stream(LOOKING, client);
        String json = "{\"note\":\"" + text + "\"}";
        stream.next(new Event(List.of(new Chunk.ToolCallStarted(0, "c", "f", null)), null));
        for (String piece : pieces(json, size)) {
            stream.next(new Event(List.of(new Chunk.ToolCallArguments(0, piece)), null));
        }
        stream.end();

        assertThat(client.arguments()).isEqualTo("{\"note\":\"" + expected(text, true) + "\"}");
    }

    @Property(tries = 300)
    void neverHoldsBackMoreThanAWindow(@ForAll("texts") String text, @ForAll @IntRange(min = 1, max = 40) int size) {
        Heard client = new Heard();
        AnswerRules rules = new AnswerRules(Engines.engine(), LOOKING, new Restorer(Map.of()), GuardListener.NONE);
        GuardedStream stream = new GuardedStream(rules, new Source(), client);
        int sent = 0;
        for (String piece : pieces(text, size)) {
            stream.next(said(piece));
            sent += piece.length();
            int held = sent - client.received;
            assertThat(held).isLessThanOrEqualTo(Window.MOST + size);
        }
    }

    @Test
    void letsBytesGoThroughThatNothingIsFoundIn() {
        GuardedStream stream = stream(LOOKING, heard);
        ByteBuffer raw = ByteBuffer.allocate(1);
        stream.next(new Event(List.of(new Chunk.TextDelta("all is well ")), raw));
        stream.next(new Event(List.of(new Chunk.TextDelta("and so it stays ")), raw));

        assertThat(heard.events).hasSize(2).allMatch(event -> raw.equals(event.raw()));
    }

    @Test
    void takesOutWhatAProviderAddsOfPersonalData() {
        GuardedStream stream = stream(LOOKING, heard);
        for (String piece : pieces("write to me@home.example or call 555012 now please thanks", 5)) {
            stream.next(said(piece));
        }
        stream.end();

        assertThat(heard.text()).isEqualTo("write to [EMAIL] or call [PHONE] now please thanks");
    }

    @Test
    void endsAsTheSurfacesRefusalWhenTheAnswerTurnsToxic() {
        Source source = new Source();
        GuardedStream stream = new GuardedStream(rules(LOOKING), source, heard);
        stream.next(said("this goes "));
        stream.next(said("vile and more "));
        stream.next(said("that nobody should see"));
        stream.end();

        assertThat(source.cancelled).isTrue();
        assertThat(heard.text()).isEqualTo("this goes ");
        assertThat(heard.events.getLast().chunks())
                .containsExactly(new Chunk.Finished(FinishReason.CONTENT_FILTER, null));
        assertThat(heard.ended).isTrue();
    }

    @Test
    void judgesWhatIsHeldBeforeItPassesAFailureOn() {
        GuardedStream stream = stream(LOOKING, heard);
        stream.next(said("mail me@home.example"));
        stream.fail(Failure.of(Failure.Kind.BROKEN, "reset"));

        assertThat(heard.text()).isEqualTo("mail [EMAIL]");
        assertThat(heard.failed).isTrue();
    }

    @Test
    void keepsTheOrderOfTextToolCallsAndFinish() {
        GuardedStream stream = stream(LOOKING, heard);
        stream.next(said("Ask <PERSON_1>"));
        stream.next(new Event(List.of(new Chunk.ToolCallStarted(0, "c", "f", null)), null));
        stream.next(new Event(List.of(new Chunk.ToolCallArguments(0, "{\"to\":5550")), null));
        stream.next(new Event(List.of(new Chunk.ToolCallArguments(0, "1234}")), null));
        stream.next(new Event(List.of(new Chunk.Finished(FinishReason.TOOL_CALLS, null)), null));
        stream.end();

        assertThat(heard.text()).isEqualTo("Ask Bo \"B\" Ek");
        assertThat(heard.arguments()).isEqualTo("{\"to\":\"[PHONE]\"}");
        assertThat(heard.events.stream()
                        .flatMap(event -> event.chunks().stream())
                        .map(Object::getClass)
                        .toList())
                .containsSubsequence(
                        Chunk.TextDelta.class,
                        Chunk.ToolCallStarted.class,
                        Chunk.ToolCallArguments.class,
                        Chunk.Finished.class);
    }

    @Test
    void knowsWhereStringsEndWhereverItForgetsWhatWasLetGo() throws JsonProcessingException {
        for (int pad = 0; pad < 130; pad++) {
            Heard client = new Heard();
            GuardedStream stream = stream(LOOKING, client);
            String json = "{\"note\":\"" + "x".repeat(pad) + "\\\" and so on " + "y ".repeat(200) + "5550123 z\"}";
            for (String piece : pieces(json, 1)) {
                stream.next(new Event(List.of(new Chunk.ToolCallArguments(0, piece)), null));
            }
            stream.end();

            assertThat(new ObjectMapper()
                            .readTree(client.arguments())
                            .path("note")
                            .asText())
                    .as("after %d chars", pad)
                    .endsWith("y [PHONE] z");
        }
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(
                        "the ",
                        "Dear ",
                        "<PERSON_1>",
                        "<EMAIL_1>",
                        "PERSON_12",
                        "&lt;PERSON_12&gt;",
                        " and ",
                        ", ",
                        "Löwe ",
                        "<b>",
                        "a_1 ",
                        "<PERSON_2> ",
                        "\uD83D\uDC2B ",
                        ". ",
                        "_",
                        "<",
                        "Straße ",
                        "x ")
                .list()
                .ofMaxSize(30)
                .map(parts -> String.join("", parts));
    }

    private static String expected(String text, boolean json) {
        return new Restorer(ORIGINALS).restore(text, json);
    }

    private static List<String> pieces(String text, int size) {
        List<String> pieces = new ArrayList<>();
        for (int i = 0; i < text.length(); i += size) {
            pieces.add(text.substring(i, Math.min(text.length(), i + size)));
        }
        return pieces;
    }

    private static Event said(String text) {
        return new Event(List.of(new Chunk.TextDelta(text)), null);
    }

    private static AnswerRules rules(GuardPolicy policy) {
        return new AnswerRules(Engines.engine(), policy, new Restorer(ORIGINALS), GuardListener.NONE);
    }

    private static GuardedStream stream(GuardPolicy policy, Heard client) {
        return new GuardedStream(rules(policy), new Source(), client);
    }
}

package gateway.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.simulator.Ask.Cache;
import gateway.simulator.Ask.Thinking;
import gateway.simulator.Ask.Tool;
import gateway.simulator.Reply.Call;
import gateway.simulator.Reply.Finish;
import gateway.simulator.Reply.Part;
import gateway.simulator.Reply.Text;
import gateway.simulator.Reply.Thought;
import gateway.simulator.Reply.Tokens;
import gateway.wire.JsonCodec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes up the answers. Thread-safe. */
final class Responder {
    private static final int ECHO_LENGTH = 200;
    private static final int ARGUMENT_LENGTH = 100;
    private static final int FRAGMENT_LENGTH = 6;
    private static final List<String> THINKING =
            Words.split("I am a simulator and cannot think, so I will simply repeat what was said.");

    private final Ids ids;
    private final PromptCache cache = new PromptCache();

    Responder(Ids ids) {
        this.ids = ids;
    }

    /**
     * An answer.
     *
     * @param dialect in which it will be written
     * @param ask what was asked
     * @param text is answered whatever was asked, null to make up a text
     * @param calls arguments of the tools that are called, by name; null to choose
     * @param tokens number of words, 0 for as many as there are
     */
    Reply reply(Dialect dialect, Ask ask, @Nullable String text, @Nullable Map<String, JsonNode> calls, int tokens) {
        List<String> thought = ask.thinking() == Thinking.NONE ? List.of() : Words.fit(THINKING, limit(THINKING, ask));
        List<Part> parts = new ArrayList<>();
        if (ask.thinking() == Thinking.SHOWN) {
            parts.add(new Thought(thought, signature(ask)));
        }
        List<Tool> called = text == null ? ToolPicker.pick(ask) : List.of();
        if (calls != null) {
            called = ask.toolResult() == null ? offered(ask, calls.keySet()) : List.of();
        }
        if (!called.isEmpty()) {
            for (Tool tool : called) {
                JsonNode given = calls == null ? null : calls.get(tool.name());
                parts.add(call(dialect, tool, given == null ? sample(ask, tool) : given));
            }
            return done(ask, parts, Finish.TOOLS, null, thought.size());
        }
        return spoken(ask, parts, words(ask, text, tokens), thought.size());
    }

    private Reply spoken(Ask ask, List<Part> parts, List<String> words, int thought) {
        List<String> said = words;
        Finish finish = Finish.STOP;
        String stop = null;
        if (!ask.stops().isEmpty()) {
            String whole = String.join("", words);
            int end = whole.length();
            for (String candidate : ask.stops()) {
                int at = whole.indexOf(candidate);
                if (at >= 0 && at < end) {
                    end = at;
                    stop = candidate;
                }
            }
            if (stop != null) {
                finish = Finish.STOP_STRING;
                said = Words.split(whole.substring(0, end));
            }
        }
        int room = Math.max(0, ask.maxTokens() - thought);
        if (said.size() > room) {
            said = said.subList(0, room);
            finish = Finish.LENGTH;
            stop = null;
        }
        parts.add(new Text(said));
        return done(ask, parts, finish, stop, thought);
    }

    private static List<String> words(Ask ask, @Nullable String text, int tokens) {
        JsonNode schema = ask.schema();
        if (text == null && schema != null) {
            String echo = Words.shorten(ask.userText(), ARGUMENT_LENGTH);
            return Words.split(SchemaSample.of(schema, echo).toString());
        }
        List<String> all = Words.split(text == null ? compose(ask) : text);
        List<String> fitted = tokens == 0 ? all : Words.fit(all, tokens);
        if (ask.prefill().isEmpty()) {
            return fitted;
        }
        // A request that ends with the assistant's own words wants them continued: go on at the same word.
        int begun = Words.split(ask.prefill()).size();
        List<String> rest = begun < fitted.size() ? fitted.subList(begun, fitted.size()) : List.of();
        if (ask.repeated().isEmpty()) {
            return rest;
        }
        List<String> again = new ArrayList<>(Words.split(ask.repeated()));
        again.addAll(rest);
        return again;
    }

    private static String compose(Ask ask) {
        StringBuilder text = new StringBuilder("This is the Serai provider simulator (");
        text.append(ask.model()).append(").");
        for (String medium : ask.media()) {
            text.append(" I see ").append(medium).append('.');
        }
        String result = ask.toolResult();
        if (result != null) {
            text.append(" The tool answered: ").append(Words.shorten(result, ECHO_LENGTH));
        } else {
            text.append(" You said: ").append(Words.shorten(ask.userText(), ECHO_LENGTH));
        }
        return text.toString();
    }

    private static List<Tool> offered(Ask ask, Collection<String> names) {
        return names.stream()
                .flatMap(name -> ask.tools().stream().filter(tool -> tool.name().equals(name)))
                .toList();
    }

    private static JsonNode sample(Ask ask, Tool tool) {
        JsonNode sample = SchemaSample.of(tool.schema(), Words.shorten(ask.userText(), ARGUMENT_LENGTH));
        return sample.isObject() ? sample : JsonCodec.object();
    }

    private Call call(Dialect dialect, Tool tool, JsonNode arguments) {
        String json = arguments.toString();
        List<String> pieces = dialect.streamsArguments() ? Words.fragments(json, FRAGMENT_LENGTH) : List.of(json);
        return new Call(ids.next(dialect.callIdPrefix()), tool.name(), arguments, pieces);
    }

    private Reply done(Ask ask, List<Part> parts, Finish finish, @Nullable String stop, int thought) {
        int visible = 0;
        for (Part part : parts) {
            visible += part instanceof Thought ? 0 : part.pieces().size();
        }
        int read = 0;
        int cached = 0;
        for (Cache mark : ask.caches()) {
            cached = mark.tokens();
            if (cache.hit(mark.key())) {
                read = cached;
            }
        }
        int input = Math.max(0, ask.inputTokens() - cached);
        return new Reply(
                parts,
                finish,
                stop,
                new Tokens(input, read, cached - read, visible * ask.answers(), thought * ask.answers()));
    }

    private static int limit(List<String> words, Ask ask) {
        return Math.clamp(ask.maxTokens(), 0, words.size());
    }

    private static String signature(Ask ask) {
        return Base64.getEncoder()
                .encodeToString(("simulated signature of " + ask.model()).getBytes(StandardCharsets.UTF_8));
    }
}

package gateway.wire;

import gateway.model.Call;
import gateway.model.Dialect;
import gateway.model.Json;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The fields of one request that a dialect cannot carry, by their names in the client's. Confined to one request. */
public final class LostFields {
    private static final String UNKNOWN = "unknown";
    private static final int LONGEST_NAME = 64;

    /** What the names of fields begin with that OpenAI's Responses API alone has: no provider is sent them. */
    public static final String RESPONSES = "responses.";

    /** What that API calls the fields that chat completions have, too. */
    private static final Map<String, String> IN_RESPONSES = Map.of(
            "max_tokens", "max_output_tokens",
            "max_completion_tokens", "max_output_tokens",
            "response_format", "text.format",
            "verbosity", "text.verbosity",
            "reasoning_effort", "reasoning.effort",
            "thinking", "input.encrypted_content",
            "cache_control", "prompt_cache_breakpoint",
            "logprobs", "include",
            "messages[].content", "input.content");

    private final Dialect client;
    private final Set<String> names = new LinkedHashSet<>();

    /** Takes the client's dialect. */
    public LostFields(Dialect client) {
        this.client = client;
    }

    /**
     * What a field is called in a header. A client can call a field anything: what is no plain name would break the
     * header, or stand in the log of a proxy, and so is {@code unknown}.
     */
    public static String plain(String name) {
        return name.length() <= LONGEST_NAME && name.chars().allMatch(LostFields::isPlain) ? name : UNKNOWN;
    }

    /**
     * What a client is told of fields that were lost.
     *
     * @param call the client's
     * @param names as the codecs of providers noted them
     * @return each as the client calls it, fit for a header, once
     */
    public static List<String> told(Call call, Collection<String> names) {
        Set<String> told = new LinkedHashSet<>();
        for (String name : names) {
            told.add(plain(call.echo() == null ? name : inResponses(name)));
        }
        return List.copyOf(told);
    }

    private static String inResponses(String name) {
        return name.startsWith(RESPONSES) ? name.substring(RESPONSES.length()) : IN_RESPONSES.getOrDefault(name, name);
    }

    /** A field that every dialect calls the same. */
    public void add(String name) {
        names.add(plain(name));
    }

    /** A field that Anthropic calls otherwise than the others. */
    public void add(String openAi, String anthropic) {
        add(
                switch (client) {
                    case ANTHROPIC -> anthropic;
                    case OPENAI, GEMINI, BEDROCK -> openAi;
                });
    }

    /** The fields that nobody here knows; an explicit null says nothing, so nothing is lost with it. */
    public void addAll(Map<String, Json> rest) {
        rest.entrySet().stream()
                .filter(field -> !field.getValue().text().equals("null"))
                .map(Map.Entry::getKey)
                .sorted()
                .forEach(this::add);
    }

    private static boolean isPlain(int c) {
        boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        return letter || (c >= '0' && c <= '9') || "_-.[]".indexOf(c) >= 0;
    }

    /** What was noted, each name once, in order. */
    public List<String> names() {
        return List.copyOf(names);
    }
}

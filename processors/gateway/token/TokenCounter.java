package gateway.token;

import gateway.model.Deployment;
import gateway.model.Request;
import gateway.model.Usage;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts the tokens of requests before providers do: by an estimate that learns from what providers tell, and where
 * that decides something, for OpenAI's models by their own tokenizers. Thread-safe.
 */
public final class TokenCounter {
    /** Up to so many characters the tokenizers are asked: 0.4 ms for prose, 1.6 ms for the worst. */
    static final int EXACT_CHARACTERS = 8 * 1024;

    private final Encoder encoder = new Encoder();
    private final Map<String, Calibration> calibrations = new ConcurrentHashMap<>();

    /** Reads tokens by the same vocabularies. */
    public TokenReader reader() {
        return new TokenReader(encoder);
    }

    /** Loads the tokenizers that deployments need, which blocks for up to a second; until then all is estimated. */
    public void load(List<Deployment> deployments) {
        for (Deployment deployment : deployments) {
            encoder.load(calibration(deployment).tokenizer);
        }
    }

    /** Estimates a request's input, in time linear in its size. */
    public InputTokens count(Request request, List<Deployment> candidates) {
        return count(Content.of(request), candidates, false);
    }

    /**
     * The same input with the texts counted by the tokenizers of OpenAI's models.
     *
     * @return null if no candidate is such a model, the texts are too long, or the tokenizer is not there: then it is
     *     loaded for the next time
     */
    public @Nullable InputTokens exact(InputTokens estimated) {
        if (estimated.content.characters > EXACT_CHARACTERS) {
            return null;
        }
        boolean known = false;
        for (Deployment candidate : estimated.candidates()) {
            known |= encoder.isThere(calibration(candidate).tokenizer);
        }
        return known ? count(estimated.content, estimated.candidates(), true) : null;
    }

    /** Counts a request that was changed, in the way and for the deployments that it was counted before. */
    public InputTokens again(Request changed, InputTokens before) {
        InputTokens estimated = count(changed, before.candidates());
        InputTokens exact = before.isExact() ? exact(estimated) : null;
        return exact == null ? estimated : exact;
    }

    private InputTokens count(Content content, List<Deployment> candidates, boolean exact) {
        int size = candidates.size();
        long[] upper = new long[size];
        long[] likely = new long[size];
        @Nullable Long[] counted = new Long[size];
        Map<Tokenizer, Long> known = new EnumMap<>(Tokenizer.class);
        for (int i = 0; i < size; i++) {
            Deployment candidate = candidates.get(i);
            Calibration calibration = calibration(candidate);
            counted[i] = exact ? exact(calibration.tokenizer, content, known) : null;
            long most = (long) content.windows * candidate.contextTokens();
            long files = FileTokens.upper(content, candidate);
            upper[i] = Math.min(
                    calibration.upper(content.tally, counted[i])
                            + content.tokens
                            + Overhead.upper(content, candidate)
                            + files,
                    most);
            likely[i] = Math.max(
                    1,
                    Math.min(
                            calibration.likely(content.tally, counted[i])
                                    + content.tokens
                                    + Overhead.likely(content, candidate)
                                    + FileTokens.likely(content, candidate),
                            most));
        }
        return new InputTokens(content, candidates, upper, likely, counted);
    }

    /**
     * Learns from a call that was settled.
     *
     * @param served who answered
     * @param counted what was counted before
     * @param actual what the provider told, never an estimate
     */
    public void learn(Deployment served, InputTokens counted, Usage actual) {
        Content content = counted.content;
        if (actual.inputTokens() > 0 && content.files.isEmpty() && !content.grows && content.tokens == 0) {
            long text = Math.max(0, actual.inputTokens() - Overhead.likely(content, served));
            calibration(served).learn(content.tally, counted.counted(served), text);
        }
    }

    /** The best guess for an answer of which this much was seen; at least 1. */
    public long output(Deployment served, TextTally seen) {
        return Math.max(1, calibration(served).output(seen));
    }

    /**
     * Learns from a whole answer.
     *
     * @param seen its text and visible reasoning
     * @param actual what the provider told, never an estimate
     */
    public void learnOutput(Deployment served, TextTally seen, Usage actual) {
        if (actual.outputTokens() > 0 && actual.reasoningTokens() == 0) {
            calibration(served).learnOutput(seen, actual.outputTokens());
        }
    }

    private @Nullable Long exact(Tokenizer tokenizer, Content content, Map<Tokenizer, Long> known) {
        Long before = known.get(tokenizer);
        if (before != null) {
            return before;
        }
        Long tokens = encoder.count(tokenizer, content.texts);
        if (tokens != null) {
            known.put(tokenizer, tokens);
        }
        return tokens;
    }

    private Calibration calibration(Deployment deployment) {
        String name = deployment.upstreamName();
        Calibration known = calibrations.get(name);
        return known != null
                ? known
                : calibrations.computeIfAbsent(name, _ -> new Calibration(Tokenizer.of(deployment)));
    }
}

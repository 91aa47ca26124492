package gateway.metering;

import gateway.model.Completion;
import gateway.model.Deployment;
import gateway.model.Outcome;
import gateway.model.Part;
import gateway.model.Usage;
import gateway.token.TextTally;
import gateway.token.TokenCounter;
import java.util.List;

/** Estimates tokens where the provider did not tell them: of the request, and of what it has sent so far. */
final class UsageEstimate {
    private UsageEstimate() {}

    /** An estimate that is never zero. */
    static Usage of(TokenCounter tokens, Outcome outcome, TextTally seen) {
        Deployment served = outcome.served().deployment();
        long input = tokens.count(outcome.request(), List.of(served)).likely(served);
        return Usage.of(input, tokens.output(served, seen));
    }

    /** What a whole answer holds. */
    static TextTally seen(Completion completion) {
        TextTally seen = new TextTally();
        for (Part part : completion.content()) {
            seen.gap();
            switch (part) {
                case Part.Text text -> seen.add(text.text());
                case Part.Thinking thinking -> seen.add(thinking.text());
                case Part.ToolCall call -> {
                    seen.add(call.name());
                    seen.add(call.arguments().text());
                }
                case Part.RedactedThinking redacted -> seen.add(redacted.data());
                case Part.Other other -> seen.add(other.json().text());
                case Part.Image image -> {}
                case Part.Document document -> {}
                case Part.ToolResult result -> {}
                case Part.CachePoint point -> {}
            }
        }
        return seen;
    }
}

package gateway.metering;

import gateway.model.Completion;
import gateway.model.Part;
import gateway.token.TextTally;

/** Sees what an answer holds whose provider did not tell its tokens. */
final class AnswerTally {
    private AnswerTally() {}

    /** What a whole answer holds. */
    static TextTally of(Completion completion) {
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

package gateway.metering;

import gateway.model.Chunk;
import gateway.model.Completion;
import gateway.model.FinishReason;
import gateway.model.Format;
import gateway.model.Part;
import gateway.model.Request;
import gateway.model.Tool;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sees an answer pass, and says what form it had. Only where tools were offered or JSON was asked for is anything kept
 * of it, {@value #MOST} characters at most and until its end: what is longer is not judged. An answer that was cut by
 * the bound of its tokens is not judged either, since that is the client's doing. Confined to one thread.
 */
final class FormTally {
    /** Longer arguments, or texts, are not judged: many streams are under way at once. */
    static final int MOST = 32_768;

    private static final Set<FinishReason> UNFINISHED =
            EnumSet.of(FinishReason.LENGTH, FinishReason.DEADLINE, FinishReason.CONTENT_FILTER, FinishReason.REFUSAL);

    private final Set<String> offered = new HashSet<>();
    private final @Nullable Format format;
    private final boolean judgesTools;
    private final List<StringBuilder> calls = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private String id = "";
    private @Nullable FinishReason finish;
    private boolean unknownTool;
    private boolean tooLong;
    private int kept;

    FormTally(Request.Chat request) {
        // several answers in one would run into each other; tools of a kind that only a provider knows have other names
        boolean single = !request.rest().containsKey("n");
        this.format = single ? request.format() : null;
        this.judgesTools = single
                && !request.tools().isEmpty()
                && !request.rest().containsKey("tools")
                && !request.rest().containsKey("functions");
        for (Tool tool : request.tools()) {
            offered.add(tool.name());
        }
    }

    /** The form of a whole answer. */
    static AnswerForm of(Request.Chat request, Completion completion) {
        FormTally seen = new FormTally(request);
        seen.id = completion.id();
        seen.finish = completion.finish();
        for (Part part : completion.content()) {
            if (part instanceof Part.Text text) {
                seen.text(text.text());
            } else if (part instanceof Part.ToolCall call) {
                seen.call(call.name());
                seen.arguments(call.arguments().text());
            }
        }
        return seen.form();
    }

    /** Sees a piece of a stream. */
    void add(Chunk chunk) {
        switch (chunk) {
            case Chunk.Started started -> id = started.id().isEmpty() ? id : started.id();
            case Chunk.TextDelta delta -> text(delta.text());
            case Chunk.ToolCallStarted call -> call(call.name());
            case Chunk.ToolCallArguments arguments -> arguments(arguments.index(), arguments.fragment());
            case Chunk.Finished end -> finish = end.reason();
            case Chunk.ThinkingDelta thinking -> {}
            case Chunk.ThinkingSignature signature -> {}
            case Chunk.RedactedThinkingBlock redacted -> {}
            case Chunk.UsageSeen usage -> {}
            case Chunk.Handover handover -> {}
            case Chunk.Done done -> {}
        }
    }

    /** What was seen, at the end of the answer. */
    AnswerForm form() {
        boolean whole = finish != null && !UNFINISHED.contains(finish);
        boolean judged = whole && !tooLong;
        Boolean sound = (judged && judgesTools && !calls.isEmpty()) ? areCallsSound() : null;
        Boolean formed = (judged && format != null && calls.isEmpty()) ? JsonShape.follows(text, format) : null;
        return new AnswerForm(id, finish, sound, formed);
    }

    private void text(String piece) {
        if (format != null && mayKeep(piece)) {
            text.append(piece);
        }
    }

    private void call(String name) {
        unknownTool |= !offered.contains(name);
        calls.add(new StringBuilder());
    }

    private void arguments(String piece) {
        arguments(calls.size() - 1, piece);
    }

    private void arguments(int index, String piece) {
        if (judgesTools && index >= 0 && index < calls.size() && mayKeep(piece)) {
            calls.get(index).append(piece);
        }
    }

    private boolean mayKeep(String piece) {
        kept += Math.min(piece.length(), MOST + 1);
        tooLong |= kept > MOST;
        if (tooLong) {
            kept = MOST + 1;
            text.setLength(0);
        }
        return !tooLong;
    }

    private boolean areCallsSound() {
        // no arguments at all stand for an empty object
        return !unknownTool && calls.stream().allMatch(each -> each.isEmpty() || JsonShape.isObject(each));
    }
}

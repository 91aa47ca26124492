package gateway.wire.gemini;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import gateway.model.Completion;
import gateway.model.Dialect;
import gateway.model.FinishReason;
import gateway.model.Part;
import gateway.wire.JsonCodec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Reads whole answers. */
final class AnswerReader {
    private AnswerReader() {}

    static Completion read(byte[] body) {
        ByteBuffer text = ByteBuffer.wrap(body);
        Reply reply = Reply.of(json(text));
        if (reply.blocked()) {
            return completion(reply, List.of(), FinishReason.CONTENT_FILTER);
        }
        String finish = reply.finish();
        if (!reply.candidate()
                || finish == null
                || reply.lacks(reply.parts().stream().anyMatch(ReplyPart::visible))) {
            throw Reply.garbage();
        }
        CallIds ids = CallIds.of(reply.id(), text);
        List<Part> content = new ArrayList<>();
        int calls = 0;
        for (JsonNode part : reply.parts()) {
            ReplyPart meaning = ReplyPart.of(part, ids, calls);
            switch (meaning) {
                case ReplyPart.Said said -> said(said.text(), content);
                case ReplyPart.Thought thought ->
                    content.add(new Part.Thinking(thought.text(), ThoughtSignature.marked(thought.signature())));
                case ReplyPart.Called called -> {
                    content.add(new Part.ToolCall(called.id(), called.name(), called.arguments(), called.signature()));
                    calls++;
                }
                case ReplyPart.Unknown unknown ->
                    content.add(new Part.Other(Dialect.GEMINI, unknown.type(), JsonCodec.json(part)));
            }
        }
        return completion(reply, content, Finish.of(finish, calls > 0));
    }

    private static JsonNode json(ByteBuffer text) {
        try {
            return JsonCodec.read(text);
        } catch (JsonProcessingException e) {
            throw Reply.garbage();
        }
    }

    /** Adds text; neighbours become one, for Gemini cuts its text at will. */
    private static void said(String text, List<Part> content) {
        if (text.isEmpty()) {
            return;
        }
        if (!content.isEmpty() && content.getLast() instanceof Part.Text before) {
            content.set(content.size() - 1, before.with(before.text() + text));
        } else {
            content.add(new Part.Text(text));
        }
    }

    private static Completion completion(Reply reply, List<Part> content, FinishReason finish) {
        return new Completion(reply.id(), reply.model(), content, finish, null, reply.usage());
    }
}

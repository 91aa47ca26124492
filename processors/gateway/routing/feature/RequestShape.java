package gateway.routing.feature;

import gateway.guard.text.Hash;
import gateway.model.Message;
import gateway.model.Part;
import gateway.model.Request;
import gateway.model.Role;
import gateway.model.ToolChoice;
import org.jspecify.annotations.Nullable;

/** Measures what surrounds the text of a request: the conversation, and what is asked of the answer. */
final class RequestShape {
    private static final double COLD = 0.3;
    private static final int MAX_BOUND = 4_096;

    private int turns;
    private long characters;
    private int results;
    private int media;
    private boolean system;
    private int systemHash;

    private RequestShape() {}

    /** Sets the features of the request in the numbers of all features. */
    static void measure(Request.Chat request, String domain, double[] raw) {
        RequestShape shape = new RequestShape();
        for (Message message : request.messages()) {
            shape.add(message);
        }
        set(raw, Feature.LEGAL, domain.equals("legal"));
        set(raw, Feature.MEDICAL, domain.equals("medical"));
        set(raw, Feature.TURNS, Math.log1p(Math.max(0, shape.turns - 1)));
        set(raw, Feature.HISTORY, shape.turns > 1 ? Math.log1p((double) shape.characters) / 5 : 0);
        set(raw, Feature.TOOLS, Math.log1p(request.tools().size()));
        set(
                raw,
                Feature.FORCED_TOOL,
                request.toolChoice() instanceof ToolChoice.Any || request.toolChoice() instanceof ToolChoice.Named);
        set(raw, Feature.TOOL_RESULTS, Math.log1p(shape.results));
        set(raw, Feature.MEDIA, Math.log1p(shape.media));
        set(raw, Feature.FORMAT, request.format() != null);
        set(
                raw,
                Feature.REASONING,
                request.reasoning() != null && request.reasoning().enabled());
        set(raw, Feature.ANSWER_BOUND, bound(request));
        set(raw, Feature.COLD, isCold(request.sampling().temperature()));
        if (shape.system) {
            raw[Feature.SYSTEM_0.index() + (Hash.mix(shape.systemHash) & 3)] = 1;
        }
    }

    private void add(Message message) {
        boolean said = false;
        for (Part part : message.parts()) {
            switch (part) {
                case Part.Text text
                when message.role() == Role.SYSTEM -> {
                    system = true;
                    systemHash = 31 * systemHash + text.text().hashCode();
                }
                case Part.Text text -> {
                    said |= message.role() == Role.USER;
                    characters += text.text().length();
                }
                case Part.Image image -> media++;
                case Part.Document document -> media++;
                case Part.ToolResult result -> {
                    results++;
                    add(result);
                }
                default -> {}
            }
        }
        turns += said ? 1 : 0;
    }

    private void add(Part.ToolResult result) {
        for (Part part : result.content()) {
            if (part instanceof Part.Text text) {
                characters += text.text().length();
            } else if (part instanceof Part.Image || part instanceof Part.Document) {
                media++;
            }
        }
    }

    private static double bound(Request.Chat request) {
        Integer bound = request.sampling().maxOutputTokens();
        return bound == null || request.outputBound() != null
                ? Feature.ANSWER_BOUND.mean()
                : Math.log1p(Math.clamp(bound, 0, MAX_BOUND));
    }

    private static boolean isCold(@Nullable Double temperature) {
        return temperature != null && temperature <= COLD;
    }

    private static void set(double[] raw, Feature feature, boolean value) {
        set(raw, feature, value ? 1 : 0);
    }

    private static void set(double[] raw, Feature feature, double value) {
        raw[feature.index()] = value;
    }
}

package gateway.wire.responses;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.model.Chunk;
import gateway.model.Json;
import gateway.wire.ByteSink;
import gateway.wire.JsonCodec;
import org.jspecify.annotations.Nullable;

/** An item of a streamed answer that is not complete. Confined to one event loop. */
abstract sealed class OpenItem permits OpenItem.Message, OpenItem.Call, OpenItem.Thought {
    final String id;
    final int index;
    final StringBuilder text = new StringBuilder();
    private final Frames frames;

    private OpenItem(String kind, String response, int index, Frames frames) {
        this.id = Items.id(kind, response, index);
        this.index = index;
        this.frames = frames;
    }

    /** Tells that it begins. */
    abstract void open(ByteSink out);

    /** More of it. */
    abstract void add(String more, ByteSink out);

    /** Tells that it is over; the item as it stands then. */
    abstract ObjectNode close(String status, ByteSink out);

    /** The fields that tell where events belong, as JSON text. */
    final String place(String further) {
        return "\"item_id\":\"" + id + "\",\"output_index\":" + index + "," + further;
    }

    final ObjectNode placed() {
        return JsonCodec.object().put("item_id", id).put("output_index", index);
    }

    final void put(String type, ObjectNode data, ByteSink out) {
        frames.put(type, data, out);
    }

    final void delta(String type, String place, String delta, ByteSink out) {
        frames.delta(type, place, delta, out);
    }

    final void added(ObjectNode item, ByteSink out) {
        put("response.output_item.added", about(item), out);
    }

    final ObjectNode done(ObjectNode item, ByteSink out) {
        // the tree stays the answer's
        put("response.output_item.done", about(item), out);
        return item;
    }

    private ObjectNode about(ObjectNode item) {
        return JsonCodec.object().put("output_index", index).set("item", item);
    }

    /** What the model says, or that it refuses. */
    static final class Message extends OpenItem {
        private static final String NO_LOGPROBS = "\"logprobs\":[],";

        private final MessageContent content = new MessageContent();
        /** Of the open part. */
        private String place = "";

        Message(String response, int index, Frames frames) {
            super("msg", response, index, frames);
        }

        @Override
        void open(ByteSink out) {
            added(Items.message(id, Items.IN_PROGRESS, JsonNodeFactory.instance.arrayNode()), out);
        }

        @Override
        void add(String more, ByteSink out) {
            add(new Chunk.TextDelta(more), out);
        }

        void add(Chunk.TextDelta delta, ByteSink out) {
            if (!content.goesOn(delta.refusal())) {
                closePart(out);
                content.open(delta.refusal());
                place = place("\"content_index\":" + content.index() + ",");
                ArrayNode none = JsonNodeFactory.instance.arrayNode();
                part("added", content.index(), delta.refusal() ? Items.refusal("") : Items.text("", none), out);
            }
            content.add(delta.text(), delta.logprobs());
            Json logprobs = delta.logprobs();
            if (delta.refusal()) {
                delta("response.refusal.delta", place, delta.text(), out);
            } else {
                String tokens = logprobs == null ? NO_LOGPROBS : "\"logprobs\":" + logprobs.text() + ",";
                delta("response.output_text.delta", place + tokens, delta.text(), out);
            }
        }

        @Override
        ObjectNode close(String status, ByteSink out) {
            closePart(out);
            return done(Items.message(id, status, content.all()), out);
        }

        private void closePart(ByteSink out) {
            if (!content.isOpen()) {
                return;
            }
            int place = content.index();
            ObjectNode whole = placed().put("content_index", place);
            boolean refusal = content.refuses();
            ObjectNode part = content.close();
            for (String name : refusal ? new String[] {"refusal"} : new String[] {"text", "logprobs"}) {
                whole.set(name, part.get(name));
            }
            put(refusal ? "response.refusal.done" : "response.output_text.done", whole, out);
            part("done", place, part, out);
        }

        private void part(String what, int place, ObjectNode part, ByteSink out) {
            put(
                    "response.content_part." + what,
                    placed().put("content_index", place).set("part", part),
                    out);
        }
    }

    /** A call of a tool. The text of a custom tool goes out at once, as it comes inside of JSON. */
    static final class Call extends OpenItem {
        private final String callId;
        private final String name;
        private final boolean custom;
        private final String place;

        Call(String response, int index, Frames frames, String callId, String name, boolean custom) {
            super("fc", response, index, frames);
            this.callId = callId;
            this.name = name;
            this.custom = custom;
            place = place("");
        }

        @Override
        void open(ByteSink out) {
            added(item(Items.IN_PROGRESS), out);
        }

        @Override
        void add(String more, ByteSink out) {
            text.append(more);
            if (!custom) {
                delta("response.function_call_arguments.delta", place, more, out);
            }
        }

        @Override
        ObjectNode close(String status, ByteSink out) {
            if (text.isEmpty() && status.equals(Items.COMPLETED)) {
                // clients parse the arguments, and nothing at all is no JSON
                add("{}", out);
            }
            if (custom) {
                String input = CustomTools.text(text.toString());
                delta("response.custom_tool_call_input.delta", place, input, out);
                put("response.custom_tool_call_input.done", placed().put("input", input), out);
            } else {
                put(
                        "response.function_call_arguments.done",
                        placed().put("name", name).put("arguments", text.toString()),
                        out);
            }
            return done(item(status), out);
        }

        private ObjectNode item(String status) {
            return Items.call(id, status, callId, name, custom, text.toString());
        }
    }

    /** A thought. It is told as it comes if the client wants to see it, and else at its end, if it has a seal. */
    static final class Thought extends OpenItem {
        private final String place;
        private final boolean shown;
        private @Nullable String sealed;

        Thought(String response, int index, Frames frames, boolean shown) {
            super("rs", response, index, frames);
            this.shown = shown;
            place = place("\"summary_index\":0,");
        }

        /** Puts a provider's seal on it. */
        void seal(String seal) {
            sealed = SealedThought.of(text.toString(), seal);
        }

        /** Sets the seal that a call has which follows it. */
        void sealCall(String seal) {
            sealed = SealedThought.ofCall(seal);
        }

        /** Sets what its provider has encrypted. */
        void hide(String data) {
            sealed = SealedThought.of(data);
        }

        @Override
        void open(ByteSink out) {
            added(Items.thought(id, null, null), out);
        }

        @Override
        void add(String more, ByteSink out) {
            boolean first = text.isEmpty();
            text.append(more);
            if (shown) {
                if (first) {
                    put("response.reasoning_summary_part.added", part(""), out);
                }
                delta("response.reasoning_summary_text.delta", place, more, out);
            }
        }

        @Override
        ObjectNode close(String status, ByteSink out) {
            String summary = shown && !text.isEmpty() ? text.toString() : null;
            if (summary != null) {
                put(
                        "response.reasoning_summary_text.done",
                        placed().put("summary_index", 0).put("text", summary),
                        out);
                put("response.reasoning_summary_part.done", part(summary), out);
            }
            return done(Items.thought(id, summary, sealed), out);
        }

        private ObjectNode part(String summary) {
            return placed().put("summary_index", 0).set("part", Items.summary(summary));
        }
    }
}

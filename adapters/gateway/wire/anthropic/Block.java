package gateway.wire.anthropic;

import org.jspecify.annotations.Nullable;

/** A content block of a streamed answer on its way to the client. Confined to one event loop. */
abstract sealed class Block {
    private final StringBuilder held = new StringBuilder();
    private int index = -1;
    private boolean complete;

    /** Its place in the message; -1 while the client has not seen it. */
    int index() {
        return index;
    }

    /** Whether nothing follows. */
    boolean isComplete() {
        return complete;
    }

    /** Notes that nothing follows. */
    void complete() {
        complete = true;
    }

    /** Shows its beginning to the client, and what was held back. */
    void open(int place, Frames frames) {
        index = place;
        begin(frames);
        if (!held.isEmpty()) {
            more(held.toString(), frames);
            held.setLength(0);
        }
    }

    /** Takes more of its content, and holds it back while the client has not seen the beginning. */
    void add(String text, Frames frames) {
        if (index < 0) {
            held.append(text);
        } else {
            more(text, frames);
        }
    }

    /** Shows its end to the client. */
    void close(Frames frames) {
        frames.stopBlock(index);
    }

    abstract void begin(Frames frames);

    abstract void more(String text, Frames frames);

    /** Text. */
    static final class Text extends Block {
        @Override
        void begin(Frames frames) {
            frames.startText(index());
        }

        @Override
        void more(String text, Frames frames) {
            frames.text(index(), text);
        }
    }

    /** Reasoning, and its seal if it has one. */
    static final class Thinking extends Block {
        private @Nullable String signature;

        /** Seals it, which ends it. */
        void seal(String seal) {
            signature = seal;
            complete();
        }

        @Override
        void begin(Frames frames) {
            frames.startThinking(index());
        }

        @Override
        void more(String text, Frames frames) {
            frames.thinking(index(), text);
        }

        @Override
        void close(Frames frames) {
            if (signature != null) {
                frames.signature(index(), signature);
            }
            super.close(frames);
        }
    }

    /** Encrypted reasoning, which comes in one piece. */
    static final class Redacted extends Block {
        private final String data;

        Redacted(String data) {
            this.data = data;
            complete();
        }

        @Override
        void begin(Frames frames) {
            frames.startRedacted(index(), data);
        }

        @Override
        void more(String text, Frames frames) {
            // there is no more
        }
    }

    /** A tool call, which is complete as soon as its input is a whole object. */
    static final class ToolCall extends Block {
        private final String id;
        private final String name;
        private final ObjectProgress progress = new ObjectProgress();

        ToolCall(String id, String name) {
            this.id = id;
            this.name = name;
        }

        @Override
        void add(String text, Frames frames) {
            super.add(text, frames);
            if (progress.read(text)) {
                complete();
            }
        }

        @Override
        void begin(Frames frames) {
            frames.startToolCall(index(), id, name);
            frames.input(index(), "");
        }

        @Override
        void more(String text, Frames frames) {
            // an empty input stands in the block's start already, and Anthropic does not repeat it
            if (!text.equals("{}")) {
                frames.input(index(), text);
            }
        }
    }
}

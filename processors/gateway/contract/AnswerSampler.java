package gateway.contract;

import gateway.model.Dialect;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Picks answers of providers to be looked at for {@link News}. Thread-safe, quick, and never throws. */
@FunctionalInterface
public interface AnswerSampler {
    /** Picks none. */
    AnswerSampler NONE = (provider, dialect, kind) -> null;

    /**
     * Says whether an answer is picked.
     *
     * @param provider its id
     * @return takes the answer's bytes; null for most answers, which nobody looks at
     */
    @Nullable Sample sample(String provider, Dialect dialect, Kind kind);

    /** Kinds of answers. */
    enum Kind {
        WHOLE,
        STREAM,
        EMBEDDING
    }

    /** An answer that was picked. Keeps a bounded part of it. Used by one thread at a time. */
    interface Sample {
        /** Copies the next JSON text, or the next bytes of an encoding; they may be changed afterwards. */
        void add(ByteBuffer more);

        /** Has what came looked at later, on another thread; each piece is a JSON text. Does nothing a second time. */
        void end();

        /**
         * The same for an encoding.
         *
         * @param decoder makes JSON texts of all bytes that were kept; runs on the other thread; may throw if they are
         *     cut short, and then nothing is looked at
         */
        void end(Function<ByteBuffer, List<String>> decoder);
    }
}

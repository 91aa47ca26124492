package gateway.model;

import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What a provider answered. */
public sealed interface Answer {
    /**
     * An answer in one piece.
     *
     * @param completion what it means
     * @param original its JSON as it came; null where there is none or a stage has changed the content
     */
    record Whole(Completion completion, @Nullable Original original) implements Answer {}

    /**
     * Vectors.
     *
     * @param embeddings what they are
     * @param original their JSON as it came; null where there is none, or where it came in several pieces
     */
    record Embedded(Embeddings embeddings, @Nullable Original original) implements Answer {}

    /**
     * An answer that is still coming.
     *
     * @param stream its source, started and paused
     */
    record Streamed(Stream stream) implements Answer {
        /** Puts a push stage behind those that are there already. */
        public Streamed through(UnaryOperator<Receiver> stage) {
            Stream source = stream;
            return new Streamed(new Stream() {
                @Override
                public void start(Receiver receiver) {
                    source.start(stage.apply(receiver));
                }

                @Override
                public void pause() {
                    source.pause();
                }

                @Override
                public void resume() {
                    source.resume();
                }

                @Override
                public void cancel() {
                    source.cancel();
                }

                @Override
                public void whenKnown(Consumer<@Nullable Course> action) {
                    source.whenKnown(action);
                }
            });
        }
    }
}

package gateway.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import gateway.model.CacheRules;
import gateway.model.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds answers to questions that are like another, among those of the same tenant whose requests differ in nothing but
 * the last word of the user. Thread-safe; reading never waits.
 */
public final class LikeQuestions {
    /** What an entry takes beside its vector and its words: records, keys, the list. */
    private static final int OVERHEAD = 500;

    private final Embedder embedder;
    private final QuestionEmbedder models;
    private final AnswerStore answers;
    private final int perSpace;
    private final Cache<CacheKey, Space> spaces;

    /** Makes an empty one that asks no model. */
    public LikeQuestions(Embedder embedder, AnswerStore answers, int perSpace, long bytes) {
        this(embedder, (plan, model, text) -> null, answers, perSpace, bytes);
    }

    /**
     * Makes an empty one.
     *
     * @param embedder makes vectors where no model is named
     * @param models makes vectors where one is
     * @param answers where the answers are
     * @param perSpace questions of one space; the oldest makes room
     * @param bytes what all questions together may take; the spaces that are used least make room
     */
    public LikeQuestions(Embedder embedder, QuestionEmbedder models, AnswerStore answers, int perSpace, long bytes) {
        this.embedder = embedder;
        this.models = models;
        this.answers = answers;
        this.perSpace = perSpace;
        this.spaces = Caffeine.newBuilder()
                .maximumWeight(bytes)
                .weigher((CacheKey _, Space space) -> space.bytes())
                .executor(Runnable::run)
                .build();
    }

    /** A question as it is compared, and the key of its answer. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares questions by equals, and nobody changes a vector
    record Question(CacheKey space, float[] vector, String essence, CacheKey answer) {
        int bytes() {
            return OVERHEAD + Float.BYTES * vector.length + Character.BYTES * essence.length();
        }

        /** Shows no content. */
        @Override
        public String toString() {
            return "Question[" + answer + "]";
        }
    }

    /** An answer, and how like its question is. */
    record Found(Kept kept, double likeness) {}

    /** Those that can be compared with each other. */
    private static final class Space {
        private volatile List<Question> questions = List.of();

        synchronized void add(Question question, int most) {
            List<Question> all = new ArrayList<>(questions.size() + 1);
            for (Question each : questions) {
                if (!each.answer().equals(question.answer())) {
                    all.add(each);
                }
            }
            all.add(question);
            questions = List.copyOf(all.subList(Math.max(0, all.size() - most), all.size()));
        }

        synchronized void retain(Predicate<Question> which) {
            questions = questions.stream().filter(which).toList();
        }

        int bytes() {
            return (int) Math.min(
                    Integer.MAX_VALUE,
                    questions.stream().mapToLong(Question::bytes).sum());
        }
    }

    /** The question of a request; null where none can be compared, or a model gives no vector. May block. */
    @Nullable Question question(RequestKeys keys, Plan plan, @Nullable String model) {
        CacheKey space = keys.space();
        String text = keys.question();
        if (space == null || !Wording.isComparable(text)) {
            return null;
        }
        if (model == null) {
            return new Question(space, embedder.embed(text), Wording.essence(text), keys.exact());
        }
        float[] vector = models.embed(plan, model, text);
        // vectors of two models are never compared
        CacheKey own = new CacheKey(space.tenant(), space.hash() + " " + model);
        return vector == null ? null : new Question(own, vector, Meaning.anchors(text), keys.exact());
    }

    /** The answer to the most like question of those that may be given; null if there is none. */
    @Nullable Found find(Question asked, CacheRules.Rule rule, Predicate<Kept> given) {
        Space space = spaces.getIfPresent(asked.space());
        Double least = rule.similarity();
        if (space == null || least == null) {
            return null;
        }
        Found best = null;
        for (Question each : space.questions) {
            if (!each.essence().equals(asked.essence()) || each.vector().length != asked.vector().length) {
                continue;
            }
            double likeness = product(asked.vector(), each.vector());
            if (likeness >= (best == null ? least : best.likeness())) {
                Kept kept = answers.find(each.answer());
                best = kept != null && given.test(kept) ? new Found(kept, Math.min(1, likeness)) : best;
            }
        }
        return best;
    }

    /** Keeps a question whose answer is kept. */
    void put(Question question) {
        spaces.asMap().compute(question.space(), (_, before) -> {
            Space space = before == null ? new Space() : before;
            space.add(question, perSpace);
            return space;
        });
    }

    /** Forgets the questions whose answers are gone. */
    public void tidy() {
        spaces.asMap().values().forEach(space -> space.retain(each -> answers.find(each.answer()) != null));
        spaces.asMap().values().removeIf(space -> space.questions.isEmpty());
    }

    private static float product(float[] one, float[] other) {
        float sum = 0;
        for (int i = 0; i < one.length && i < other.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }
}

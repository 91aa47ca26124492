package gateway.cache;

import gateway.model.Answer;
import gateway.model.CacheRules;
import gateway.model.Deployment;
import gateway.model.Examples;
import gateway.model.Message;
import gateway.model.Original;
import gateway.model.Part;
import gateway.model.Plan;
import gateway.model.Recall;
import gateway.model.Request;
import gateway.model.Residency;
import gateway.model.Role;
import gateway.model.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How long look-ups take, for a drill. */
public final class LookupTimes {
    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
    private static final Deployment PLACE = Examples.deployment("us", Residency.ANY, 0, 1);
    private static final int ROUNDS = 2_000;
    private static final int LARGE = 1 << 30;

    private LookupTimes() {}

    /** Nanoseconds of single look-ups, by what was looked up. */
    public static Map<String, long[]> measured() {
        Map<String, long[]> all = new LinkedHashMap<>();
        all.put("the same question, 1 kB", exact(1));
        all.put("the same question, 200 kB", exact(200));
        all.put("a like question among 1,000", alike(1_000));
        all.put("a like question among 10,000", alike(10_000));
        all.put("vectors alone among 10,000", vectors(10_000));
        return all;
    }

    private static long[] exact(int kilobytes) {
        RecallAnswer recall = recall(1);
        Plan plan = plan(
                "What is said on page 1? " + "All of it, word by word, with notes. ".repeat(27 * kilobytes), false);
        keep(recall.apply(plan));
        return times(() -> recall.apply(plan).isRecalled());
    }

    private static long[] alike(int size) {
        RecallAnswer recall = recall(size);
        for (int i = 0; i < size; i++) {
            keep(recall.apply(plan("What is said on page " + i + " of the handbook?", true)));
        }
        Plan like = plan("Hello, what is said on page " + size / 2 + " of the handbook, please", true);
        return times(() -> recall.apply(like).isRecalled());
    }

    /** As it is where every question could be the same by its words: each vector is compared. */
    private static long[] vectors(int size) {
        MemoryAnswers answers = new MemoryAnswers(LARGE, () -> NOW);
        LikeQuestions alike = new LikeQuestions(new WordEmbedder(), answers, size, LARGE);
        Embedder embedder = new WordEmbedder();
        CacheKey space = new CacheKey("t", "space");
        for (int i = 0; i < size; i++) {
            alike.put(new LikeQuestions.Question(
                    space, embedder.embed("What is said on page " + i), "same", new CacheKey("t", "answer " + i)));
        }
        LikeQuestions.Question asked = new LikeQuestions.Question(
                space, embedder.embed("How high is the tower?"), "same", new CacheKey("t", "other"));
        CacheRules.Rule rule = new CacheRules.Rule(Duration.ofHours(1), 0.9);
        return times(() -> alike.find(asked, rule, kept -> true) == null);
    }

    private interface Lookup {
        boolean isRight();
    }

    private static long[] times(Lookup lookup) {
        long[] nanos = new long[ROUNDS];
        for (int i = -ROUNDS; i < ROUNDS; i++) {
            long begun = System.nanoTime();
            boolean right = lookup.isRight();
            long took = System.nanoTime() - begun;
            if (!right) {
                throw new IllegalStateException("the look-up found something else");
            }
            if (i >= 0) {
                nanos[i] = took;
            }
        }
        return nanos;
    }

    private static RecallAnswer recall(int perSpace) {
        MemoryAnswers answers = new MemoryAnswers(LARGE, () -> NOW);
        CacheListener nobody = new CacheListener() {
            @Override
            public void looked(String tenant, Result result, Duration took) {}

            @Override
            public void kept(String tenant) {}
        };
        return new RecallAnswer(
                answers,
                new LikeQuestions(new WordEmbedder(), answers, perSpace, LARGE),
                nobody,
                () -> NOW,
                System::nanoTime,
                LARGE);
    }

    private static Plan plan(String text, boolean alike) {
        Request.Chat plain = Examples.chat(Examples.call(), "asked", false);
        Request.Chat chat = new Request.Chat(
                plain.call(),
                plain.model(),
                List.of(new Message(Role.USER, List.of(new Part.Text(text)))),
                List.of(),
                null,
                null,
                plain.sampling(),
                List.of(),
                null,
                null,
                false,
                false,
                Map.of(),
                new Original(
                        plain.call().dialect(),
                        "{\"model\":\"asked\",\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]}"));
        CacheRules.Rule rule = new CacheRules.Rule(Duration.ofHours(1), alike ? 0.6 : null);
        Tenant tenant = Examples.ANYWHERE.with(new CacheRules(null, Map.of("asked", rule)));
        return Examples.plan(chat, tenant, PLACE);
    }

    private static void keep(Plan plan) {
        if (plan.recall() instanceof Recall.Miss miss && miss.keeper() != null) {
            Answer.Whole answer = Examples.whole("It says much.", null);
            miss.keeper().came(Examples.outcome(plan, answer).served(), answer.completion(), null);
            miss.keeper().keep();
        }
    }
}

package gateway.drill;

import gateway.choose.Choose;
import gateway.choose.Rankings;
import gateway.choose.Strategy;
import gateway.model.Context;
import gateway.model.Decision;
import gateway.model.Deployment;
import gateway.model.Dialect;
import gateway.model.Examples;
import gateway.model.Message;
import gateway.model.Part;
import gateway.model.Plan;
import gateway.model.Price;
import gateway.model.Request;
import gateway.model.Residency;
import gateway.model.Role;
import gateway.routing.Experience;
import gateway.routing.Lesson;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What the learning router adds to a call: features of the prompt, and the choice among twelve models. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RoutingBenchmark {
    private static final int MODELS = 12;
    private static final String TEXT =
            "A tenant in Hamburg asks whether the landlord may raise the rent by 15 % after a new"
                    + " heating was built in. Summarise the law in five sentences, name the paragraphs, and compute the new rent"
                    + " if the old one was 840 EUR. ";

    @Param({"500", "2000", "8000"})
    private int characters;

    private final Random random = new Random(1);
    private final Experience experience = Rankings.experience();
    private final Choose learnt = Rankings.choose(Strategy.BANDIT, null, Rankings.latencies(), random, experience);
    private final Choose fixed = Rankings.choose(Strategy.PRIORITY, Rankings.latencies(), random);
    private List<Plan> plans = List.of();
    private int next;

    /** Prompts that differ, and models of which something was learnt. */
    @Setup
    public void learn() {
        List<Deployment> deployments = new ArrayList<>();
        for (int i = 0; i < MODELS; i++) {
            deployments.add(deployment("m" + i, 1L + i));
        }
        List<Plan> made = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            made.add(Examples.plan(
                    chat(i + " " + TEXT.repeat(1 + characters / TEXT.length()).substring(i, i + characters - 3)),
                    Examples.ANYWHERE,
                    deployments.toArray(Deployment[]::new)));
        }
        plans = List.copyOf(made);
        for (int i = 0; i < 2_000; i++) {
            Context context = Rankings.FEATURES.of(plans.get(i % plans.size()).chat(), "");
            experience.learn(new Lesson(
                    "m" + i % MODELS, context, random.nextDouble(), 1, Instant.parse("2026-11-26T12:00:00Z")));
        }
    }

    /** The whole stage. */
    @Benchmark
    public Decision decision() {
        return learnt.apply(plan());
    }

    /** What it reads off the prompt. */
    @Benchmark
    public Context features() {
        return Rankings.FEATURES.of(plan().chat(), "general");
    }

    /** The baseline: the same stage with a strategy that learns nothing. */
    @Benchmark
    public Decision byPriority() {
        return fixed.apply(plan());
    }

    private Plan plan() {
        next = (next + 1) % plans.size();
        return plans.get(next);
    }

    private static Request.Chat chat(String text) {
        Request.Chat chat = Examples.chat(false);
        return chat.rewritten(
                List.of(new Message(Role.USER, List.of(new Part.Text(text)))), List.of(), null, List.of(), Map.of());
    }

    private static Deployment deployment(String model, long price) {
        return new Deployment(
                model + "-1",
                model,
                "acme",
                Dialect.OPENAI,
                URI.create("https://api.example.com/v1"),
                model,
                "eu",
                Residency.EU,
                "default",
                new Price(price * 100_000, 0, 0, 0, price * 400_000, 0, 0, 0, null, null),
                100_000,
                1_000,
                0,
                1);
    }
}

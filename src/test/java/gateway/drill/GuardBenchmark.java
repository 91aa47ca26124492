package gateway.drill;

import gateway.guard.GuardInput;
import gateway.guard.GuardListener;
import gateway.guard.LocalEngine;
import gateway.guard.Policies;
import gateway.guard.RemoteChecks;
import gateway.guard.RemoteVerdict;
import gateway.guard.local.ShippedEngine;
import gateway.model.Examples;
import gateway.model.GuardAction;
import gateway.model.GuardPolicies;
import gateway.model.Message;
import gateway.model.Part;
import gateway.model.Plan;
import gateway.model.Request;
import gateway.model.Role;
import gateway.model.Tenant;
import gateway.token.TokenCounter;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The whole stage {@code guard-input} for prompts of several sizes and kinds. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class GuardBenchmark {
    private static final String[] PROSE = {
        "The tenant has to announce the defect before the rent may be reduced, says the court of appeal. ",
        "Bitte fasse den folgenden Abschnitt zusammen und nenne die drei wichtigsten Punkte fuer den Vorstand. ",
        "After the second dose the fever went down, and the patient could leave the ward in the evening. ",
        "Der Zug nach Erlangen faehrt heute von einem anderen Gleis, weil am Bahnhof gebaut wird. "
    };
    private static final String[] DENSE = {
        "Frau Katharina Wiesner, geboren am 14.03.1962, Lindenallee 7, 90402 Nuernberg, Tel. 0911 5550199. ",
        "Mail to k.wiesner@kanzlei-lindenhof.example, IBAN DE89370400440532013000, card 4111 1111 1111 1111. ",
        "Mr. Owen Bradfield called +44 20 7946 0958 from 203.0.113.7, his password is Blue-Heron-42. "
    };
    /** Nearly everything that a scanner looks for, and nothing of it. */
    private static final String[] NEAR = {
        "12345678901234567890", "a.b.c@", "@@@@", "DE00 0000 ", "1.2.3.4.5.6 ", "sk-", "::::"
    };

    /** Characters of the prompt. */
    @Param({"500", "2000", "8000", "100000"})
    public int size;

    /** Of which texts it is made. */
    @Param({"prose", "dense", "near"})
    public String kind = "prose";

    private final ExecutorService large = Executors.newFixedThreadPool(2);
    private final LocalEngine engine = ShippedEngine.get();
    private final GuardInput guard = new GuardInput(
            () -> engine,
            new RemoteChecks(
                    (_, _, _) -> new RemoteVerdict.Passed(), GuardListener.NONE, System::nanoTime, Runnable::run),
            GuardListener.NONE,
            System::nanoTime,
            large,
            new TokenCounter().reader());
    private final Tenant tenant = Examples.ANYWHERE.with(GuardPolicies.of(Map.of(
            "general", Policies.open(GuardAction.PSEUDONYMISE),
            "legal", Policies.open(GuardAction.PSEUDONYMISE),
            "medical", Policies.open(GuardAction.PSEUDONYMISE))));
    private Plan plan = Examples.plan();

    /** Makes the prompt. */
    @Setup
    public void fill() {
        plan = Examples.plan(chat(text(kind, size)), tenant, Examples.deployment("a"));
    }

    static String text(String kind, int size) {
        String[] from = switch (kind) {
            case "dense" -> DENSE;
            case "near" -> NEAR;
            default -> PROSE;
        };
        Random random = new Random(5);
        StringBuilder text = new StringBuilder(size + 100);
        while (text.length() < size) {
            text.append(from[random.nextInt(from.length)]);
        }
        return text.substring(0, size);
    }

    private static Request.Chat chat(String text) {
        Message said = new Message(Role.USER, List.of(new Part.Text(text)));
        return Examples.chat(false).rewritten(List.of(said), List.of(), null, List.of(), Map.of());
    }

    /** Ends the threads. */
    @TearDown
    public void close() {
        large.shutdownNow();
    }

    /** Looks and replaces. */
    @Benchmark
    public Plan guardInput() {
        return guard.apply(plan);
    }
}

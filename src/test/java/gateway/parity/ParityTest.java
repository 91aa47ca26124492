package gateway.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** No policy can be passed by, whichever way a request comes; with the same verdict and the same charge. */
class ParityTest {
    private static final Path PAGE = Path.of("docs", "parity.md");

    /** What can be asked from outside, but asks no model for anything; jobs are answered where their queue is read. */
    private static final Set<String> NO_CHATS = Set.of(
            "anthropic-count-tokens",
            "control-events",
            "feedback",
            "job",
            "job-cancel",
            "job-delete",
            "jobs",
            "model",
            "models",
            "openai-response",
            "openai-response-cancel",
            "openai-response-delete",
            "openai-response-input-items");

    /** Takes messages as {@code sqs} does, and hands them to the same conversation; only their order differs. */
    private static final String ORDERED = "sqs-fifo";

    private static Matrix matrix;

    @BeforeAll
    static void run() throws InterruptedException, ExecutionException {
        matrix = new Matrix();
        matrix.run();
    }

    @AfterAll
    static void close() {
        matrix.close();
    }

    @Test
    void knowsEveryWayIntoTheChain() {
        Set<String> chained = new TreeSet<>();
        Set<String> entrances = new TreeSet<>(NO_CHATS);
        entrances.add(ORDERED);
        for (Door door : matrix.doors()) {
            chained.add(door.chained());
            entrances.add(door.entrance());
        }

        assertThat(chained).isEqualTo(Routes.read().intoTheChain());
        assertThat(entrances).containsAll(Routes.read().entrances());
    }

    @Test
    void coversEveryStepOfTheChain() {
        // a cell would have to wait for it: ObeyDeadlineTest
        Set<String> covered = new TreeSet<>(Set.of("hard-deadline"));
        matrix.policies().forEach(policy -> covered.add(policy.step()));

        assertThat(covered).isEqualTo(Routes.read().steps());
    }

    @Test
    void isWhatIsPublished() throws IOException {
        String page = Page.of(matrix);
        Files.writeString(Files.createDirectories(Path.of("target")).resolve("parity.md"), page);

        assertThat(Files.exists(PAGE) ? Files.readString(PAGE) : "")
                .as("docs/parity.md: look at target/parity.md, and copy it there if that is what is meant")
                .isEqualTo(page);
    }

    @TestFactory
    Stream<DynamicTest> everyPolicyActsAtEveryDoor() {
        List<DynamicTest> cells = new ArrayList<>();
        matrix.eachCell((door, policy) -> cells.add(DynamicTest.dynamicTest(
                policy.title() + " by " + door.name(),
                () -> assertThat(matrix.proof(door, policy)).isNotNull())));
        return cells.stream();
    }

    @TestFactory
    Stream<DynamicTest> judgesAlikeAtAllDoors() {
        return matrix.policies().stream()
                .map(policy -> DynamicTest.dynamicTest(policy.title(), () -> {
                    Map<String, String> verdicts = new TreeMap<>();
                    Map<String, Boolean> refused = new TreeMap<>();
                    for (Door door : matrix.doors(policy)) {
                        Proof proof = matrix.proof(door, policy);
                        refused.put(door.name(), !proof.verdict().code().isEmpty());
                        if (door.speaks() || refused.get(door.name())) {
                            verdicts.put(door.name(), proof.judgement());
                        }
                    }
                    assertThat(refused.values().stream().distinct())
                            .as(refused::toString)
                            .hasSize(1);
                    assertThat(verdicts.values().stream().distinct())
                            .as(verdicts::toString)
                            .hasSize(1);
                }));
    }

    @TestFactory
    Stream<DynamicTest> chargesAlikeAtAllDoors() {
        return matrix.policies().stream()
                .filter(policy -> policy.charge() != Policy.Charge.NONE)
                .map(policy -> DynamicTest.dynamicTest(policy.title(), () -> {
                    Map<String, Map<String, Long>> charges = matrix.doors(policy).stream()
                            .filter(door -> policy.charge() != Policy.Charge.WHOLE || !door.streams())
                            .collect(Collectors.groupingBy(
                                    door -> form(door, policy),
                                    TreeMap::new,
                                    Collectors.toMap(
                                            Door::name,
                                            door -> matrix.proof(door, policy).microUsd())));
                    charges.values()
                            .forEach(each -> assertThat(each.values().stream().distinct())
                                    .as(each::toString)
                                    .hasSizeLessThan(2));
                }));
    }

    /** Charges are equal among doors of a form. */
    private static String form(Door door, Policy policy) {
        boolean apart = policy.charge() != Policy.Charge.ALL && door.streams();
        return !door.speaks() ? "vectors" : apart ? "streamed" : "whole";
    }

    @Test
    void chargesInTheLedgerWhatTheRecordsSay() {
        Map<String, Long> charged = new TreeMap<>();
        Map<String, Long> recorded = new TreeMap<>(matrix.recorded());
        matrix.eachCell((door, policy) -> {
            String tenant = policy.tenantId(door.id());
            long paid = door.site().charged(tenant);
            charged.put(tenant, paid);
            if (door.putsBack()) {
                // a message that waits may have been answered since the records were read
                recorded.computeIfPresent(tenant, (id, known) -> known < paid ? paid : known);
            }
        });
        assertThat(charged).isEqualTo(recorded);
        assertThat(charged.values()).anyMatch(each -> each > 0);
    }
}

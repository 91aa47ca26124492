package gateway.parity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import gateway.http.Waiting;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One cell: a door with a tenant and a key of its own. Confined to one thread, but for what it is asked to run. */
final class Stand {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final int LETTERS = 26;

    private final Door door;
    private final String tenant;
    private final Instant begun = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    Stand(Door door, Policy policy) {
        this.door = door;
        this.tenant = policy.tenantId(door.id());
    }

    Door door() {
        return door;
    }

    String tenant() {
        return tenant;
    }

    Witness witness() {
        return door.site().witness();
    }

    /** One of the door's models. */
    String model(String kind) {
        return kind + "-" + door.id();
    }

    /** A request for the plain model, of a text that is as long at every door. */
    Ask ask() {
        String mark = mark(NUMBER.getAndIncrement());
        return new Ask(
                "ask-" + mark,
                tenant,
                door.site().key(tenant).value(),
                model("plain"),
                "Good morning " + mark,
                mark,
                Map.of(),
                Ask.NOTHING,
                Ask.NOTHING);
    }

    private static String mark(int number) {
        StringBuilder mark = new StringBuilder("Ref");
        for (int rest = number, i = 0; i < 4; i++, rest /= LETTERS) {
            mark.append((char) ('a' + rest % LETTERS));
        }
        return mark.toString();
    }

    Site.Key newKey() {
        return door.site().newKey(tenant);
    }

    void revoke(Site.Key key) {
        door.site().change("DELETE", "keys/" + key.id(), "");
    }

    /** Throws a switch, whose path is scope and name. */
    void throwSwitch(String path, String mode) {
        door.site().change("PUT", "kill-switches/" + path, "{\"reason\":\"parity\",\"mode\":\"" + mode + "\"}");
    }

    void takeSwitchBack(String path) {
        door.site().change("DELETE", "kill-switches/" + path, "");
    }

    /** Asks in the background. */
    CompletableFuture<Answer> asking(Ask ask) {
        return asking(() -> door.ask(ask));
    }

    /** Asks in the background for what will be answered. */
    CompletableFuture<Answer> answering(Ask ask) {
        return asking(() -> door.answered(ask));
    }

    private static CompletableFuture<Answer> asking(Supplier<Answer> call) {
        CompletableFuture<Answer> future = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                future.complete(call.get());
            } catch (RuntimeException | Error e) {
                future.completeExceptionally(e);
            }
        });
        return future;
    }

    /** Asks for what must be answered in full. */
    Answer served(Ask ask) {
        return served(ask, door.ask(ask));
    }

    /** Asks again for what was refused. */
    Answer servedAgain(Ask ask) {
        return served(ask, door.again(ask));
    }

    Answer served(Ask ask, Answer answer) {
        assertThat(answer.status()).as(answer.code()).isEqualTo(Answer.OK);
        assertThat(answer.code()).isEmpty();
        if (!door.speaks()) {
            assertThat(answer.finish()).isEqualTo(Vectors.ALL);
            return answer;
        }
        assertThat(answer.text()).contains(ask.mark());
        assertThat(answer.finish()).isEqualTo("stop");
        return answer;
    }

    /** Asks for what must be refused, of which no provider hears. */
    Answer refused(Ask ask, int status, String code) {
        Answer answer = refused(door.ask(ask), status, code);
        assertThat(witness().seen(ask.mark())).isEmpty();
        return answer;
    }

    Answer refused(Answer answer, int status, String code) {
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.status()).isEqualTo(status);
        return answer;
    }

    /** The newest record of the cell's calls that is as wanted, once it is written. */
    JsonNode record(Predicate<JsonNode> wanted) {
        AtomicReference<@Nullable JsonNode> found = new AtomicReference<>();
        Waiting.until(Door.LONG, () -> {
            records().stream().filter(wanted).findFirst().ifPresent(found::set);
            return found.get() != null;
        });
        JsonNode record = Objects.requireNonNull(found.get(), () -> "no such record among " + records());
        assertThat(record.path("route").asText()).isEqualTo(door.route());
        assertThat(record.path("stream").asBoolean()).isEqualTo(door.streams());
        return record;
    }

    /** The records of what the gateway itself has asked beside the cell's calls, by a route of its own. */
    List<JsonNode> own(String route) {
        return records().stream()
                .filter(each -> each.path("route").asText().equals(route))
                .toList();
    }

    /** The verdict with its record, and with what all calls so far were charged, once so many are known as served. */
    Proof proof(Answer verdict, int served) {
        boolean recorded = Waiting.until(Door.LONG, () -> completed() >= served);
        assertThat(recorded).as("records of " + served + " answers").isTrue();
        if (!verdict.code().isEmpty()) {
            // what a stream broke off by stands in its failure
            record(each -> each.path("result").asText().equals(verdict.code())
                    || each.at("/failure/code").asText().equals(verdict.code()));
        }
        return new Proof(verdict, charged());
    }

    /** The same, of a refusal that a step of the chain has made, and not only a later check. */
    Proof proofOf(String step, Answer verdict, int served) {
        JsonNode record = record(each -> each.path("result").asText().equals(verdict.code()));
        assertThat(record.path("steps").findValuesAsText("stage")).contains(step);
        return proof(verdict, served);
    }

    /** What the cell's calls were charged, by their records. */
    long charged() {
        return charged(records());
    }

    static long charged(List<JsonNode> records) {
        return records.stream()
                .mapToLong(each -> each.path("cost_micro_usd").asLong())
                .sum();
    }

    private long completed() {
        return records().stream()
                .filter(each -> each.path("result").asText().equals("complete"))
                .count();
    }

    private List<JsonNode> records() {
        return door.site().records(tenant, begun);
    }
}

package gateway.decision;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gateway.admission.Admission;
import gateway.admission.ModelRegistry;
import gateway.decision.CallFacts.Asked;
import gateway.decision.CallFacts.Fault;
import gateway.decision.CallFacts.Ranking;
import gateway.decision.CallFacts.Served;
import gateway.decision.CallFacts.Turn;
import gateway.model.DecisionRecord;
import gateway.model.Deployment;
import gateway.model.Price;
import gateway.model.Residency;
import gateway.model.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes a call down as it is kept. */
final class DecisionJson {
    private static final double NANOS_PER_MILLI = 1_000_000;

    private final ModelRegistry models;

    /** Takes the models, which tell a model's name from anything else that a client may send in its place. */
    DecisionJson(ModelRegistry models) {
        this.models = models;
    }

    StoredDecision write(CallFacts facts) {
        Asked asked = facts.asked();
        Served served = facts.served();
        String model = asked == null ? null : model(asked);
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("id", facts.id())
                .put("at", facts.at().toString())
                .put("result", facts.end().result());
        if (facts.end().status() != 0) {
            json.put("status", facts.end().status());
        }
        if (facts.end().by() != null) {
            json.put("switch", facts.end().by());
        }
        if (facts.end().fault() != null) {
            json.set("failure", fault(facts.end().fault()));
        }
        if (asked != null) {
            asked(json, asked, model);
            json.putObject("revision").put("registry", asked.revision()).put("switches", facts.switchesRevision());
        }
        steps(json.putArray("steps"), facts);
        ranking(json, facts);
        ArrayNode attempts = json.putArray("attempts");
        facts.turns().forEach(turn -> attempts.add(turn(turn)));
        if (served != null) {
            served(json, served);
        }
        if (served != null || facts.microUsd() > 0) {
            json.put("cost_micro_usd", facts.microUsd());
        }
        if (facts.end().totalNanos() > 0) {
            json.put("total_ms", millis(facts.end().totalNanos()));
        }
        return new StoredDecision(
                facts.id(),
                facts.at(),
                asked == null ? "" : asked.tenant().id(),
                served != null ? served.deployment().model() : model == null ? "" : model,
                served == null ? null : served.deployment().id(),
                served == null ? null : served.deployment().region(),
                word(asked == null ? Residency.ANY : asked.required()),
                served == null ? null : word(served.deployment().residency()),
                facts.end().result(),
                served == null ? null : served.completion(),
                json.toString());
    }

    /** The name that was asked for; null where it is no name of ours, and so may hold anything. */
    private @Nullable String model(Asked asked) {
        return asked.known() || Admission.candidates(models.current(), asked.model()) != null ? asked.model() : null;
    }

    private static void asked(ObjectNode json, Asked asked, @Nullable String model) {
        json.put("tenant", asked.tenant().id());
        if (asked.tenant().team() != null) {
            json.put("team", asked.tenant().team());
        }
        if (!asked.cache().isEmpty()) {
            json.put("cache", asked.cache());
        }
        json.put("key", asked.tenant().keyId())
                .put("route", asked.route())
                .put("dialect", asked.dialect().name().toLowerCase(Locale.ROOT))
                .put("stream", asked.stream());
        if (model != null) {
            json.put("model", model);
        }
        json.put("required", word(asked.required()));
    }

    /** What the stages noted, and what the last two of them did, which stands in the ranking and the attempts. */
    private static void steps(ArrayNode steps, CallFacts facts) {
        if (facts.asked() != null) {
            for (DecisionRecord.Step step : facts.asked().steps()) {
                step(steps, step.stage(), step.removed(), step.note());
            }
        }
        if (facts.ranking() == null || isRecalled(facts)) {
            return;
        }
        step(
                steps,
                "choose",
                List.of(),
                facts.ranking().policy() + " over " + facts.ranking().ranked().size());
        List<String> removed = new ArrayList<>();
        List<Deployment> untried = new ArrayList<>(facts.ranking().ranked());
        for (Turn turn : facts.turns()) {
            untried.remove(turn.deployment());
            if (turn.fault() != null) {
                removed.add(turn.deployment().id() + ": " + turn.fault().code());
            }
        }
        if (facts.served() == null) {
            untried.forEach(each -> removed.add(each.id() + ": not tried"));
        }
        step(
                steps,
                "call",
                removed,
                facts.served() == null
                        ? facts.end().result()
                        : "answered by " + facts.served().deployment().id());
    }

    private static boolean isRecalled(CallFacts facts) {
        return facts.asked() != null && facts.asked().cache().equals("hit");
    }

    private static void step(ArrayNode steps, String stage, List<String> removed, String note) {
        ObjectNode step = steps.addObject().put("stage", stage);
        if (!removed.isEmpty()) {
            removed.forEach(step.putArray("removed")::add);
        }
        if (!note.isEmpty()) {
            step.put("note", note);
        }
    }

    private static void ranking(ObjectNode json, CallFacts facts) {
        Ranking ranking = facts.ranking();
        if (ranking != null) {
            json.put("policy", ranking.policy()).put("propensity", ranking.propensity());
            ArrayNode ranked = json.putArray("ranked");
            ranking.ranked().forEach(each -> ranked.add(each.id()));
            if (!ranking.routing().candidates().isEmpty()) {
                json.set("routing", RoutingJson.write(ranking, facts.served()));
            }
        }
    }

    /** A provider that was called has had the content, whether it answered or not, so the place is told. */
    private static ObjectNode turn(Turn turn) {
        boolean called = turn.nanos() > 0;
        ObjectNode json = called ? place(turn.deployment()) : deployment(turn.deployment());
        json.put("called", called);
        if (called) {
            json.put("ms", millis(turn.nanos()));
        }
        if (turn.fault() != null) {
            json.set("failure", fault(turn.fault()));
            if (turn.microUsd() > 0) {
                json.put("cost_micro_usd", turn.microUsd());
            }
        }
        return json;
    }

    private static ObjectNode fault(Fault fault) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("kind", fault.kind().name().toLowerCase(Locale.ROOT))
                .put("code", fault.code());
        return fault.status() == 0 ? json : json.put("status", fault.status());
    }

    private static void served(ObjectNode json, Served served) {
        Usage usage = served.usage();
        if (served.completion() != null) {
            json.put("completion", served.completion());
        }
        if (served.signal() != null) {
            json.put("signal", served.signal().word());
        }
        json.set("receipt", place(served.deployment()));
        json.putObject("usage")
                .put("input_tokens", usage.inputTokens())
                .put("cache_read_tokens", usage.cacheReadTokens())
                .put("cache_write_tokens", usage.cacheWriteTokens())
                .put("cache_write_1h_tokens", usage.cacheWrite1hTokens())
                .put("output_tokens", usage.outputTokens())
                .put("reasoning_tokens", usage.reasoningTokens())
                .put("image_tokens", usage.imageTokens())
                .put("estimated", served.estimated());
        price(json.putObject("price"), served.deployment().price());
        json.put("overhead_us", served.overheadNanos() / 1_000).put("first_byte_ms", millis(served.firstByteNanos()));
    }

    /** By which price the cost was worked out, of those that the registry of that revision lists. */
    private static void price(ObjectNode json, Price price) {
        if (price.from() != null) {
            json.put("from", price.from().toString());
        }
        if (price.taken() != null) {
            json.put("taken", price.taken().toString());
        }
    }

    private static ObjectNode deployment(Deployment deployment) {
        return JsonNodeFactory.instance.objectNode().put("deployment", deployment.id());
    }

    /** The receipt: what the check at the socket has seen. */
    private static ObjectNode place(Deployment deployment) {
        return deployment(deployment)
                .put("provider", deployment.provider())
                .put("region", deployment.region())
                .put("host", deployment.endpoint().getHost())
                .put("residency", word(deployment.residency()));
    }

    private static String word(Residency residency) {
        return residency.name().toLowerCase(Locale.ROOT);
    }

    private static double millis(long nanos) {
        return Math.round(nanos / NANOS_PER_MILLI * 1_000) / 1_000.0;
    }
}

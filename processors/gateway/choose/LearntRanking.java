package gateway.choose;

import gateway.latency.Latencies;
import gateway.metering.CountedInputs;
import gateway.model.Context;
import gateway.model.Decision;
import gateway.model.Deployment;
import gateway.model.Plan;
import gateway.model.Request;
import gateway.model.Routing;
import gateway.model.Routing.Candidate;
import gateway.model.RoutingRules;
import gateway.routing.Allowance;
import gateway.routing.AnswerLengths;
import gateway.routing.Bandit;
import gateway.routing.Choice;
import gateway.routing.ContextReader;
import gateway.routing.Objective;
import gateway.routing.Option;
import gateway.token.InputTokens;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Ranks models by what was learnt of them, and the deployments of each by priority. Thread-safe. */
public final class LearntRanking {
    private static final String POLICY = "bandit/1";
    private static final String USUAL = "balanced";
    private static final String AUTO = "auto:";
    private static final double NANOS = 1e9;
    private static final double PER_TOKEN = 1e-12;

    /** Tokens of a prompt that nobody has counted. */
    private static final double USUAL_PROMPT = 500;

    private final ContextReader contexts;
    private final Bandit bandit;
    private final FixedRanking within;
    private final Map<String, Objective> objectives;
    private final double share;
    private final Estimates estimates;
    private final Allowance allowance = new Allowance();

    /**
     * Takes what it ranks by.
     *
     * @param within ranks the deployments of one model
     * @param objectives by name
     * @param share of decisions that may explore, where a tenant does not say
     */
    public LearntRanking(
            ContextReader contexts,
            Bandit bandit,
            FixedRanking within,
            Map<String, Objective> objectives,
            double share,
            Estimates estimates) {
        this.contexts = contexts;
        this.bandit = bandit;
        this.within = within;
        this.objectives = Map.copyOf(objectives);
        this.share = share;
        this.estimates = estimates;
    }

    /**
     * What is known of cost and latency.
     *
     * @param inputs what was counted of prompts already
     * @param lengths of answers
     * @param latencies to the first token
     */
    public record Estimates(CountedInputs inputs, AnswerLengths lengths, Latencies latencies) {}

    /** Decides for a plan and its request. */
    public Decision rank(Plan plan, Request.Chat chat) {
        RoutingRules rules = plan.tenant().routing();
        double mine = rules.explorationShare() == null ? share : rules.explorationShare();
        String tenant = plan.tenant().id();
        boolean explores = allowance.allows(tenant, mine);
        Map<String, List<Deployment>> byModel = byModel(plan);
        Objective objective = objective(plan);
        Choice choice = choose(plan, chat, byModel, objective, explores);
        allowance.decided(tenant, mine, choice.explored());
        List<Deployment> ranked = new ArrayList<>(plan.candidates().size());
        for (Candidate candidate : choice.ranked()) {
            ranked.addAll(byModel.getOrDefault(candidate.model(), List.of()));
        }
        return new Decision(
                plan, ranked, POLICY, choice.ranked().getFirst().propensity(), routing(objective, choice, false));
    }

    /** What it would choose. */
    Routing shadow(Plan plan, Request.Chat chat) {
        Objective objective = objective(plan);
        return routing(objective, choose(plan, chat, byModel(plan), objective, false), true);
    }

    private Choice choose(
            Plan plan,
            Request.Chat chat,
            Map<String, List<Deployment>> byModel,
            Objective objective,
            boolean explores) {
        Context context = contexts.of(chat, plan.screening().domain());
        InputTokens counted = estimates.inputs().of(chat.call().id());
        double content = estimates.lengths().content(context);
        List<Option> options = new ArrayList<>(byModel.size());
        byModel.forEach((model, deployments) -> {
            Deployment first = deployments.getFirst();
            options.add(new Option(
                    model,
                    first.id(),
                    usd(chat, first, counted, content),
                    estimates.latencies().typicalNanos(first.id()) / NANOS));
        });
        return bandit.choose(context, options, objective, explores);
    }

    private static Routing routing(Objective objective, Choice choice, boolean shadow) {
        return new Routing(
                objective.name(),
                objective.costWeight(),
                objective.latencyWeight(),
                choice.context(),
                choice.ranked(),
                choice.explored(),
                shadow);
    }

    /** What the client names, then what its tenant has. */
    private Objective objective(Plan plan) {
        String asked = plan.request().model();
        String named = asked.startsWith(AUTO)
                ? asked.substring(AUTO.length())
                : plan.tenant().routing().objective();
        Objective found = named == null ? null : objectives.get(named);
        return found != null ? found : objectives.getOrDefault(USUAL, Objective.QUALITY);
    }

    private Map<String, List<Deployment>> byModel(Plan plan) {
        Map<String, List<Deployment>> byModel = new LinkedHashMap<>();
        for (Deployment each : plan.candidates()) {
            byModel.computeIfAbsent(each.model(), model -> new ArrayList<>()).add(each);
        }
        byModel.replaceAll((model, deployments) ->
                within.rank(deployments, Strategy.PRIORITY).ranked());
        return byModel;
    }

    /** Expected cost, by list prices in micro-USD for a million tokens. */
    private double usd(Request.Chat request, Deployment deployment, @Nullable InputTokens counted, double content) {
        double input = counted != null ? counted.likely(deployment) : USUAL_PROMPT;
        double output = content * estimates.lengths().level(deployment.model());
        Integer asked = request.sampling().maxOutputTokens();
        if (asked != null) {
            output = Math.min(output, asked);
        }
        return PER_TOKEN
                * (input * deployment.price().input()
                        + output * deployment.price().output());
    }
}

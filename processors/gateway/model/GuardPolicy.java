package gateway.model;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is looked for in the texts of a domain, and what is done about it.
 *
 * @param pii what is done about personal data and secrets on the way to a provider; a kind that is missing is flagged
 * @param piiOutput the same for what a provider answers; placeholders cannot be taken back there, so that
 *     {@code PSEUDONYMISE} is {@code REDACT}
 * @param piiIn where prompts are looked through for them
 * @param attacks injections, jailbreaks and the like, in prompts
 * @param toxicity in prompts and answers
 * @param topics phrases that must not be talked about, by the topic's name, in prompts and answers
 * @param topicsIn where prompts are looked through for them
 * @param guardrails services that look as well
 * @param failureMode what holds when such a service fails
 */
public record GuardPolicy(
        Map<PiiKind, GuardAction> pii,
        Map<PiiKind, GuardAction> piiOutput,
        Set<ContentSource> piiIn,
        Check attacks,
        Check toxicity,
        Map<String, List<String>> topics,
        Set<ContentSource> topicsIn,
        List<Guardrail> guardrails,
        FailureMode failureMode) {
    /** All kinds blocked, everything looked for. For whoever has no policy. */
    public static final GuardPolicy STRICTEST = new GuardPolicy(
            all(GuardAction.BLOCK),
            all(GuardAction.BLOCK),
            EnumSet.allOf(ContentSource.class),
            new Check(0.5, GuardAction.BLOCK, EnumSet.allOf(ContentSource.class)),
            new Check(0.5, GuardAction.BLOCK, EnumSet.allOf(ContentSource.class)),
            Map.of(),
            EnumSet.allOf(ContentSource.class),
            List.of(),
            FailureMode.CLOSED);

    public GuardPolicy {
        pii = Map.copyOf(pii);
        piiOutput = Map.copyOf(piiOutput);
        piiIn = Set.copyOf(piiIn);
        topics = Map.copyOf(topics);
        topicsIn = Set.copyOf(topicsIn);
        guardrails = List.copyOf(guardrails);
    }

    /** What holds when a service that should look cannot. */
    public enum FailureMode {
        /** The local engine's verdict stands. */
        LOCAL_ONLY,
        /** The request is refused. */
        CLOSED
    }

    /**
     * A judgement with a threshold.
     *
     * @param threshold from which score on it counts, 0 to 1; above 1 = never
     * @param action {@code FLAG} or {@code BLOCK}
     * @param sources where prompts are judged
     */
    public record Check(double threshold, GuardAction action, Set<ContentSource> sources) {
        public Check {
            sources = Set.copyOf(sources);
        }

        private boolean looksAt(ContentSource source) {
            return threshold <= 1 && sources.contains(source);
        }

        private Check or(Check other) {
            return new Check(
                    Math.min(threshold, other.threshold), action.or(other.action), union(sources, other.sources));
        }
    }

    /** What is done about a kind in a prompt. */
    public GuardAction input(PiiKind kind) {
        return pii.getOrDefault(kind, GuardAction.FLAG);
    }

    /** What is done about a kind in an answer. */
    public GuardAction output(PiiKind kind) {
        GuardAction action = piiOutput.getOrDefault(kind, GuardAction.FLAG);
        return action == GuardAction.PSEUDONYMISE ? GuardAction.REDACT : action;
    }

    /** Whether anything is looked for in what comes from there, if only to be flagged. */
    public boolean looksAt(ContentSource source) {
        return piiIn.contains(source)
                || attacks.looksAt(source)
                || toxicity.looksAt(source)
                || (!topics.isEmpty() && topicsIn.contains(source))
                || guardrails.stream().anyMatch(Guardrail::input);
    }

    /** The stricter of two policies in each point. */
    public GuardPolicy or(GuardPolicy other) {
        if (equals(other)) {
            return this;
        }
        Map<String, List<String>> allTopics = new LinkedHashMap<>(topics);
        other.topics.forEach((name, phrases) -> allTopics.merge(name, phrases, GuardPolicy::join));
        Set<Guardrail> all = new LinkedHashSet<>(guardrails);
        all.addAll(other.guardrails);
        return new GuardPolicy(
                stricter(pii, other.pii),
                stricter(piiOutput, other.piiOutput),
                union(piiIn, other.piiIn),
                attacks.or(other.attacks),
                toxicity.or(other.toxicity),
                allTopics,
                union(topicsIn, other.topicsIn),
                List.copyOf(all),
                failureMode.compareTo(other.failureMode) >= 0 ? failureMode : other.failureMode);
    }

    private static Map<PiiKind, GuardAction> stricter(Map<PiiKind, GuardAction> one, Map<PiiKind, GuardAction> two) {
        Map<PiiKind, GuardAction> both = new EnumMap<>(PiiKind.class);
        both.putAll(one);
        two.forEach((kind, action) -> both.merge(kind, action, GuardAction::or));
        return both;
    }

    private static <T> Set<T> union(Set<T> one, Set<T> two) {
        Set<T> both = new LinkedHashSet<>(one);
        both.addAll(two);
        return both;
    }

    private static <T> List<T> join(List<T> one, List<T> two) {
        List<T> both = new ArrayList<>(one);
        both.addAll(two);
        return both;
    }

    private static Map<PiiKind, GuardAction> all(GuardAction action) {
        Map<PiiKind, GuardAction> all = new EnumMap<>(PiiKind.class);
        for (PiiKind kind : PiiKind.values()) {
            all.put(kind, action);
        }
        return all;
    }
}

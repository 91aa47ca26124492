package gateway.guard.local;

import gateway.guard.AllFindings;
import gateway.guard.LocalEngine;
import gateway.guard.LocalEngine.TopicFinder;
import gateway.guard.LocalEngine.Topics;
import gateway.guard.name.NameScanner;
import gateway.guard.pii.StructuredScanner;
import gateway.guard.text.AttackClassifier;
import gateway.guard.text.DeniedTopics;
import gateway.guard.text.DeniedTopics.Topic;
import gateway.guard.text.LinearDomainClassifier;
import gateway.guard.text.ToxicityClassifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes the local engine with its models, which lie on the class path. */
public final class ShippedEngine {
    private ShippedEngine() {}

    /** The engine of this process. The first call reads some megabytes. */
    public static LocalEngine get() {
        return Held.ENGINE;
    }

    /** Made by whoever comes first; it never changes. */
    private static final class Held {
        private static final LocalEngine ENGINE = make();

        private static LocalEngine make() {
            StructuredScanner forms = new StructuredScanner();
            return new LocalEngine(
                    new AllFindings(List.of(forms, NameScanner.create())),
                    forms,
                    new AttackClassifier(),
                    new ToxicityClassifier(),
                    new LinearDomainClassifier(),
                    new Topics(ShippedEngine::finder));
        }
    }

    /** One phrase of a topic is enough. */
    private static TopicFinder finder(Map<String, List<String>> topics) {
        List<Topic> all = new ArrayList<>(topics.size());
        topics.forEach((name, phrases) -> all.add(new Topic(name, phrases, 1)));
        return new DeniedTopics(all)::found;
    }
}

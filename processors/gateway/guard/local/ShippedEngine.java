package gateway.guard.local;

import gateway.guard.AllFindings;
import gateway.guard.LocalEngine;
import gateway.guard.name.NameScanner;
import gateway.guard.pii.StructuredScanner;
import gateway.guard.text.AttackClassifier;
import gateway.guard.text.DeniedTopics;
import gateway.guard.text.LinearDomainClassifier;
import gateway.guard.text.ToxicityClassifier;
import java.util.List;

/** Makes the local engine with its models, which lie on the class path. */
public final class ShippedEngine {
    private ShippedEngine() {}

    /** One engine for all calls. Reads some megabytes; made once. */
    public static LocalEngine create() {
        return new LocalEngine(
                new AllFindings(List.of(new StructuredScanner(), NameScanner.create())),
                AttackClassifier.create(),
                ToxicityClassifier.create(),
                LinearDomainClassifier.create(),
                new LocalEngine.Topics(topics -> DeniedTopics.of(topics)::found));
    }
}

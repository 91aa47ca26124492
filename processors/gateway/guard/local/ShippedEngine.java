package gateway.guard.local;

import gateway.guard.AllFindings;
import gateway.guard.Classifier;
import gateway.guard.DomainClassifier;
import gateway.guard.LocalEngine;
import gateway.guard.name.NameScanner;
import gateway.guard.pii.StructuredScanner;
import java.util.List;

/** Makes the local engine with its models, which lie on the class path. */
public final class ShippedEngine {
    private ShippedEngine() {}

    /** One engine for all calls. Reads some megabytes; made once. */
    public static LocalEngine create() {
        Classifier nothing = new Classifier() {
            public double score(String text) { return 0; }
            public Running running() { return new Running() { public void add(String m) {} public double score() { return 0; } }; }
        };
        return new LocalEngine(
                new AllFindings(List.of(new StructuredScanner(), NameScanner.create())),
                nothing, nothing, text -> new DomainClassifier.Guess("general", 1),
                new LocalEngine.Topics(topics -> LocalEngine.TopicFinder.NONE));
    }
}

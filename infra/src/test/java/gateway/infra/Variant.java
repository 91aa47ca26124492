package gateway.infra;

import java.util.List;

/** What is deployed in the tests: each size, with and without the restriction to the European Union. */
enum Variant {
    DEV_EU(Stage.DEV, true),
    DEV_ANY(Stage.DEV, false),
    PROD_EU(Stage.PROD, true),
    PROD_ANY(Stage.PROD, false);

    static final String ACCOUNT = "111122223333";
    static final String REGION = "eu-central-1";
    static final String CERTIFICATE =
            "arn:aws:acm:eu-central-1:111122223333:certificate/00000000-0000-0000-0000-000000000000";

    private final Stage stage;
    private final boolean euOnly;

    Variant(Stage stage, boolean euOnly) {
        this.stage = stage;
        this.euOnly = euOnly;
    }

    Target target() {
        return new Target(
                stage,
                euOnly,
                ACCOUNT,
                REGION,
                CERTIFICATE,
                "0.1.0",
                "ops@example.com",
                Target.settings(stage, List.of()));
    }
}

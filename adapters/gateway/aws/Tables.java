package gateway.aws;

import gateway.control.Kind;

/**
 * The names of the tables in DynamoDB, such as {@code serai-prod-models}.
 *
 * @param prefix begins every name
 * @param environment stands in every name, and is the partition of all control data
 */
record Tables(String prefix, String environment) {
    /** The table of a kind's documents. */
    String of(Kind kind) {
        return switch (kind) {
            case MODEL -> named("models");
            case DEPLOYMENT -> named("deployments");
            case ALIAS -> named("aliases");
            case TENANT -> named("tenants");
            case KEY -> named("keys");
            case ADMIN -> named("administrators");
            case ROUTING -> named("routing");
        };
    }

    /** The table of what there is one of: the revision of the documents. */
    String control() {
        return named("control");
    }

    String audit() {
        return named("audit");
    }

    String decisions() {
        return named("decisions");
    }

    String ledger() {
        return named("ledger");
    }

    String usage() {
        return named("usage");
    }

    String router() {
        return named("router");
    }

    String feedback() {
        return named("feedback");
    }

    String idempotency() {
        return named("idempotency");
    }

    String cache() {
        return named("cache");
    }

    private String named(String what) {
        return prefix + "-" + environment + "-" + what;
    }
}

package gateway.infra;

/** The gateway's metrics that go to CloudWatch, as {@code /metrics} calls them. All others stay where they are. */
enum Metric {
    /** Requests from their first byte to the end of their answer. */
    IN_FLIGHT("serai_requests_in_flight"),
    /** Seconds since the kill switches were last confirmed. */
    SWITCHES_AGE("serai_switches_age_seconds"),
    /** Seconds since models, tenants and keys were last confirmed. */
    REGISTRY_AGE("serai_registry_age_seconds"),
    /** Entries among the kill switches that make no sense. */
    UNREADABLE("serai_kill_switch_unreadable"),
    /** Calls of the ledger that failed. */
    LEDGER_ERRORS("serai_quota_ledger_errors_total"),
    /** Budgets of which the share is spent at which somebody is told. */
    SOFT_LIMITS("serai_quota_soft_limits_total"),
    /** 0 closed, 1 half open, 2 open. */
    BREAKER("serai_breaker_state"),
    /** The same for guardrails of Bedrock. */
    GUARDRAIL_BREAKER("serai_guardrail_breaker_state"),
    /** Decision records that were lost. */
    DECISIONS_DROPPED("serai_decisions_dropped_total"),
    /** Calls that are missing in reports of usage. */
    USAGE_LOST("serai_usage_lost_total"),
    /** Seconds since a credential was read. */
    SECRET_AGE("serai_secret_age_seconds"),
    /** Requests that were refused. */
    REFUSALS("serai_refusals_total"),
    /** What answers cost. */
    COST("serai_cost_usd_total");

    private final String wireName;

    Metric(String wireName) {
        this.wireName = wireName;
    }

    /** Its name at {@code /metrics} and in CloudWatch. */
    String wireName() {
        return wireName;
    }
}

package gateway.settings;

import gateway.model.Residency;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Small settings for tests: everything that must be there, and one model. */
final class SettingsTexts {
    static final String SMALL = """
            camel:
              main:
                name: small
            gateway:
              environment: local
              data-dir: .serai
              host: 127.0.0.1
              port: 8080
              management: {host: 127.0.0.1, port: 8081}
              simulator: {port: 8090}
              limits: {body: 20MiB, in-flight: 0, buffered: 0, deciding: 0, headers: 64KiB,
                idle-timeout: 60s, request-timeout: 30s, write-timeout: 60s}
              egress: {hosts: [api.example.com, bedrock-runtime.eu-central-1.amazonaws.com]}
              residency: {eu-hosts: [api.example.com]}
              failover: {deadline: 60s, deadline-grace: 500ms, hard-deadline: 30m, hedging: {}, first-token-initial: 10s,
                first-token-minimum: 1.5s, connect-timeout: 1s,
                total-timeout: 120s, keep-alive: 15s, stall-timeout: 60s, max-attempts: 6}
              breaker: {window: 20, minimum-calls: 5, failure-rate: 50, open: 5s, half-open-calls: 2}
              routing: {strategy: priority, strategies: {}, exploration-share: 0.1, half-life: 30d, sync: 10s, families: {},
                objectives: {best: {cost: 0, latency: 0}, balanced: {cost: 0.1, latency: 0.01},
                  cheap: {cost: 0.5, latency: 0.01}, fast: {cost: 0.05, latency: 0.2}}}
              log: {format: auto, level: info}
              providers:
                acme: {dialect: openai, endpoint: "https://api.example.com/v1", auth: bearer,
                  api-key-variable: ACME_KEY, account: default, headers: {}}
              models:
                gpt-5.4-mini:
                  context-tokens: 1000
                  max-output-tokens: 100
                  deployments:
                    mini-acme: {provider: acme, upstream-name: mini, region: eu, residency: eu, priority: 0, weight: 1,
                      price: {input: 4, cache-read: 1, cache-write: 5, cache-write-1h: 8, output: 20, taken: 2026-08-21}}
              aliases: {mini: gpt-5.4-mini}
              tenants: {demo: {residency: any}}
              guardrails:
                legal: {failure-mode: closed, pii-redaction: {default: redact}, pii-output: {default: flag},
                  jailbreak-detection: block, jailbreak-threshold: 0.5, toxicity: block, toxicity-threshold: 0.9,
                  checked: {pii: [user], jailbreak: [user], toxicity: [user], topics: [user]}}
                medical: {failure-mode: closed, pii-redaction: {default: redact}, pii-output: {default: flag},
                  jailbreak-detection: block, jailbreak-threshold: 0.5, toxicity: block, toxicity-threshold: 0.9,
                  checked: {pii: [user], jailbreak: [user], toxicity: [user], topics: [user]}}
                general: {failure-mode: closed, pii-redaction: {default: redact}, pii-output: {default: flag},
                  jailbreak-detection: block, jailbreak-threshold: 0.5, toxicity: block, toxicity-threshold: 0.9,
                  checked: {pii: [user], jailbreak: [user], toxicity: [user], topics: [user]}}
              quota: {lease: 15s, reservation: 20m, fail-open-usd: 0}
              drain: {delay: 5s, timeout: 30s}
              websocket: {origins: [], connections: 10000, requests: 32, ping: 30s}
              metrics: {tenants: 100}
              idempotency: {kept: 24h, lease: 30s, max-reply: 4MiB}
              responses: {store: false, kept: 30d}
              cache: {total: 64MiB, max-answer: 256KiB, alike: 1000, embed-within: 500ms, shared-within: 100ms, wait-for-same: 10s}
              control: {registry-refresh: 60s, switches-refresh: 5s, decisions-kept: 30d, secrets-ttl: 5m}
            """;

    private SettingsTexts() {}

    /** A tenant that says nothing but its residency. */
    static TenantSettings tenant() {
        return new TenantSettings(
                Residency.ANY, null, null, null, null, null, null, null, null, null, null, null, null, null);
    }

    static SettingsLoader.Loaded load(Map<String, String> environment, Path... overlays) {
        return new SettingsLoader(SMALL).load(Profile.EMBEDDED, List.of(overlays), environment);
    }
}

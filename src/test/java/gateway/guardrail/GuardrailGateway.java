package gateway.guardrail;

import gateway.app.TestGateway;
import gateway.failover.Client;
import gateway.failover.Client.Api;
import gateway.failover.Client.Reply;
import gateway.simulator.SimulatorCounts;
import gateway.simulator.SimulatorFaults;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A gateway whose domains have a guardrail each, and whose local engine only notes what it finds. */
final class GuardrailGateway implements AutoCloseable {
    static final String MODEL = "gpt-5-nano";

    /** A whole policy, by which the local engine changes nothing. */
    private static final String FLAG = """
              pii-redaction: {default: flag, api-key: flag, password: flag, url-credentials: flag}
              pii-output: {default: flag, api-key: flag, password: flag, url-credentials: flag, credit-card: flag, iban: flag}
              jailbreak-detection: flag
              jailbreak-threshold: 1
              toxicity: flag
              toxicity-threshold: 1
              denied-topics: {}
              checked: {pii: [user], jailbreak: [user], toxicity: [user], topics: [user]}
        """;

    private final TestGateway gateway;
    private final Client client;

    private GuardrailGateway(TestGateway gateway) {
        this.gateway = gateway;
        this.client = new Client(gateway);
    }

    /**
     * Starts one.
     *
     * @param legal, medical, general the domain's failure mode and what its guardrail, called {@code guard<domain>},
     *     has beside id and version
     * @param further sections under {@code gateway}
     */
    static GuardrailGateway start(Rule legal, Rule medical, Rule general, String further) {
        String overlay = "gateway:\n  failover: {connect-timeout: 10s}\n" + further + "  guardrails:\n"
                + legal.yaml("legal") + medical.yaml("medical") + general.yaml("general");
        return new GuardrailGateway(TestGateway.start(overlay));
    }

    /**
     * What a domain has.
     *
     * @param failureMode closed or local-only
     * @param options region, mode and so on
     */
    record Rule(String failureMode, String options) {
        static final Rule CLOSED = new Rule("closed", "region: eu-central-1, timeout: 5s");

        private String yaml(String domain) {
            return "    " + domain + ":\n      failure-mode: " + failureMode + "\n"
                    + FLAG
                    + "      bedrock: {id: guard" + domain + ", version: \"7\", " + options + "}\n";
        }
    }

    Reply ask(Api api, String domain, boolean stream, String text) {
        return ask(api, MODEL, domain, stream, text, Map.of());
    }

    Reply ask(String model, String domain, Map<String, String> headers) {
        return ask(Api.OPENAI, model, domain, false, "Good morning", headers);
    }

    private Reply ask(Api api, String model, String domain, boolean stream, String text, Map<String, String> headers) {
        String body =
                "{\"model\":\"%s\",\"max_tokens\":2000,\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
                        .formatted(model, stream, text);
        Map<String, String> all = new HashMap<>(headers);
        all.put("x-serai-domain", domain);
        return client.post(api, TestGateway.KEY, all, body);
    }

    Reply admin(String method, String path, String body) {
        return client.admin(method, path, TestGateway.ADMIN_KEY, body);
    }

    /** Lets the provider say something. */
    void answering(String text) {
        faults().put("z-answer", "{\"dialect\":\"openai\",\"text\":\"" + text + "\"}");
    }

    SimulatorFaults faults() {
        return gateway.simulator().faults();
    }

    /** Calls of the model so far. */
    long providerCalls() {
        return counts().startedFor(MODEL);
    }

    /** Calls of a domain's guardrail so far. */
    long guardrailCalls(String domain) {
        return counts().startedFor("guard" + domain);
    }

    SimulatorCounts counts() {
        return gateway.simulator().counts();
    }

    String metrics() {
        return client.admin("GET", "/metrics", TestGateway.ADMIN_KEY, "").body();
    }

    List<String> routes() {
        return gateway.routeIds();
    }

    @Override
    public void close() {
        gateway.close();
    }
}

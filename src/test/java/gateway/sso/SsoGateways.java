package gateway.sso;

import gateway.app.FreePort;
import gateway.app.TestGateway;
import java.util.Map;

/** Gateways whose administrators log in at an identity provider on loopback. */
public final class SsoGateways {
    /** Of access tokens for the admin API. */
    public static final String AUDIENCE = "serai-admin";

    private SsoGateways() {}

    /** The name of a provider that is away. */
    public static String nobody() {
        return "http://127.0.0.1:" + FreePort.orElse("127.0.0.1", 0);
    }

    /**
     * Starts one.
     *
     * @param issuer the provider's name; nobody need be there
     */
    public static TestGateway start(String issuer) {
        int port = FreePort.orElse("127.0.0.1", 0);
        return TestGateway.start(
                """
                gateway:
                  egress: {hosts: [127.0.0.1, localhost, api.anthropic.com, api.mistral.ai, api.openai.com,
                    aiplatform.eu.rep.googleapis.com, bedrock-runtime.eu-central-1.amazonaws.com,
                    bedrock-runtime.us-east-1.amazonaws.com, generativelanguage.googleapis.com]}
                  sso:
                    issuer: %s
                    client-id: %s
                    public-url: http://127.0.0.1:%d
                    label: Acme
                    roles: {serai-operators: operator, serai-viewers: viewer}
                    api-audience: %s
                """.formatted(issuer, TestIssuer.CLIENT, port, AUDIENCE),
                null,
                Map.of("SERAI_MANAGEMENT_PORT", Integer.toString(port), "SERAI_SSO_CLIENT_SECRET", TestIssuer.SECRET));
    }
}
